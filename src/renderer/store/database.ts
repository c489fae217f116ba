import { Dexie, type Table, type Transaction } from 'dexie';
import type { Receipt } from '#contract/district-api.ts';
import type { Draft } from '#contract/draft.ts';
import type { RecordType } from '#domain/identity.ts';
import type { FeedRecord, Fields } from '#domain/mutation.ts';
import { referencedIds } from '#domain/records.ts';
import type { SearchEntry } from '#domain/search-entry.ts';
import type { BlobRow, MetaRow, OutboxRow, TallyRow, ViewRow } from './rows.ts';
import { indexEverything } from './search-index.ts';
import { moveTallies } from './tallies.ts';

/** The desk's database: strict durability, one transaction per change [ST1]. */
export class DeskDatabase extends Dexie {
  rows!: Table<FeedRecord, string>;
  view!: Table<ViewRow, string>;
  outbox!: Table<OutboxRow, number>;
  blobs!: Table<BlobRow, string>;
  drafts!: Table<Draft, string>;
  receipts!: Table<Receipt, string>;
  meta!: Table<MetaRow, string>;
  /** What each view is found by: written with it, by refreshViews alone. */
  search!: Table<SearchEntry, string>;
  /** What screens count: written with the views, by refreshViews alone. */
  tallies!: Table<TallyRow, string>;

  constructor(name = 'chaihuan') {
    super(name, { chromeTransactionDurability: 'strict' });
    this.version(1).stores({
      rows: 'id',
      view: 'id, *keys',
      outbox: 'n, uid, state, [id+state]',
      blobs: 'sha256, [own+verified], wanted',
      drafts: 'key',
      receipts: 'batch, issuedAt',
      meta: 'key',
    });
    this.version(2).stores({ search: 'id, *tokens' }).upgrade(indexEverything);
    this.version(3).stores({ tallies: 'key' }).upgrade(countEverything);
  }

  /** What refreshViews writes: every transaction around it names these. */
  get viewTables(): Table[] {
    return [this.view, this.search, this.tallies];
  }
}

/** Index keys of a view record: its type, `type|status` where it has a state, and `type>id` for each record it points at. */
export function keysOf(type: RecordType, fields: Fields): string[] {
  const states = typeof fields.status === 'string' ? [`${type}|${fields.status}`] : [];
  return [type, ...states, ...referencedIds(type, fields).map((id) => `${type}>${id}`)];
}

const page = 500;

/** Version 2 counted nothing and had no key for a state: makes both from the views that are there. */
async function countEverything(transaction: Transaction): Promise<void> {
  const views = transaction.table<ViewRow, string>('view');
  for (let after = ''; ; ) {
    const rows = await views.where('id').above(after).limit(page).toArray();
    const there = rows.filter(({ deleted }) => !deleted).map((row) => ({ ...row, keys: keysOf(row.type, row.fields) }));
    await views.bulkPut(there);
    await moveTallies(transaction.table('tallies'), [], there);
    const last = rows.at(-1);
    if (last === undefined || rows.length < page) return;
    after = last.id;
  }
}

export async function findPosition(db: DeskDatabase): Promise<{ epoch: number; cursor: number }> {
  const row = await db.meta.get('position');
  return row?.key === 'position' ? { epoch: row.epoch, cursor: row.cursor } : { epoch: 0, cursor: 0 };
}

export async function findClockOffset(db: DeskDatabase): Promise<number> {
  const row = await db.meta.get('clock');
  return row?.key === 'clock' ? row.offsetMs : 0;
}

/** Batches whose receipt has not come yet, oldest first. */
export async function findAwaited(db: DeskDatabase): Promise<string[]> {
  const row = await db.meta.get('awaited');
  return row?.key === 'awaited' ? row.batches : [];
}
