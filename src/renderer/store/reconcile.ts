import { Failure } from '#contract/failure.ts';
import type { Mutation, MutationDraft } from '#domain/mutation.ts';
import type { Host } from '../host-client.ts';
import type { DeskDatabase } from './database.ts';
import { keepJournaled } from './save.ts';

function contentOf(mutation: Mutation): MutationDraft {
  const { dev: _dev, n: _n, prev: _prev, c: _c, h: _h, ...content } = mutation;
  return content;
}

/**
 * Gives the journal back a tail that only the store still has: the same drafts in the same order get the same numbers and hashes [M1].
 * @throws Failure journal-damaged where they do not: two histories under one number must never be sent
 */
async function refillJournal(db: DeskDatabase, host: Host, last: number): Promise<void> {
  const lost = await db.outbox.where('n').above(last).sortBy('n');
  for (let start = 0; start < lost.length; start += 200) {
    const page = lost.slice(start, start + 200);
    const { muts } = await host.call('journal.append', { drafts: page.map((entry) => contentOf(entry.mutation)) });
    if (page.some((entry, index) => muts[index]?.h !== entry.h)) throw new Failure('journal-damaged');
  }
}

/**
 * Start-up: journal lines that the store lacks (a kill between 保存 and 已保存, a wiped profile) come back from disk, and lines the
 * journal lost come back from the store [SV2]. Answers how many came back into the store.
 */
export async function reconcileJournal(db: DeskDatabase, host: Host): Promise<number> {
  const newest = (await db.outbox.orderBy('n').last())?.n ?? 0;
  let restored = 0;
  for (let from = newest + 1; ; ) {
    const { muts, last } = await host.call('journal.read', { from, limit: 500 });
    if (last < newest) await refillJournal(db, host, last);
    const end = muts.at(-1);
    if (end === undefined) return restored;
    await keepJournaled({ db }, muts);
    restored += muts.length;
    from = end.n + 1;
  }
}
