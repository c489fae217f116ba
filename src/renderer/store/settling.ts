import type { PullReply } from '#contract/district-api.ts';
import type { RecordId } from '#domain/identity.ts';
import type { FeedRecord } from '#domain/mutation.ts';
import { type DeskDatabase, findPosition, findPruned } from './database.ts';
import { listRows } from './feed-rows.ts';
import type { OutboxRow } from './rows.ts';
import { foldTold } from './told.ts';
import { findVisible, refreshViews, settleAndRefresh, type Unsettled } from './views.ts';

/** How many of the newest lines stay in the outbox whatever is backed: what people at this desk did lately reads without a network. */
export const keptLines = 5000;

/**
 * An entry as it was before anybody was told of it. What was held stays held until it is told again [H1]; what was decided counts as held too,
 * because a restored server may have lost the decision: it is asked for again [H2].
 */
function unsentEntry({ n, h, uid, id, mutation, held, decided, outcome, rule, conflictId }: OutboxRow): OutboxRow {
  const heldAs = held === undefined && decided === undefined ? {} : { held: 1, outcome, rule, conflictId };
  return { n, h, uid, id, mutation, state: 0, ...heldAs } as OutboxRow;
}

/** Writes what was told into every entry whose row has not come, and settles what is already visible. Within the same tables. */
export async function settleTold(db: DeskDatabase): Promise<void> {
  const visible = await findVisible(db, await foldTold(db));
  if (visible.length > 0) await settleAndRefresh(db, visible);
}

/** [G1] Makes everything from a number on unsent. Within a transaction of outbox, rows, stale, meta and views. */
export async function unsend(db: DeskDatabase, from: number): Promise<void> {
  await settleTold(db);
  const entries = await db.outbox.where('n').aboveOrEqual(from).toArray();
  await db.outbox.bulkPut(entries.map(unsentEntry));
  await settleAndRefresh(db, [...new Set(entries.map((entry) => entry.id))]);
}

/** [E2] The new epoch's feed is through: what it did not bring is not on the server any more. */
export async function sweepStale(db: DeskDatabase): Promise<void> {
  const gone = (await db.stale.toCollection().primaryKeys()) as RecordId[];
  if (gone.length === 0) return;
  await db.stale.clear();
  await settleAndRefresh(db, gone, new Map());
}

/** Records whose row shows nothing but this device's own acknowledged changes: the newest of them made the row. */
export function settlingIds(unsettled: Unsettled, rows: readonly FeedRecord[]): Set<string> {
  const newest = (id: string) => unsettled.get(id)?.findLast(({ state }) => state === 1)?.rowSeq;
  return new Set(rows.filter((row) => newest(row.id) === row.seq).map((row) => row.id));
}

/** The newest number that the server was said to have. */
async function newestTold(db: DeskDatabase): Promise<number> {
  const newest = await Promise.all(([1, 2] as const).map((state) => db.outbox.where('state').equals(state).last()));
  return Math.max(0, ...newest.map((entry) => entry?.n ?? 0));
}

/** [G2] What was acknowledged from `next` on, the server has lost. [RT1] What is settled below `backed`, and held by nobody, may go. */
export async function noteServer(db: DeskDatabase, { next, backed }: Pick<PullReply, 'next' | 'backed'>, kept = keptLines): Promise<void> {
  await settleTold(db);
  if ((await newestTold(db)) >= next) {
    const told = db.outbox.where('n').aboveOrEqual(next);
    const lost = await told.filter(({ state }) => state === 1 || state === 2).first();
    if (lost !== undefined) await unsend(db, lost.n);
  }
  const newest = (await db.outbox.orderBy('n').last())?.n ?? 0;
  const from = await findPruned(db);
  const below = Math.min(backed, newest - kept + 1);
  if (below <= from) return;
  await db.outbox
    .where('n')
    .between(from, below)
    .filter(({ state, held }) => state === 2 && held === undefined)
    .delete();
  await db.meta.put({ key: 'pruned', below });
}

/** Where handed changes stood was said of another feed: it is asked anew. */
async function untellHanded(db: DeskDatabase): Promise<void> {
  const told = (await db.handed.count()) === 0 ? [] : await db.handed.toArray();
  await db.handed.bulkPut(told.map(({ rowSeq: _rowSeq, ...row }) => ({ ...row, told: 0 as const })));
}

/** [E1] Everything retained is unsent again; rows stay, marked, until the new epoch brings theirs [E2]. */
export async function beginEpoch(db: DeskDatabase, epoch: number): Promise<void> {
  const first = (await findPosition(db)).epoch === 0;
  await db.meta.put({ key: 'position', epoch, cursor: 0 });
  if (first) return;
  await db.meta.put({ key: 'awaited', batches: [] });
  await db.stale.bulkPut((await listRows(db)).map(({ id }) => ({ id })));
  await db.told.clear();
  const own = new Set<RecordId>();
  await db.outbox.toCollection().modify((entry, change) => {
    own.add(entry.id);
    change.value = unsentEntry(entry);
  });
  await db.blobs.where('[own+verified]').equals([1, 1]).modify({ verified: 0 });
  await untellHanded(db);
  await refreshViews(db, [...own]);
}
