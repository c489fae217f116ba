import { constants } from 'node:fs';
import { type FileHandle, mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import { limits } from '#contract/district-api.ts';
import { Failure } from '#contract/failure.ts';
import type { DeviceId, Sha256 } from '#domain/identity.ts';
import { Mutation, type MutationDraft } from '#domain/mutation.ts';
import { errno, syncFolder, writeFully, writeWhole } from '../folder/durable-file.ts';
import { formatCall, numberDraft } from './line.ts';
import { type DamagedSpan, type Scan, type Span, scanJournal } from './scan.ts';

/** The part of a file handle that the journal uses. */
export type JournalFile = Pick<FileHandle, 'read' | 'write' | 'datasync' | 'truncate' | 'stat' | 'close'>;

export interface JournalOptions {
  folder: string;
  /** Opens for reading and writing, and creates. Node's own by default. */
  openFile?: (path: string) => Promise<JournalFile>;
}

/** What opening found. `torn` bytes and `damaged` lines lie in side files next to the journal. */
export interface JournalState {
  last: number;
  damaged: { afterN: number; beforeN: number }[];
  tornBytes: number;
}

/** The one writer of `outbox.ndjson`: every change that a person was told is saved, in order, one canonical JSON object a line. */
export interface Journal {
  /**
   * Numbers, chains, writes and fdatasyncs the drafts: all of them or none. A `uid` already journaled answers its stored line.
   * @throws Failure journal-write, disk-full, input-bad (a mutation over 64 KiB, or a group that no batch can carry whole)
   */
  append(drafts: MutationDraft[], dev: DeviceId): Promise<Mutation[]>;
  /** At most `limit` mutations with `n >= from`, in order; damaged numbers are skipped. `last` is 0 when empty. @throws Failure journal-damaged */
  read(from: number, limit: number): Promise<{ muts: Mutation[]; last: number }>;
  state(): JournalState;
  close(): Promise<void>;
}

/**
 * Opens and checks a journal. A torn end (a call that was never acknowledged) is cut off and kept beside; a damaged line in the middle
 * stays where it is, is copied beside and named in `state()`, and the lines around it are kept.
 * @throws Failure data-folder-unwritable, disk-full
 */
export async function openJournal(options: JournalOptions): Promise<Journal> {
  await mkdir(options.folder, { recursive: true });
  const file = await (options.openFile ?? openReadWrite)(join(options.folder, 'outbox.ndjson'));
  try {
    await syncFolder(options.folder);
    const scan = await scanJournal(file);
    const tornBytes = await setTornEndAside(file, scan.goodBytes, options.folder);
    for (const span of scan.damaged) await copyDamagedAside(file, span, options.folder);
    return createJournal(file, scan, tornBytes);
  } catch (error) {
    await file.close();
    throw error;
  }
}

function createJournal(file: JournalFile, { spans, uids, lastHash, goodBytes, damaged }: Scan, tornBytes: number): Journal {
  let size = goodBytes;
  let head = lastHash as Sha256;
  let unwritable: unknown;
  let turn: Promise<unknown> = Promise.resolve();

  /** One at a time, in the order asked; a failed turn does not stop the next. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = turn.then(work);
    turn = result.catch(() => undefined);
    return result;
  }

  async function append(drafts: MutationDraft[], dev: DeviceId): Promise<Mutation[]> {
    if (unwritable !== undefined) throw new Failure('journal-write', {}, { cause: unwritable });
    const fresh = new Map<string, Mutation>();
    const answers: Mutation[] = [];
    let prev = head;
    for (const draft of drafts) {
      const known = fresh.get(draft.uid) ?? (await findByUid(draft.uid));
      const mutation = known ?? numberDraft(draft, dev, spans.length + fresh.size + 1, prev);
      if (known === undefined) {
        fresh.set(draft.uid, mutation);
        prev = mutation.h;
      }
      answers.push(mutation);
    }
    if (fresh.size > 0) await commit([...fresh.values()]);
    return answers;
  }

  /** Nothing is remembered before it is on the disk. */
  async function commit(mutations: Mutation[]): Promise<void> {
    const lines = formatCall(mutations);
    requireSendable(mutations, lines);
    await writeDurably(Buffer.concat(lines));
    for (const [i, mutation] of mutations.entries()) {
      const span = { start: size, end: size + (lines[i]?.length ?? 0) };
      spans.push(span);
      uids.set(mutation.uid, mutation.n);
      head = mutation.h;
      size = span.end;
    }
  }

  /**
   * After a failed fsync the system may have dropped the pages, so the bytes are taken back rather than trusted. If even that fails,
   * the journal takes no more until it is opened, and scanned, again.
   */
  async function writeDurably(bytes: Buffer): Promise<void> {
    try {
      await writeFully(file, bytes, size);
      await file.datasync();
    } catch (error) {
      await takeBack();
      throw new Failure(errno(error) === 'ENOSPC' ? 'disk-full' : 'journal-write', {}, { cause: error });
    }
  }

  async function takeBack(): Promise<void> {
    try {
      await file.truncate(size);
      await file.datasync();
    } catch (error) {
      unwritable = error;
    }
  }

  async function findByUid(uid: string): Promise<Mutation | undefined> {
    const n = uids.get(uid);
    return n === undefined ? undefined : (await read(n, 1)).muts[0];
  }

  async function read(from: number, limit: number): Promise<{ muts: Mutation[]; last: number }> {
    const wanted: Span[] = [];
    for (let n = from; n <= spans.length && wanted.length < limit; n++) {
      const span = spans[n - 1];
      if (span !== undefined) wanted.push(span);
    }
    return { muts: await readSpans(file, wanted), last: spans.length };
  }

  return {
    append: (drafts, dev) => inTurn(() => append(drafts, dev)),
    read: (from, limit) => inTurn(() => read(from, limit)),
    state: () => ({ last: spans.length, damaged: damaged.map(({ afterN, beforeN }) => ({ afterN, beforeN })), tornBytes }),
    close: () => inTurn(() => file.close()),
  };
}

/** A group goes in one batch or never [M2]: one that fits none must not be called saved. */
function requireSendable(mutations: readonly Mutation[], lines: readonly Buffer[]): void {
  const bytesOf = new Map<string, number>();
  for (const [i, { g }] of mutations.entries()) if (g !== null) bytesOf.set(g, (bytesOf.get(g) ?? 0) + (lines[i]?.length ?? 0));
  const bytes = Math.max(0, ...bytesOf.values());
  if (bytes > limits.batchBytes) throw new Failure('input-bad', { field: 'drafts', bytes, limit: limits.batchBytes });
}

/** One read for the whole range: a page's lines lie next to each other. */
async function readSpans(file: JournalFile, spans: Span[]): Promise<Mutation[]> {
  const [first, last] = [spans[0], spans.at(-1)];
  if (first === undefined || last === undefined) return [];
  const bytes = await readSpan(file, { start: first.start, end: last.end });
  return spans.map(({ start, end }) => parseLine(bytes.subarray(start - first.start, end - first.start)));
}

function parseLine(bytes: Buffer): Mutation {
  try {
    return Mutation.parse(JSON.parse(bytes.toString('utf8')));
  } catch (error) {
    throw new Failure('journal-damaged', {}, { cause: error });
  }
}

async function readSpan(file: JournalFile, { start, end }: Span): Promise<Buffer> {
  const bytes = Buffer.alloc(end - start);
  let done = 0;
  while (done < bytes.length) {
    const { bytesRead } = await file.read(bytes, done, bytes.length - done, start + done);
    if (bytesRead === 0) throw new Failure('journal-damaged', { at: start + done });
    done += bytesRead;
  }
  return bytes;
}

async function setTornEndAside(file: JournalFile, goodBytes: number, folder: string): Promise<number> {
  const { size } = await file.stat();
  if (size <= goodBytes) return 0;
  await writeWhole(join(folder, `outbox.torn-${goodBytes}`), await readSpan(file, { start: goodBytes, end: size }));
  await file.truncate(goodBytes);
  await file.datasync();
  return size - goodBytes;
}

async function copyDamagedAside(file: JournalFile, span: DamagedSpan, folder: string): Promise<void> {
  await writeWhole(join(folder, `outbox.damaged-${span.start}`), await readSpan(file, span));
}

/** Not `a+`: on Linux an append handle ignores positions, and a line must go exactly behind the last good one. */
function openReadWrite(path: string): Promise<JournalFile> {
  return open(path, constants.O_RDWR | constants.O_CREAT, 0o600);
}
