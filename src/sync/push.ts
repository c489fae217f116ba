import { sayAlone, wholeGroups } from '#contract/batches.ts';
import { limits, type PushReply } from '#contract/district-api.ts';
import { Failure } from '#contract/failure.ts';
import type { Cancel, Journal, LinePart, SyncStore, Wire } from './ports.ts';

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
 * Pushes everything unsent under one batch, halving what the server finds too big [B1]. Only numbers are asked of the store: host has the lines.
 * While the store notes what came of one part, the line carries the next. @throws Failure with a wire code; all is kept [F1]
 */
export async function pushAll({ store, wire, journal }: Parts, { batch, epoch, signal, report }: Pushing): Promise<void> {
  const part: LinePart = { from: 0, to: 0, most: limits.batchMutations };
  let answered = 0;
  let sent = 0;
  for (;;) {
    const run = await store.unsentRun();
    if (run === undefined) return;
    // The same would be sent for ever.
    if (run.from === answered) throw unanswered();
    let noting: Promise<void> = Promise.resolve();
    try {
      for (Object.assign(part, run); part.from <= run.to; ) {
        signal.throwIfAborted();
        const { results } = await pushPart({ store, wire }, { batch, epoch }, part);
        await noting;
        noting = store.noteResults(results, batch).then(() => {
          sent += results.length;
          report(sent);
        });
        noting.catch(() => undefined);
        part.from = afterAll(results, part.from);
      }
      await noting;
      answered = run.from;
    } catch (error) {
      await noting;
      answered = 0;
      if (!(error instanceof Failure)) throw error;
      if (error.code === 'TOO_BIG' && error.facts.alone !== true && part.most > 1) part.most = Math.ceil(part.most / 2);
      else if (error.code === 'GAP') await goBack({ store, journal }, error, part.from);
      else throw error;
    }
  }
}

const unanswered = () => new Failure('server-broken', { push: 'unanswered' });

/** The number that follows what was answered. @throws Failure server-broken where that is nothing new */
function afterAll(results: PushReply['results'], from: number): number {
  const next = (results.at(-1)?.n ?? 0) + 1;
  if (next <= from) throw unanswered();
  return next;
}

/** What host's journal can no longer read, the store may still hold. */
async function pushPart({ store, wire }: Omit<Parts, 'journal'>, { batch, epoch }: Pick<Pushing, 'batch' | 'epoch'>, part: LinePart) {
  const reply = await wire.pushLines(batch, epoch, part).catch(async (error: unknown) => {
    if (!(error instanceof Failure) || error.code !== 'journal-damaged') throw error;
    const mutations = wholeGroups(await store.unsent(limits.batchMutations, part.from - 1), part.most);
    if (mutations.length === 0) throw error;
    return wire.push(batch, epoch, mutations).catch((refused: unknown) => {
      throw sayAlone(refused, mutations);
    });
  });
  if (reply.epoch !== epoch) throw new Failure('EPOCH', { epoch: reply.epoch });
  return reply;
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
  if ((await store.unsentRun())?.from === next) return;
  await journal.refill(next);
  if ((await store.unsentRun())?.from !== next) throw new Failure('FORK', { n: next }, { cause: gap });
}
