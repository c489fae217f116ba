import { useLiveQuery } from 'dexie-react-hooks';
import type { HeldLine, HoldsReply } from '#contract/hold.ts';
import type { Hold } from '#domain/hold.ts';
import type { RecordId } from '#domain/identity.ts';
import { verdictOf } from '#domain/mutation.ts';
import type { HeldConflict } from '#domain/record.ts';
import type { RuleId } from '#domain/rule.ts';
import { useDesk } from '../session.tsx';
import type { DeskDatabase } from './database.ts';
import type { HoldEntry } from './rows.ts';

/** Writes a page of what waits. Within a transaction of holds and meta [H3]. */
export async function noteHolds(db: DeskDatabase, { epoch, cursor }: { epoch: number; cursor: number }, page: HoldsReply): Promise<void> {
  if (cursor === 0) await db.holds.clear();
  const before = await db.holds.bulkGet(page.rows.map(({ id }) => id));
  const entries = page.rows.flatMap((row, index): HoldEntry[] => {
    const known = before[index];
    // One that was decided comes without its lines; this desk may never have had them.
    if (row.state !== 'held') return known === undefined ? [] : [{ ...known, ...row, lines: known.lines, open: 0 }];
    return [{ ...row, open: 1, records: [...new Set(row.lines.map(({ mutation }) => mutation.id))] }];
  });
  await db.holds.bulkPut(entries);
  await db.meta.put({ key: 'holds', epoch, cursor: page.cursor, scope: page.scope });
}

/** A hold, and what this desk has already said about it: that waits for the next sync. */
export interface WaitingHold extends HoldEntry {
  /** It was decided, or given back to somebody. */
  said: boolean;
  /** What the person found who was asked; null where nobody answered here since the server last told of it. */
  answer: string | null;
}

interface Said {
  /** Conflicts and holds that were decided. */
  decided: ReadonlySet<string>;
  answers: ReadonlyMap<string, string>;
}

/** What unsent or unsettled resolutions of this desk are about. */
async function findSaid(db: DeskDatabase): Promise<Said> {
  const entries = await db.outbox.where('state').anyOf([0, 1]).toArray();
  const decided = new Set<string>();
  const answers = new Map<string, string>();
  for (const { mutation, outcome } of entries) {
    const { op, conflict } = mutation;
    if (op !== 'resolve' || conflict === null || outcome === 'conflict') continue;
    const verdict = verdictOf(mutation);
    if (verdict?.kind === 'answer') answers.set(conflict, verdict.reason);
    else decided.add(conflict);
  }
  return { decided, answers };
}

function withSaid(hold: HoldEntry, { decided, answers }: Said): WaitingHold {
  const { id, lines } = hold;
  const said = decided.has(id) || lines.some(({ conflict }) => conflict !== null && decided.has(conflict));
  return { ...hold, said, answer: answers.get(id) ?? null };
}

/** What waits, the newest first. */
export async function findHolds(db: DeskDatabase): Promise<WaitingHold[]> {
  const open = await db.holds.where('open').equals(1).toArray();
  // Today asks after every save: where nothing waits, what is unsent need not be opened for it.
  if (open.length === 0) return [];
  const said = await findSaid(db);
  return open.map((hold) => withSaid(hold, said)).toSorted((a, b) => b.openedAt.localeCompare(a.openedAt));
}

/** Live: undefined while loading. */
export function useHolds(): WaitingHold[] | undefined {
  const { db } = useDesk();
  return useLiveQuery(() => findHolds(db), [db]);
}

/** Live: undefined while loading, null where there is none of that id. */
export function useHold(id: string): WaitingHold | null | undefined {
  const { db } = useDesk();
  return useLiveQuery(async () => {
    const [hold, said] = await Promise.all([db.holds.get(id), findSaid(db)]);
    return hold === undefined ? null : withSaid(hold, said);
  }, [db, id]);
}

/** Live: those that wait with a change of this record. Undefined while loading. */
export function useHoldsOf(record: RecordId): HoldEntry[] | undefined {
  const { db } = useDesk();
  return useLiveQuery(
    async () => (await db.holds.where('records').equals(record).toArray()).filter(({ open }) => open === 1),
    [db, record],
  );
}

/** Live: how many wait; undefined while loading. */
export function useHoldCount(): number | undefined {
  const { db } = useDesk();
  return useLiveQuery(() => db.holds.where('open').equals(1).count(), [db]);
}

const mutationHold = ({ id, open, lines, assignee }: HoldEntry): Hold => ({
  id,
  open: open === 1,
  members: lines.map(({ mutation, author }) => ({ mutation, author: author ?? undefined })),
  assignee: assignee ?? undefined,
});

/** What is known here of the hold that a verdict names, as the rules ask for it. */
export async function findHold(db: DeskDatabase, id: string): Promise<Hold | undefined> {
  const entry = await db.holds.get(id);
  return entry && mutationHold(entry);
}

/** Open conflicts of these records, as the rules ask for them. */
export async function findConflicts(db: DeskDatabase, records: readonly RecordId[]): Promise<HeldConflict[]> {
  const entries = await db.holds
    .where('records')
    .anyOf([...new Set(records)])
    .toArray();
  return entries.flatMap(({ open, lines }) => lines.flatMap((line) => conflictOf(line, open === 1)));
}

function conflictOf({ conflict, mutation, rule, fields, author }: HeldLine, open: boolean): HeldConflict[] {
  if (conflict === null) return [];
  const { type, id: record, g } = mutation;
  return [{ id: conflict, type, record, rule: rule as RuleId, fields, open, author: author ?? undefined, grouped: g !== null }];
}
