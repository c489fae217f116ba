import { Failure } from '#contract/failure.ts';
import { genesisHash, type Mutation, type MutationDraft } from '#domain/mutation.ts';
import type { Host } from '../host-client.ts';
import { type DeskDatabase, findPruned } from './database.ts';
import { followJournal } from './host-journal.ts';
import { keepJournaled } from './save.ts';

function contentOf(mutation: Mutation): MutationDraft {
  const { dev: _dev, n: _n, prev: _prev, c: _c, h: _h, ...content } = mutation;
  return content;
}

/** The first number that the store lacks. Two saves at once may have reached it in either order, and a kill leave the later one alone. */
async function firstMissing(db: DeskDatabase): Promise<number> {
  const newest = (await db.outbox.orderBy('n').last())?.n ?? 0;
  const from = await findPruned(db);
  const whole = () => db.outbox.where('n').aboveOrEqual(from);
  if ((await whole().count()) === newest - from + 1) return newest + 1;
  const there = await whole().primaryKeys();
  const hole = there.findIndex((n, index) => n !== from + index);
  return hole === -1 ? newest + 1 : from + hole;
}

/**
 * Gives the journal back a tail that only the store still has: the same drafts in the same order get the same numbers and hashes [M1].
 * @throws Failure journal-damaged, before anything is written, where they would not: two histories under one number must never be sent
 */
async function refillJournal(db: DeskDatabase, host: Host, last: number): Promise<void> {
  const lost = await db.outbox.where('n').above(last).sortBy('n');
  const head = last === 0 ? genesisHash : (await host.call('journal.read', { from: last, limit: 1 })).muts[0]?.h;
  const chained = lost.every(({ n, mutation }, index) => n === last + 1 + index && mutation.prev === (lost[index - 1]?.h ?? head));
  if (!chained) throw new Failure('journal-damaged');
  for (let start = 0; start < lost.length; start += 200) {
    const page = lost.slice(start, start + 200);
    const { muts } = await host.call('journal.append', { drafts: page.map((entry) => contentOf(entry.mutation)) });
    if (page.some((entry, index) => muts[index]?.h !== entry.h)) throw new Failure('journal-damaged');
  }
}

/** What starting found between journal and store, and put right. */
export interface Restoration {
  /**
   * Why the store lacked lines: a save that did not come to its end; a profile older than the journal (an old copy put back); a profile
   * that was emptied, or is not the one this journal was written beside.
   */
  cause: 'none' | 'interrupted' | 'older' | 'wiped';
  /** Journal lines that the store lacked and has now. */
  restored: number;
  /** Lines that the journal had lost and has again from the store. */
  refilled: number;
}

/** Nothing was ever written here: not a line of this device's own, nothing from the server. */
async function isEmpty(db: DeskDatabase): Promise<boolean> {
  return (await db.outbox.count()) === 0 && (await db.meta.where('key').notEqual('seal').count()) === 0;
}

/** One run of host is all that a kill can interrupt. */
function causeOf(restored: number, wiped: boolean, boots: ReadonlySet<string>): Restoration['cause'] {
  if (restored === 0) return 'none';
  if (wiped) return 'wiped';
  return boots.size > 1 ? 'older' : 'interrupted';
}

/**
 * Start-up: journal lines that the store lacks (a kill between 保存 and 已保存, a wiped profile) come back from disk, and lines the
 * journal lost come back from the store [SV2]. `onProgress` hears how many of how many journal lines are in the store again.
 */
export async function reconcileJournal(
  db: DeskDatabase,
  host: Host,
  onProgress: (done: number, total: number) => void = () => undefined,
): Promise<Restoration> {
  await followJournal(db, host);
  const newest = (await db.outbox.orderBy('n').last())?.n ?? 0;
  const wiped = await isEmpty(db);
  const boots = new Set<string>();
  let restored = 0;
  let refilled = 0;
  const first = await firstMissing(db);
  for (let from = first; ; ) {
    const { muts, last } = await host.call('journal.read', { from, limit: 500 });
    if (last < newest) {
      await refillJournal(db, host, last);
      refilled = newest - last;
    }
    const end = muts.at(-1);
    if (end === undefined) return { cause: causeOf(restored, wiped, boots), restored, refilled };
    const added = await keepJournaled({ db }, muts);
    restored += added.length;
    for (const mutation of added) boots.add(mutation.at.boot);
    onProgress(end.n - first + 1, last - first + 1);
    from = end.n + 1;
  }
}

/** How many of the journal lines that can no longer be read the store still holds. */
export async function countHeld(db: DeskDatabase, { afterN, beforeN }: { afterN: number; beforeN: number }): Promise<number> {
  return db.outbox.where('n').between(afterN, beforeN, false, false).count();
}
