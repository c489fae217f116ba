import { Dexie, type Table } from 'dexie';
import type { Receipt } from '#contract/district-api.ts';
import type { RecordId, RecordType } from '#domain/identity.ts';
import type { FeedRecord, Fields, Mutation } from '#domain/mutation.ts';
import type { WatermarkText } from '#domain/photo.ts';
import { referencedIds } from '#domain/records.ts';
import type { SearchEntry } from '#domain/search-entry.ts';
import type { ViewRecord } from '#sync/overlay.ts';
import type { SavedSearch } from './saved-filters.ts';
import { indexEverything } from './search-index.ts';

/** A view record with what its indexes need: `keys` are `type` and `type>id` of everything it points at. */
export interface ViewRow extends ViewRecord {
  keys: string[];
}

/** `state`: 0 unsent, 1 acknowledged but not yet in a pulled row, 2 settled. */
export interface OutboxRow {
  n: number;
  h: string;
  uid: string;
  id: RecordId;
  state: 0 | 1 | 2;
  rowSeq?: number;
  outcome?: string;
  rule?: string;
  batch?: string;
  mutation: Mutation;
}

/** A photo's bytes as far as this device knows them. Flags are 0/1 because IndexedDB cannot index booleans. */
export interface BlobRow {
  sha256: string;
  bytes: number;
  own: 0 | 1;
  verified: 0 | 1;
  thumb: 0 | 1;
  display: 0 | 1;
  /** 1 while a copy that a pull should bring is not here. */
  wanted: 0 | 1;
  addedAt: number;
  watermark: WatermarkText;
}

export interface DraftRow {
  key: string;
  savedAt: number;
  values: Fields;
}

export type MetaRow =
  | { key: 'position'; epoch: number; cursor: number }
  | { key: 'clock'; offsetMs: number }
  | { key: 'awaited'; batches: string[] }
  | { key: 'codes'; last: number }
  | { key: 'searches'; saved: SavedSearch[] };

/** The desk's database: strict durability, one transaction per change [ST1]. */
export class DeskDatabase extends Dexie {
  rows!: Table<FeedRecord, string>;
  view!: Table<ViewRow, string>;
  outbox!: Table<OutboxRow, number>;
  blobs!: Table<BlobRow, string>;
  drafts!: Table<DraftRow, string>;
  receipts!: Table<Receipt, string>;
  meta!: Table<MetaRow, string>;
  /** What each view is found by: written with it, by refreshViews alone. */
  search!: Table<SearchEntry, string>;

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
  }
}

/** Index keys of a view record: its type, and `type>id` for each record it points at. */
export function keysOf(type: RecordType, fields: Fields): string[] {
  return [type, ...referencedIds(type, fields).map((id) => `${type}>${id}`)];
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
