import { Dexie, type Table } from 'dexie';
import type { Receipt } from '#contract/district-api.ts';
import type { Draft } from '#contract/draft.ts';
import type { FeedRecord } from '#domain/mutation.ts';
import type { Blind, SearchEntry } from '#domain/search-entry.ts';
import { checkKey, keepKeyCheck } from './key-check.ts';
import type { BlobRow, HandedRow, HoldEntry, MetaRow, OutboxRow, TallyRow, ToldRow, UnindexedRow, ViewRow } from './rows.ts';
import { createSeal } from './seal.ts';
import { closeRow } from './sealed-rows.ts';
import { sealing } from './sealing.ts';
import { loadReading } from './search-index.ts';
import { storeFailure } from './store-failure.ts';
import { countEverything, countUpgrade, dayClosed, markHeld, markMoved, markUnsynced, type OnUpgraded, sealEverything } from './upgrade.ts';

export const deskDatabaseName = 'chaihuan';

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
  /** What other desks handed over and no row shows yet [HO3]. */
  handed!: Table<HandedRow, string>;
  /** What the server told of own changes whose rows have not come yet [TD1]. */
  told!: Table<ToldRow, number>;
  /** What a long pull brought, until it is in the search index. */
  unindexed!: Table<UnindexedRow, number>;
  /** Rows of an older epoch that have not come again yet: shown meanwhile, gone when the new epoch's feed is through [E2]. */
  stale!: Table<{ id: string }, string>;

  /** What is personal is looked for, as it is kept, under this. */
  readonly blind: Blind;
  /** Seals rows that are soon to be written, while the database is busy with others. */
  readonly sealAhead: (rows: readonly FeedRecord[]) => void;

  /** `storeKey` as host gives it at sign-in. `onUpgraded` hears of each page of rows an upgrade has written. @throws Failure keys-damaged where it is none */
  constructor(storeKey: string, name = deskDatabaseName, onUpgraded: OnUpgraded = () => undefined) {
    super(name, { chromeTransactionDurability: 'strict' });
    const seal = createSeal(storeKey);
    this.blind = seal.blind;
    this.sealAhead = (rows) => {
      for (const row of rows) closeRow(seal, 'rows', row.id, row);
    };
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
    this.version(3)
      .stores({ tallies: 'key' })
      .upgrade((transaction) => countEverything(transaction, onUpgraded));
    this.version(4)
      .stores({})
      .upgrade((transaction) => sealEverything(transaction, seal.blind, onUpgraded));
    this.version(5)
      .stores({ outbox: 'n, uid, state, [id+state], held', stale: 'id' })
      .upgrade((transaction) => markHeld(transaction, onUpgraded));
    this.version(6).stores({ holds: 'id, open, *records' });
    this.version(7).stores({ handed: 'uid, id, told, order' });
    this.version(8).stores({ unindexed: '++at' });
    this.version(9)
      .stores({})
      .upgrade((transaction) => dayClosed(transaction, onUpgraded));
    this.version(10).stores({ told: 'from' });
    this.version(11)
      .stores({})
      .upgrade((transaction) => markMoved(transaction, onUpgraded));
    this.version(version)
      .stores({})
      .upgrade((transaction) => markUnsynced(transaction, onUpgraded));
    this.on('populate', (transaction) => keepKeyCheck(transaction.table('meta')));
    this.on('ready', (db) => checkKey(db.table('meta')), true);
  }

  /** What refreshViews reads besides and writes: every transaction around it names these. */
  get viewTables(): Table[] {
    return [this.view, this.search, this.tallies, this.handed, this.unindexed, this.told];
  }
}

const version = 12;

/**
 * The version that is there and how many rows an upgrade from it writes; undefined where there is none. Asked by opening it: the browser's own list
 * of databases shows, after a kill in the middle of an upgrade, the version that it did not reach.
 */
async function findOlder(name: string): Promise<{ version: number; rows: number } | undefined> {
  const there = new Dexie(name);
  try {
    await there.open();
    return { version: there.verno, rows: there.verno < version ? await countUpgrade(there) : 0 };
  } catch (error) {
    if (error instanceof Dexie.NoSuchDatabaseError) return undefined;
    throw error;
  } finally {
    there.close();
  }
}

/**
 * The desk's database, open. One of an older version is brought up to date on the way, whole or not at all; `onProgress` hears how many of how many
 * rows it has written then.
 * @throws Failure store-foreign where another key made it; store-full where the disk has no room for an upgrade; store-damaged where the browser
 * cannot open it. Nothing of it was changed
 */
export async function openDeskDatabase(
  storeKey: string,
  name: string = deskDatabaseName,
  onProgress: (done: number, total: number) => void = () => undefined,
): Promise<DeskDatabase> {
  try {
    const older = await findOlder(name);
    let done = 0;
    const db = new DeskDatabase(storeKey, name, (rows) => {
      done += rows;
      // A desk that had no keys for states finds more that is closed than it could count before.
      onProgress(Math.min(done, older?.rows ?? done), older?.rows ?? done);
    });
    // An upgrade reads names, and must not wait for the dictionary inside its transaction.
    if (older !== undefined && older.version < version) {
      onProgress(0, older.rows);
      await loadReading();
    }
    await db.open();
    return db;
  } catch (error) {
    throw storeFailure(error);
  }
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
