import type { Receipt } from '#contract/district-api.ts';
import { Failure } from '#contract/failure.ts';
import { confirmHandovers, type Handovers, relayHandovers } from './handover.ts';
import { pullHolds } from './holds.ts';
import { fetchPhotos, makeRoom, type PhotoFailure, sendPhotos } from './photos.ts';
import type { Cancel, Clock, Journal, SyncStore, Wire } from './ports.ts';
import { createMeter, noProgress, type SyncPhase, type SyncProgress } from './progress.ts';
import { pullAll } from './pull.ts';
import { pushAll } from './push.ts';
import { askHeld, fetchReceipts } from './receipts.ts';

/** What a session did. `receipt` is the newest that came: null where none was awaited. Photos that failed are named: records never wait for them. */
export interface SyncReport {
  receipt: Receipt | null;
  /** Rows that brought news from elsewhere: own changes coming back are none. */
  pulled: number;
  fetched: number;
  photoFailures: PhotoFailure[];
  /** Handovers of other desks that the server did not take: all the rest went [HO4]. Absent where it took all. */
  notRelayed?: number;
}

export interface SyncSession {
  /** Runs one session to its end. @throws Failure with a wire code, or what `signal` threw; all local work is kept [F1]. */
  run(signal: Cancel, onProgress: (progress: SyncProgress) => void): Promise<SyncReport>;
}

export interface SessionParts {
  store: SyncStore;
  wire: Wire;
  journal: Journal;
  clock: Clock;
  newId: () => string;
  /** Absent where desks hand nothing over to each other. */
  handovers?: Handovers;
}

type Show = (change: Partial<SyncProgress> & { phase?: SyncPhase }) => void;

/** A device's sync session: SPEC.md, Session. Idle between runs; two runs never overlap [R1]. */
export function createSyncSession(parts: SessionParts): SyncSession {
  let running: Promise<SyncReport> | undefined;
  return {
    run(signal, onProgress) {
      running ??= runToEnd(parts, signal, onProgress).finally(() => {
        running = undefined;
      });
      return running;
    },
  };
}

/** A server restored meanwhile, and numbers known otherwise, are mended once each, and the session begins again [E1][FK1]. */
async function runToEnd(parts: SessionParts, signal: Cancel, onProgress: (progress: SyncProgress) => void): Promise<SyncReport> {
  const mended = new Set<string>();
  for (;;) {
    const progress = { ...noProgress };
    const show: Show = (change) => onProgress({ ...Object.assign(progress, change) });
    try {
      return await runOnce(parts, signal, show);
    } catch (error) {
      const { code } = Failure.line(error);
      if ((code !== 'FORK' && code !== 'EPOCH') || mended.has(code) || signal.aborted) throw error;
      mended.add(code);
      show({ phase: code === 'FORK' ? 'forked' : 'newEpoch' });
      if (code === 'FORK') await parts.journal.renew();
    }
  }
}

async function runOnce(parts: SessionParts, signal: Cancel, show: Show): Promise<SyncReport> {
  const { store, clock, newId, handovers } = parts;
  await parts.journal.follow();
  show({ phase: 'hello', toSend: await store.countUnsent() });
  const epoch = await greet(parts);
  show({ phase: 'push', toSend: await store.countUnsent() });
  const refused = handovers === undefined ? [] : await relayHandovers(handovers);
  await pushAll(parts, { batch: newId(), epoch, signal, report: (sent) => show({ sent }) });
  show({ phase: 'pull' });
  const { pulled, holds } = await pullAll(parts, { signal, report: (rows) => show({ pulled: rows }) });
  if (handovers !== undefined) await confirmHandovers(handovers, signal);
  show({ phase: 'photos' });
  const meter = createMeter(clock);
  const photoFailures = await sendPhotos(parts, { signal, report: (so) => show(meter(so)) });
  show({ phase: 'receipt' });
  const receipt = await fetchReceipts(parts);
  await askHeld(parts, signal);
  await pullHolds(parts, holds, signal);
  show({ phase: 'fetch' });
  await makeRoom(parts);
  const fetched = await fetchPhotos(parts, { signal, report: (copies) => show({ fetched: copies }) });
  show({ phase: 'done' });
  return { receipt, pulled, fetched, photoFailures, ...(refused.length === 0 ? {} : { notRelayed: refused.length }) };
}

/** Meets the server, measures its clock, and begins its epoch where it is new. Answers the epoch. @throws Failure EPOCH for a lower one [E3] */
async function greet({ store, wire, clock }: SessionParts): Promise<number> {
  const before = clock.now();
  const reply = await wire.hello();
  await store.noteClock(Date.parse(reply.now) - (before + clock.now()) / 2);
  const { epoch } = await store.position();
  if (reply.epoch < epoch) throw new Failure('EPOCH', { epoch: reply.epoch });
  if (reply.epoch > epoch) await store.beginEpoch(reply.epoch);
  return reply.epoch;
}
