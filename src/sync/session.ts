import { limits, type Receipt } from '#contract/district-api.ts';
import { Failure } from '#contract/failure.ts';
import type { Cancel, Clock, PhotoRef, SyncStore, Wire } from './ports.ts';

export type SyncPhase = 'hello' | 'push' | 'pull' | 'photos' | 'receipt' | 'fetch' | 'done';

/** What a screen can show while a session runs. Totals are what was known at the phase's start. */
export interface SyncProgress {
  phase: SyncPhase;
  sent: number;
  toSend: number;
  pulled: number;
  photosSent: number;
  photosToSend: number;
  bytesSent: number;
}

/** What a session did. `receipt` is null where nothing was pushed. Photos that failed are named: records never wait for them. */
export interface SyncReport {
  receipt: Receipt | null;
  /** Rows that brought news from elsewhere: own changes coming back are none. */
  pulled: number;
  fetched: number;
  photoFailures: { sha256: string; code: string }[];
}

export interface SyncSession {
  /** Runs one session to its end. @throws Failure with a wire code; all local work is kept [F1]. */
  run(signal: Cancel, onProgress: (progress: SyncProgress) => void): Promise<SyncReport>;
}

interface Parts {
  store: SyncStore;
  wire: Wire;
  clock: Clock;
  newId: () => string;
}

/** Runs `work` over `items`, at most `width` at a time; stops taking new items once aborted. */
async function inParallel<T>(items: readonly T[], width: number, signal: Cancel, work: (item: T) => Promise<void>): Promise<void> {
  const queue = items.values();
  const lane = async () => {
    for (const item of queue) {
      if (signal.aborted) return;
      await work(item);
    }
  };
  await Promise.all(Array.from({ length: width }, lane));
}

/** A device's sync session: SPEC.md, Session. Idle between runs; two runs never overlap [R1]. */
export function createSyncSession({ store, wire, clock, newId }: Parts): SyncSession {
  let running: Promise<SyncReport> | undefined;

  async function hello(): Promise<void> {
    const before = clock.now();
    const reply = await wire.hello();
    const middle = (before + clock.now()) / 2;
    await store.noteClock(Date.parse(reply.now) - middle);
    const { epoch } = await store.position();
    if (reply.epoch > epoch) await store.beginEpoch(reply.epoch);
  }

  /** Pushes everything unsent, halving a batch the server finds too big. True where at least one batch was received. */
  async function push(batch: string, report: (sent: number) => void, signal: Cancel): Promise<boolean> {
    let size: number = limits.batchMutations;
    let sent = 0;
    for (;;) {
      signal.throwIfAborted();
      const mutations = trimToBytes(await store.unsent(size));
      if (mutations.length === 0) return sent > 0;
      try {
        const reply = await wire.push(batch, mutations);
        await store.noteResults(reply.results, batch);
        sent += mutations.length;
        report(sent);
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        if (error.code === 'TOO_BIG' && mutations.length > 1) size = Math.ceil(mutations.length / 2);
        else if (error.code === 'GAP') await store.rewind(gapOf(error, mutations[0]?.n));
        else throw error;
      }
    }
  }

  async function pull(report: (pulled: number) => void, signal: Cancel): Promise<number> {
    let pulled = 0;
    for (;;) {
      signal.throwIfAborted();
      const position = await store.position();
      const page = await wire.pull(position, limits.pageRows);
      const news = await store.notePage(position, page.rows, page.cursor);
      pulled += news ?? 0;
      report(pulled);
      if (news === undefined || page.cursor >= page.head) return pulled;
    }
  }

  async function sendPhotos(
    report: (sent: number, total: number, bytes: number) => void,
    signal: Cancel,
  ): Promise<SyncReport['photoFailures']> {
    const failures: SyncReport['photoFailures'] = [];
    const mine = await store.unverifiedPhotos();
    let sent = 0;
    let bytes = 0;
    for (let start = 0; start < mine.length; start += limits.blobCheck) {
      const page = mine.slice(start, start + limits.blobCheck);
      const { have, need } = await wire.checkPhotos(page.map(({ sha256, bytes: size }) => ({ sha256, size })));
      await store.markVerified(have);
      sent += have.length;
      report(sent, mine.length, bytes);
      await inParallel(need, limits.parallelUploads, signal, async (sha256) => {
        try {
          bytes += (await wire.sendPhoto(sha256)).sentBytes;
          await store.markVerified([sha256]);
          report(++sent, mine.length, bytes);
        } catch (error) {
          failures.push({ sha256, code: Failure.line(error).code });
        }
      });
    }
    return failures;
  }

  async function fetchPhotos(signal: Cancel): Promise<number> {
    let fetched = 0;
    const missed = new Set<string>();
    for (;;) {
      const wanted = (await store.wantedPhotos(60 + missed.size)).filter((photo) => !missed.has(keyOf(photo)));
      if (wanted.length === 0 || signal.aborted) return fetched;
      await inParallel(wanted, limits.parallelUploads, signal, async (photo) => {
        try {
          await wire.fetchPhoto(photo, photo.size);
          await store.markHeld(photo.sha256, photo.size);
          fetched += 1;
        } catch {
          // Its bytes may still be on another device: the next session asks again [PH3].
          missed.add(keyOf(photo));
        }
      });
    }
  }

  async function run(signal: Cancel, onProgress: (progress: SyncProgress) => void): Promise<SyncReport> {
    const progress: SyncProgress = { phase: 'hello', sent: 0, toSend: 0, pulled: 0, photosSent: 0, photosToSend: 0, bytesSent: 0 };
    const show = (change: Partial<SyncProgress>) => onProgress(Object.assign(progress, change));
    const batch = newId();
    show({ phase: 'hello', toSend: await store.countUnsent() });
    await hello();
    show({ phase: 'push', toSend: await store.countUnsent() });
    const pushed = await push(batch, (sent) => show({ sent }), signal);
    show({ phase: 'pull' });
    const pulled = await pull((rows) => show({ pulled: rows }), signal);
    show({ phase: 'photos' });
    const photoFailures = await sendPhotos((photosSent, photosToSend, bytesSent) => show({ photosSent, photosToSend, bytesSent }), signal);
    show({ phase: 'receipt' });
    const receipt = pushed ? await wire.receipt(batch) : null;
    if (receipt !== null) await store.keepReceipt(receipt);
    show({ phase: 'fetch' });
    const fetched = await fetchPhotos(signal);
    show({ phase: 'done' });
    return { receipt, pulled, fetched, photoFailures };
  }

  return {
    run(signal, onProgress) {
      running ??= run(signal, onProgress).finally(() => {
        running = undefined;
      });
      return running;
    },
  };
}

const keyOf = (photo: PhotoRef & { size: string }) => `${photo.sha256}/${photo.size}`;

function gapOf(failure: Failure, first: number | undefined): number {
  const next = failure.facts.next;
  if (typeof next !== 'number' || first === undefined || next >= first) throw failure;
  return next;
}

/** The longest prefix that fits a batch's bytes; at least one, and never half a group. */
function trimToBytes<M extends { g: string | null }>(mutations: M[]): M[] {
  let bytes = 0;
  let end = 0;
  for (const mutation of mutations) {
    bytes += JSON.stringify(mutation).length * 2;
    if (end > 0 && bytes > limits.batchBytes) break;
    end += 1;
  }
  const last = mutations[end - 1]?.g ?? null;
  const whole = end === mutations.length && mutations.length < limits.batchMutations;
  if (whole || last === null) return mutations.slice(0, end);
  const start = mutations.findIndex((mutation) => mutation.g === last);
  return mutations.slice(0, start > 0 ? start : end);
}
