import { limits } from '#contract/district-api.ts';
import { Failure } from '#contract/failure.ts';
import { groupEnd, wholeGroups } from './batches.ts';
import type { Cancel, Journal, SyncStore, Wire } from './ports.ts';

interface Parts {
  store: SyncStore;
  wire: Wire;
  journal: Journal;
}

/** Pushes everything unsent under one batch, halving what the server finds too big [B1]. @throws Failure with a wire code; all is kept [F1] */
export async function pushAll(
  { store, wire, journal }: Parts,
  { batch, epoch, signal, report }: { batch: string; epoch: number; signal: Cancel; report: (sent: number) => void },
): Promise<void> {
  let size: number = limits.batchMutations;
  let sent = 0;
  for (;;) {
    signal.throwIfAborted();
    const mutations = wholeGroups(await store.unsent(limits.batchMutations), size);
    const [first] = mutations;
    if (first === undefined) return;
    try {
      const reply = await wire.push(batch, epoch, mutations);
      if (reply.epoch !== epoch) throw new Failure('EPOCH', { epoch: reply.epoch });
      await store.noteResults(reply.results, batch);
      await store.noteServer(reply);
      if ((await store.unsent(1))[0]?.n === first.n) throw new Failure('server-broken', { push: 'unanswered' });
      sent += mutations.length;
      report(sent);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      if (error.code === 'TOO_BIG' && groupEnd(mutations, 0) < mutations.length) size = Math.ceil(mutations.length / 2);
      else if (error.code === 'GAP') await goBack({ store, journal }, error, first.n);
      else throw error;
    }
  }
}

/**
 * [G1] The server lacks what came before. What the store has let go comes back from the journal.
 * @throws Failure FORK where neither has that line: under these numbers nothing can go on [FK1]
 */
async function goBack({ store, journal }: Pick<Parts, 'store' | 'journal'>, gap: Failure, first: number): Promise<void> {
  const { next } = gap.facts;
  if (typeof next !== 'number') throw gap;
  if (next >= first) throw new Failure('FORK', { n: next }, { cause: gap });
  await store.rewind(next);
  if ((await store.unsent(1))[0]?.n === next) return;
  await journal.refill(next);
  if ((await store.unsent(1))[0]?.n !== next) throw new Failure('FORK', { n: next }, { cause: gap });
}
