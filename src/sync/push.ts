import { limits, type PushReply } from '#contract/district-api.ts';
import { Failure } from '#contract/failure.ts';
import type { Mutation } from '#domain/mutation.ts';
import { groupEnd, wholeGroups } from './batches.ts';
import type { Cancel, Journal, SyncStore, Wire } from './ports.ts';

interface Parts {
  store: SyncStore;
  wire: Wire;
  journal: Journal;
}

interface Pushing {
  batch: string;
  epoch: number;
  signal: Cancel;
  report: (sent: number) => void;
}

/**
 * Pushes everything unsent under one batch, halving what the server finds too big [B1]. While the store notes what came of one part, the line
 * carries the next. @throws Failure with a wire code; all is kept [F1]
 */
export async function pushAll({ store, wire, journal }: Parts, { batch, epoch, signal, report }: Pushing): Promise<void> {
  let size: number = limits.batchMutations;
  let sent = 0;
  let noting: Promise<void> = Promise.resolve();
  let ahead: Mutation[] | undefined;
  for (;;) {
    const mutations = wholeGroups(ahead ?? (await store.unsent(limits.batchMutations)), size);
    const [first] = mutations;
    try {
      signal.throwIfAborted();
      if (first === undefined) {
        await noting;
        if (ahead === undefined) return;
        ahead = undefined;
        continue;
      }
      const following = store.unsent(limits.batchMutations, mutations.at(-1)?.n);
      following.catch(() => undefined);
      const reply = await wire.push(batch, epoch, mutations);
      if (reply.epoch !== epoch) throw new Failure('EPOCH', { epoch: reply.epoch });
      ahead = await following;
      await noting;
      noting = note(store, reply, batch, first.n).then(() => {
        sent += mutations.length;
        report(sent);
      });
      noting.catch(() => undefined);
    } catch (error) {
      await noting;
      ahead = undefined;
      if (!(error instanceof Failure) || first === undefined) throw error;
      if (error.code === 'TOO_BIG' && groupEnd(mutations, 0) < mutations.length) size = Math.ceil(mutations.length / 2);
      else if (error.code === 'GAP') await goBack({ store, journal }, error, first.n);
      else throw error;
    }
  }
}

/** @throws Failure server-broken where the answer is not one: the same would be sent for ever */
async function note(store: SyncStore, reply: PushReply, batch: string, first: number): Promise<void> {
  await store.noteResults(reply.results, batch);
  if ((await store.unsent(1))[0]?.n === first) throw new Failure('server-broken', { push: 'unanswered' });
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
