import type { RecordId } from '#domain/identity.ts';
import { settledCount, viewOf } from '#sync/overlay.ts';
import type { DeskDatabase } from './database.ts';
import { keysOf } from './keys.ts';
import type { OutboxRow } from './rows.ts';
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

/** Rebuilds the view of these records from their rows and own unsettled changes. Call it inside the transaction that changed either. */
export async function refreshViews(db: DeskDatabase, ids: readonly RecordId[]): Promise<void> {
  const [rows, unsettled, before] = await Promise.all([db.rows.bulkGet([...ids]), unsettledOf(db, ids), db.view.bulkGet([...ids])]);
  const views = ids.map((id, index) =>
    viewOf(
      rows[index],
      (unsettled.get(id) ?? []).map((entry) => entry.mutation),
    ),
  );
  await db.view.bulkPut(views.flatMap((view) => (view ? [{ ...view, keys: view.deleted ? [] : keysOf(view.type, view.fields) }] : [])));
  await db.view.bulkDelete(ids.filter((_, index) => views[index] === undefined));
  await moveTallies(db.tallies, before, views);
  const there = views.filter((view) => view !== undefined);
  await refreshSearch(db.search, db.blind, ids, there);
}

/**
 * Lets go of own changes that the pulled rows now contain [V2], then rebuilds the views. A row of an older epoch contains none: its `seq` is of
 * another feed [E2].
 */
export async function settleAndRefresh(db: DeskDatabase, ids: readonly RecordId[]): Promise<void> {
  const [rows, stale, unsettled] = await Promise.all([db.rows.bulkGet([...ids]), db.stale.bulkGet([...ids]), unsettledOf(db, ids)]);
  const settled = ids.flatMap((id, index) => {
    const entries = unsettled.get(id) ?? [];
    const count = settledCount(
      entries.map((entry) => ({ mutation: entry.mutation, rowSeq: entry.rowSeq })),
      (stale[index] === undefined ? rows[index]?.seq : undefined) ?? -1,
    );
    return entries.slice(0, count);
  });
  if (settled.length > 0) await db.outbox.bulkPut(settled.map((entry) => ({ ...entry, state: 2 as const })));
  await refreshViews(db, ids);
}
