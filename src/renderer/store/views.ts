import type { RecordId } from '#domain/identity.ts';
import type { FeedRecord } from '#domain/mutation.ts';
import { settledCount, viewOf } from '#sync/overlay.ts';
import type { DeskDatabase } from './database.ts';
import { keysOf } from './keys.ts';
import type { OutboxRow, ViewRow } from './rows.ts';
import { refreshSearch } from './search-index.ts';
import { moveTallies } from './tallies.ts';

/** Entries of the given records that are not settled, by record, in journal order. */
async function unsettledOf(db: DeskDatabase, ids: readonly RecordId[]): Promise<Map<string, OutboxRow[]>> {
  const keys = ids.flatMap((id) => [
    [id, 0],
    [id, 1],
  ]);
  const entries = await db.outbox.where('[id+state]').anyOf(keys).sortBy('n');
  const byRecord = new Map<string, OutboxRow[]>();
  for (const entry of entries) byRecord.set(entry.id, [...(byRecord.get(entry.id) ?? []), entry]);
  return byRecord;
}

type Rows = ReadonlyMap<string, FeedRecord | undefined>;

async function rowsOf(db: DeskDatabase, ids: readonly RecordId[]): Promise<Rows> {
  const rows = await db.rows.bulkGet([...ids]);
  return new Map(ids.map((id, index) => [id, rows[index]]));
}

/** Writes are asked for at once: the database does them in the order asked, and a person waits for one way there and back, not for five. */
async function writeViews(
  db: DeskDatabase,
  ids: readonly RecordId[],
  before: readonly (ViewRow | undefined)[],
  rows: Rows,
  unsettled: ReadonlyMap<string, OutboxRow[]>,
): Promise<void> {
  const views = ids.map((id) =>
    viewOf(
      rows.get(id),
      (unsettled.get(id) ?? []).map((entry) => entry.mutation),
    ),
  );
  const there = views.filter((view) => view !== undefined);
  const gone = ids.filter((_, index) => views[index] === undefined && before[index] !== undefined);
  const known = before.flatMap((view) => view?.id ?? []);
  await Promise.all([
    db.view.bulkPut(there.map((view) => ({ ...view, keys: view.deleted ? [] : keysOf(view.type, view.fields) }))),
    gone.length > 0 && db.view.bulkDelete(gone),
    moveTallies(db.tallies, before, views),
    refreshSearch(db.search, db.blind, known, there),
  ]);
}

/** Rebuilds the view of these records from their rows and own unsettled changes. Call it inside the transaction that changed either. */
export async function refreshViews(db: DeskDatabase, ids: readonly RecordId[]): Promise<void> {
  const [before, rows, unsettled] = await Promise.all([db.view.bulkGet([...ids]), rowsOf(db, ids), unsettledOf(db, ids)]);
  await writeViews(db, ids, before, rows, unsettled);
}

/** Adds own changes that the outbox lacks, the newest of their records, and rebuilds the views. Answers those that it lacked. */
export async function addOwn(db: DeskDatabase, entries: readonly OutboxRow[]): Promise<OutboxRow[]> {
  const ids = [...new Set(entries.map(({ id }) => id))];
  const [there, before, rows, unsettled] = await Promise.all([
    db.outbox
      .where('n')
      .anyOf(entries.map(({ n }) => n))
      .primaryKeys(),
    db.view.bulkGet(ids),
    rowsOf(db, ids),
    unsettledOf(db, ids),
  ]);
  const added = entries.filter(({ n }) => !there.includes(n));
  for (const entry of added)
    unsettled.set(
      entry.id,
      [...(unsettled.get(entry.id) ?? []), entry].sort((a, b) => a.n - b.n),
    );
  if (added.length > 0) await Promise.all([db.outbox.bulkAdd(added), writeViews(db, ids, before, rows, unsettled)]);
  return added;
}

/** Those own changes of a record that its row, as pulled, does not contain yet; the others are let go of [V2]. */
async function settle(db: DeskDatabase, unsettled: ReadonlyMap<string, OutboxRow[]>, rows: Rows): Promise<Map<string, OutboxRow[]>> {
  const ids = [...unsettled.keys()];
  const stale = await db.stale.bulkGet(ids);
  const parted = ids.map((id, index) => {
    const entries = unsettled.get(id) ?? [];
    const count = settledCount(
      entries.map((entry) => ({ mutation: entry.mutation, rowSeq: entry.rowSeq })),
      (stale[index] === undefined ? rows.get(id)?.seq : undefined) ?? -1,
    );
    return { id, settled: entries.slice(0, count), left: entries.slice(count) };
  });
  const settled = parted.flatMap((one) => one.settled);
  if (settled.length > 0) await db.outbox.bulkPut(settled.map((entry) => ({ ...entry, state: 2 as const })));
  return new Map(parted.map(({ id, left }) => [id, left]));
}

/**
 * Lets go of own changes that the pulled rows now contain [V2], then rebuilds the views. A row of an older epoch contains none: its `seq` is of
 * another feed [E2]. `pulled`: the rows of all these records, where the caller has just written them and need not read them back.
 */
export async function settleAndRefresh(db: DeskDatabase, ids: readonly RecordId[], pulled?: Rows): Promise<void> {
  const [before, rows, unsettled] = await Promise.all([db.view.bulkGet([...ids]), pulled ?? rowsOf(db, ids), unsettledOf(db, ids)]);
  await writeViews(db, ids, before, rows, unsettled.size === 0 ? unsettled : await settle(db, unsettled, rows));
}
