import { Failure } from '#contract/failure.ts';
import type { DeviceStatus } from '#contract/host-api.ts';
import type { Mutation } from '#domain/mutation.ts';
import type { Journal } from '#sync/ports.ts';
import type { Host } from '../host-client.ts';
import { type DeskDatabase, findPruned } from './database.ts';
import type { OutboxRow } from './rows.ts';
import { inTurn, keepJournaled } from './save.ts';
import { refreshViews } from './views.ts';

/** As many lines as one call takes that a damaged journal can no longer read. */
const mostKept = 2000;

/** Every line host's journal can read from a number on. */
async function readJournal(host: Host, from: number): Promise<Mutation[]> {
  const lines: Mutation[] = [];
  for (let next = from; ; ) {
    const { muts } = await host.call('journal.read', { from: next, limit: 1000 });
    const last = muts.at(-1);
    if (last === undefined) return lines;
    lines.push(...muts);
    next = last.n + 1;
  }
}

/**
 * Puts the outbox under the numbers that the journal has now. What was settled stays in the rows and is only sent again; the rest is as if it
 * had never been sent. Receipts of the old id are nobody's any more [FK1].
 */
export async function renumberOutbox(db: DeskDatabase, lines: readonly Mutation[]): Promise<void> {
  await db.transaction('rw', [db.outbox, db.rows, db.meta, ...db.viewTables], async () => {
    const pruned = await findPruned(db);
    const before = new Map((await db.outbox.toArray()).map((entry) => [entry.uid, entry]));
    const isSettled = (known: OutboxRow | undefined, n: number) => (known === undefined ? n < pruned : known.state >= 2);
    const entries = lines.map((mutation): OutboxRow => {
      const { n, h, uid, id } = mutation;
      const known = before.get(uid);
      const state = isSettled(known, n) ? 3 : 0;
      const { outcome, rule, conflictId, held, decided } = known ?? {};
      const told = Object.fromEntries(
        Object.entries({ outcome, rule, conflictId, held, decided }).filter(([, value]) => value !== undefined),
      );
      return { ...(state === 3 || held === 1 ? told : {}), n, h, uid, id, state, mutation };
    });
    await Promise.all([db.outbox.clear(), db.told.clear()]);
    await db.outbox.bulkAdd(entries);
    await db.meta.bulkPut([
      { key: 'awaited', batches: [] },
      { key: 'pruned', below: 1 },
    ]);
    await refreshViews(db, [...new Set([...before.values(), ...entries].map(({ id }) => id))]);
  });
}

/**
 * Start-up, before [SV2], and before every session: a device that was killed between its journal's new numbers and its store's, or whose
 * store was too full for them, gets them now [FK1]. Asked of the oldest line too: what was saved since has the new numbers already.
 */
export async function followJournal(db: DeskDatabase, host: Host): Promise<void> {
  const [oldest, newest] = await Promise.all([db.outbox.orderBy('n').first(), db.outbox.orderBy('n').last()]);
  if (oldest === undefined || newest === undefined) return;
  const { last } = await host.call('journal.read', { from: newest.n, limit: 1 });
  const [line] = last === 0 ? [] : (await host.call('journal.read', { from: last, limit: 1 })).muts;
  if (line === undefined || [oldest, newest].every(({ mutation }) => mutation.dev === line.dev)) return;
  await renumberOutbox(db, await readJournal(host, 1));
}

/** What the journal can no longer read and the outbox still holds. */
async function findKept(db: DeskDatabase, journal: DeviceStatus['journal']): Promise<Mutation[]> {
  if (journal === undefined) return [];
  const spans = journal.damaged.map(({ afterN, beforeN }) => db.outbox.where('n').between(afterN, beforeN, false, false).toArray());
  return (await Promise.all(spans)).flat().map((entry) => entry.mutation);
}

/** The journal of host, as the engine asks for it. */
export function createHostJournal(db: DeskDatabase, host: Host): Journal {
  return {
    follow: () => inTurn(db, () => followJournal(db, host)),

    async refill(from) {
      await keepJournaled({ db }, await readJournal(host, from));
    },

    // In the saves' own turn: what is saved meanwhile is numbered before or after, never between.
    renew: () =>
      inTurn(db, async () => {
        const { journal } = await host.call('device.status', {});
        const kept = await findKept(db, journal);
        if (kept.length > mostKept) throw new Failure('journal-damaged', { kept: kept.length });
        await host.call('remote.renew', { kept });
        await renumberOutbox(db, await readJournal(host, 1));
      }),
  };
}
