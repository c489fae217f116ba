import { limits, type PushResult } from '#contract/district-api.ts';
import { isHeld } from '#domain/hold.ts';
import { type DeskDatabase, findPosition } from './database.ts';
import type { OutboxRow, ToldRow } from './rows.ts';

/** Both kinds of unsent lines: what nobody was told of, and what must be told again under a new number [FK1]. */
const unsentStates = [0, 3] as const;

/** An entry once the server has told of it. One that was settled before, under another number, is settled again [FK1]. */
export function toldEntry(entry: OutboxRow, { rowSeq, outcome, rule, conflictId }: PushResult, batch: string): OutboxRow {
  const { held: _held, rule: _rule, conflictId: _conflict, ...rest } = entry;
  return {
    ...rest,
    state: entry.state === 3 ? 2 : 1,
    rowSeq,
    outcome,
    batch,
    ...(rule === undefined ? {} : { rule }),
    ...(conflictId === undefined ? {} : { conflictId }),
    ...(isHeld(entry.mutation, { outcome, conflictId }) && entry.decided === undefined ? { held: 1 as const } : {}),
  };
}

/**
 * Keeps as one row what was told of a run of applied changes whose rows have not come yet: each entry is written once, when its row comes [TD1].
 * Answers the results that are left to be noted one by one. Within a transaction of outbox, told and meta.
 */
export async function keepTold(db: DeskDatabase, results: readonly PushResult[], batch: string): Promise<PushResult[]> {
  const { cursor } = await findPosition(db);
  // No row came from behind the cursor: what was just written is nowhere else yet.
  const isPlain = ({ outcome, rule, conflictId, rowSeq }: PushResult) =>
    outcome === 'applied' && rule === undefined && conflictId === undefined && rowSeq > cursor;
  const from = results[0]?.n ?? 0;
  const end = results.findIndex((result, index) => result.n !== from + index || !isPlain(result));
  const plain = results.slice(0, Math.min(end === -1 ? results.length : end, limits.batchMutations));
  const last = plain.at(-1);
  if (last === undefined || !(await isOurs(db, last)) || (await hasHeld(db, from, last.n))) return [...results];
  await db.told.put({ from, batch, results: plain });
  return results.slice(plain.length);
}

/** The chain of hashes: whose last line is the one that is here has all of them from here [A1]. */
const isOurs = async (db: DeskDatabase, { n, h }: PushResult) => (await db.outbox.get(n))?.h === h;

/** What was held and is told anew is held no longer, at once [H1]. */
async function hasHeld(db: DeskDatabase, from: number, to: number): Promise<boolean> {
  const held = await db.outbox.where('held').equals(1).primaryKeys();
  return held.some((n) => n >= from && n <= to);
}

const byNumber = (rows: readonly ToldRow[]) =>
  new Map(rows.flatMap(({ batch, results }) => results.map((result) => [result.n, { result, batch }] as const)));

function toldIn(told: ReturnType<typeof byNumber>, entry: OutboxRow): OutboxRow {
  const known = entry.state === 0 || entry.state === 3 ? told.get(entry.n) : undefined;
  return known === undefined || known.result.h !== entry.h ? entry : toldEntry(entry, known.result, known.batch);
}

/** These entries with what was told of them and is not written into them yet. */
export async function withTold(db: DeskDatabase, entries: readonly OutboxRow[]): Promise<OutboxRow[]> {
  if (entries.length === 0 || (await db.told.count()) === 0) return [...entries];
  const numbers = entries.map(({ n }) => n);
  const near = db.told.where('from').between(Math.min(...numbers) - limits.batchMutations, Math.max(...numbers), true, true);
  const told = byNumber(await near.toArray());
  return entries.map((entry) => toldIn(told, entry));
}

/** Writes what was told into the entries that no row has settled since. Answers them. Within a transaction of outbox and told. */
export async function foldTold(db: DeskDatabase): Promise<OutboxRow[]> {
  if ((await db.told.count()) === 0) return [];
  const told = byNumber(await db.told.toArray());
  const waiting = (await findWaiting(db)).filter((n) => told.has(n));
  const entries = (await db.outbox.bulkGet(waiting)).filter((entry) => entry !== undefined).map((entry) => toldIn(told, entry));
  if (entries.length > 0) await db.outbox.bulkPut(entries);
  await db.told.clear();
  return entries;
}

async function findWaiting(db: DeskDatabase): Promise<number[]> {
  const keys = await Promise.all(unsentStates.map((state) => db.outbox.where('state').equals(state).primaryKeys()));
  return keys.flat().toSorted((a, b) => a - b);
}

/** The numbers of what nobody was told of, or must be told again, in order. */
export async function unsentNumbers(db: DeskDatabase): Promise<number[]> {
  const waiting = await findWaiting(db);
  if (waiting.length === 0 || (await db.told.count()) === 0) return waiting;
  const told = byNumber(await db.told.toArray());
  return waiting.filter((n) => !told.has(n));
}

/** How many there are. A count of each state, as the database counts: of both in one it would walk over every key. */
export async function countUnsent(db: DeskDatabase): Promise<number> {
  if ((await db.told.count()) > 0) return (await unsentNumbers(db)).length;
  const counts = await Promise.all(unsentStates.map((state) => db.outbox.where('state').equals(state).count()));
  return counts.reduce((sum, count) => sum + count, 0);
}

/** How many of this device's changes no receipt covers, and when the oldest of them was made. */
export async function findUnsent(db: DeskDatabase): Promise<{ count: number; since: Date | null }> {
  const numbers = await unsentNumbers(db);
  const [first] = numbers;
  const oldest = first === undefined ? undefined : await db.outbox.get(first);
  return { count: numbers.length, since: oldest === undefined ? null : new Date(oldest.mutation.at.wall) };
}
