import { Dexie, type Table } from 'dexie';
import type { Receipt } from '#contract/district-api.ts';
import type { Draft } from '#contract/draft.ts';
import type { FeedRecord } from '#domain/mutation.ts';
import type { Blind, SearchEntry } from '#domain/search-entry.ts';
import { checkKey, keepKeyCheck } from './key-check.ts';
import type { BlobRow, HoldEntry, MetaRow, OutboxRow, TallyRow, ViewRow } from './rows.ts';
import { createSeal } from './seal.ts';
import { sealing } from './sealing.ts';
import { loadReading } from './search-index.ts';
import { countEverything, markHeld, sealEverything } from './upgrade.ts';

/**
 * The desk's database: strict durability, one transaction per change [ST1]. What speaks of people lies in it sealed, and is found by hashes.
 * It opens only with the key it was made with: with another it answers nothing, and changes nothing.
 */
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
  /** What waits for people's decisions, as far as this desk may see it [H3]. */
  holds!: Table<HoldEntry, string>;
  /** Rows of an older epoch that have not come again yet: shown meanwhile, gone when the new epoch's feed is through [E2]. */
  stale!: Table<{ id: string }, string>;

  /** What is personal is looked for, as it is kept, under this. */
  readonly blind: Blind;

  /** `storeKey` as host gives it at sign-in. @throws Failure keys-damaged where it is none */
  constructor(storeKey: string, name = 'chaihuan') {
    super(name, { chromeTransactionDurability: 'strict' });
    const seal = createSeal(storeKey);
    this.blind = seal.blind;
    this.use(sealing(seal));
    this.version(1).stores({
      rows: 'id',
      view: 'id, *keys',
      outbox: 'n, uid, state, [id+state]',
      blobs: 'sha256, [own+verified], wanted',
      drafts: 'key',
      receipts: 'batch, issuedAt',
      meta: 'key',
    });
    this.version(2).stores({ search: 'id, *tokens' });
    this.version(3).stores({ tallies: 'key' }).upgrade(countEverything);
    this.version(4)
      .stores({})
      .upgrade((transaction) => sealEverything(transaction, seal.blind));
    this.version(5).stores({ outbox: 'n, uid, state, [id+state], held', stale: 'id' }).upgrade(markHeld);
    this.version(version).stores({ holds: 'id, open, *records' });
    this.on('populate', (transaction) => keepKeyCheck(transaction.table('meta')));
    this.on('ready', (db) => checkKey(db.table('meta')), true);
  }

  /** What refreshViews writes: every transaction around it names these. */
  get viewTables(): Table[] {
    return [this.view, this.search, this.tallies];
  }
}

const version = 6;

/**
 * The version that is there; undefined where there is none. Asked by opening it: the browser's own list of databases shows, after a kill in
 * the middle of an upgrade, the version that it did not reach.
 */
async function findVersion(name: string): Promise<number | undefined> {
  const there = new Dexie(name);
  try {
    await there.open();
    return there.verno;
  } catch (error) {
    if (error instanceof Dexie.NoSuchDatabaseError) return undefined;
    throw error;
  } finally {
    there.close();
  }
}

/**
 * The desk's database, open. One of an older version is brought up to date on the way, whole or not at all.
 * @throws Failure store-foreign where another key made it; nothing of it was changed
 */
export async function openDeskDatabase(storeKey: string, name?: string): Promise<DeskDatabase> {
  const db = new DeskDatabase(storeKey, name);
  // An upgrade reads names, and must not wait for the dictionary inside its transaction.
  if (((await findVersion(db.name)) ?? version) < version) await loadReading();
  await db.open();
  return db;
}

export async function findPosition(db: DeskDatabase): Promise<{ epoch: number; cursor: number }> {
  const row = await db.meta.get('position');
  return row?.key === 'position' ? { epoch: row.epoch, cursor: row.cursor } : { epoch: 0, cursor: 0 };
}

/** How far what waits for people has been followed; from 0 under no scope where it never was. */
export async function findHoldsPosition(db: DeskDatabase): Promise<{ epoch: number; cursor: number; scope: string }> {
  const row = await db.meta.get('holds');
  return row?.key === 'holds' ? { epoch: row.epoch, cursor: row.cursor, scope: row.scope } : { epoch: 0, cursor: 0, scope: '' };
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

/** From which number on the outbox is whole: what lies below may have been let go [RT1]. */
export async function findPruned(db: DeskDatabase): Promise<number> {
  const row = await db.meta.get('pruned');
  return row?.key === 'pruned' ? row.below : 1;
}
