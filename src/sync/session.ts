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

/** What a session did. `receipt` is the newest that came: null where none was awaited. Photos that failed are named: records never wait for them. */
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

  /** Pushes everything unsent, halving a batch the server finds too big [B1]. */
  async function push(batch: string, report: (sent: number) => void, signal: Cancel): Promise<void> {
    let size: number = limits.batchMutations;
    let sent = 0;
    for (;;) {
      signal.throwIfAborted();
      const mutations = wholeGroups(await store.unsent(limits.batchMutations), size);
      if (mutations.length === 0) return;
      try {
        const reply = await wire.push(batch, mutations);
        await store.noteResults(reply.results, batch);
        if ((await store.unsent(1))[0]?.n === mutations[0]?.n) throw new Failure('server-broken', { push: 'unanswered' });
        sent += mutations.length;
        report(sent);
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        if (error.code === 'TOO_BIG' && groupEnd(mutations, 0) < mutations.length) size = Math.ceil(mutations.length / 2);
        else if (error.code === 'GAP') await goBack(error);
        else throw error;
      }
    }
  }

  /** [G1] The server lacks what came before. @throws the same where this device has no line of that number: asking again would not help */
  async function goBack(gap: Failure): Promise<void> {
    const { next } = gap.facts;
    if (typeof next !== 'number') throw gap;
    const first = (await store.unsent(1))[0]?.n ?? 0;
    if (next >= first) throw gap;
    await store.rewind(next);
    if ((await store.unsent(1))[0]?.n !== next) throw gap;
  }

  async function pull(report: (pulled: number) => void, signal: Cancel): Promise<number> {
    let pulled = 0;
    for (;;) {
      signal.throwIfAborted();
      const position = await store.position();
      const page = await wire.pull(position, limits.pageRows).catch((error: unknown) => {
        if (error instanceof Failure && error.code === 'CURSOR' && position.cursor > 0) return undefined;
        throw error;
      });
      if (page === undefined) {
        await store.notePage(position, [], 0);
        continue;
      }
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

  /** [RC1] Also those of earlier sessions that ended before theirs came: what a server said of a change is always heard. */
  async function fetchReceipts(): Promise<Receipt | null> {
    let newest: Receipt | null = null;
    for (const batch of await store.awaitedReceipts()) {
      newest = await wire.receipt(batch);
      await store.keepReceipt(newest);
    }
    return newest;
  }

  async function run(signal: Cancel, onProgress: (progress: SyncProgress) => void): Promise<SyncReport> {
    const progress: SyncProgress = { phase: 'hello', sent: 0, toSend: 0, pulled: 0, photosSent: 0, photosToSend: 0, bytesSent: 0 };
    const show = (change: Partial<SyncProgress>) => onProgress(Object.assign(progress, change));
    const batch = newId();
    show({ phase: 'hello', toSend: await store.countUnsent() });
    await hello();
    show({ phase: 'push', toSend: await store.countUnsent() });
    await push(batch, (sent) => show({ sent }), signal);
    show({ phase: 'pull' });
    const pulled = await pull((rows) => show({ pulled: rows }), signal);
    show({ phase: 'photos' });
    const photoFailures = await sendPhotos((photosSent, photosToSend, bytesSent) => show({ photosSent, photosToSend, bytesSent }), signal);
    show({ phase: 'receipt' });
    const receipt = await fetchReceipts();
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

/**
 * The longest run of whole groups within `size` mutations and a batch's bytes; the first group always, however long [M2]. `mutations` are
 * as many as a batch may hold, so that the first group, of 200 at most, is never cut by their end; the last one may be.
 */
function wholeGroups<M extends { g: string | null }>(mutations: readonly M[], size: number): M[] {
  let bytes = 0;
  let end = 0;
  while (end < mutations.length) {
    const after = groupEnd(mutations, end);
    bytes += utf8Bytes(mutations.slice(end, after));
    const cut = after === mutations.length && mutations.length === limits.batchMutations && mutations[end]?.g !== null;
    if (end > 0 && (cut || after > size || bytes > limits.batchBytes)) break;
    end = after;
  }
  return mutations.slice(0, end);
}

/** Where the group that begins at `start` ends. A mutation without a group is one by itself. */
function groupEnd(mutations: readonly { g: string | null }[], start: number): number {
  const group = mutations[start]?.g ?? null;
  let end = start + 1;
  while (group !== null && mutations[end]?.g === group) end += 1;
  return end;
}

/** Length of the JSON in UTF-8: one byte for ASCII, two below U+0800, three for the rest of a string's units, four for a pair. */
function utf8Bytes(value: unknown): number {
  const text = JSON.stringify(value);
  let bytes = text.length;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit >= 0x800 && (unit < 0xd800 || unit > 0xdfff)) bytes += 2;
    else if (unit >= 0x80) bytes += 1;
  }
  return bytes;
}
