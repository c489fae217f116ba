import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { limits } from '#contract/district-api.ts';
import { Failure } from '#contract/failure.ts';
import type { DeviceId, Sha256 } from '#domain/identity.ts';
import type { Mutation, MutationDraft } from '#domain/mutation.ts';
import { errno, makeFolder, syncFolder, writeFully, writeWhole } from '../folder/durable-file.ts';
import type { DataKey } from '../keys/data-key.ts';
import { createTurns } from '../turns.ts';
import { keepAside, sealPlainAsides } from './aside.ts';
import { findText, formatCall, isSealedLine, numberDraft, sealLine } from './line.ts';
import { type LineSpan, type Scan, type Span, scanJournal } from './scan.ts';

/** The file of a device's first id. */
export const firstFile = 'outbox.ndjson';

/** The part of a file handle that the journal uses. */
export type JournalFile = Pick<FileHandle, 'read' | 'write' | 'datasync' | 'truncate' | 'stat' | 'close'>;

export interface JournalOptions {
  folder: string;
  dataKey: DataKey;
  /** Name of its file in the folder. */
  file?: string;
  /** Opens for reading and writing, and creates. Node's own by default. */
  openFile?: (path: string) => Promise<JournalFile>;
}

/** What opening found. `torn` bytes and `damaged` lines lie in side files next to the journal. */
export interface JournalState {
  last: number;
  damaged: { afterN: number; beforeN: number }[];
  tornBytes: number;
}

/** A line as it stands in the journal. */
export interface JournalLine {
  n: number;
  g: string | null;
  /** Its canonical JSON in UTF-8, perhaps with a blank behind it. */
  text: Buffer;
}

/** The one writer of `outbox.ndjson`: every change that a person was told is saved, in order, one sealed canonical JSON object a line. */
export interface Journal {
  /**
   * Numbers, chains, writes and fdatasyncs the drafts: all of them or none. A `uid` already journaled answers its stored line.
   * @throws Failure journal-write, disk-full, input-bad (a mutation over 64 KiB, or a group that no batch can carry whole)
   */
  append(drafts: MutationDraft[], dev: DeviceId): Promise<Mutation[]>;
  /** At most `limit` mutations with `n >= from`, in order; damaged numbers are skipped. `last` is 0 when empty. @throws Failure journal-damaged */
  read(from: number, limit: number): Promise<{ muts: Mutation[]; last: number }>;
  /** The same lines as they stand, for whoever sends them on. @throws Failure journal-damaged */
  readLines(from: number, limit: number): Promise<JournalLine[]>;
  state(): JournalState;
  close(): Promise<void>;
}

/** Where a journal lies, and what its lines are sealed under. */
interface Place {
  folder: string;
  path: string;
  key: Buffer;
  openFile: (path: string) => Promise<JournalFile>;
}

/** A journal's file, checked and mended. */
interface Opened {
  file: JournalFile;
  scan: Scan;
  tornBytes: number;
}

/**
 * Opens and checks a journal. A torn end (a call that was never acknowledged) is cut off and kept beside; a damaged line in the middle
 * stays where it is, is copied beside and named in `state()`, and the lines around it are kept. A journal from before sealing is sealed.
 * @throws Failure keys-damaged when the key opens no line, and then nothing was touched; data-folder-unwritable, disk-full
 */
export async function openJournal({ folder, dataKey, file = firstFile, openFile = openReadWrite }: JournalOptions): Promise<Journal> {
  await makeFolder(folder);
  const place: Place = { folder, path: join(folder, file), key: dataKey.subkey('journal'), openFile };
  const opened = await openChecked(place);
  await sealPlainAsides(folder, place.key);
  if (opened.scan.lines.plain === 0) return createJournal(opened, place.key);

  const sealed = await sealLines(opened, place.key);
  await opened.file.close();
  await writeWhole(place.path, sealed).catch(endureFullDisk);
  return createJournal({ ...(await openChecked(place)), tornBytes: opened.tornBytes }, place.key);
}

async function openChecked(place: Place): Promise<Opened> {
  const file = await place.openFile(place.path);
  try {
    await syncFolder(place.folder);
    const scan = await scanJournal(file, place.key);
    if (scan.lines.sealed > 0 && scan.lines.opened === 0) throw new Failure('keys-damaged', { journal: true });
    return { file, scan, tornBytes: await mend(file, scan, place) };
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** How many bytes were torn: the file now ends with its last whole call, and what it lost lies beside it. */
async function mend(file: JournalFile, { goodBytes, damaged }: Scan, { folder, key }: Place): Promise<number> {
  const { size } = await file.stat();
  for (const span of damaged) if (span.end > span.start) await keepAside(folder, key, 'damaged', span.start, await readSpan(file, span));
  if (size <= goodBytes) return 0;
  await keepAside(folder, key, 'torn', goodBytes, await readSpan(file, { start: goodBytes, end: size }));
  await file.truncate(goodBytes);
  await file.datasync();
  return size - goodBytes;
}

/** Every good line sealed. What was damaged lies beside by now; the gap in the numbers goes on to name it. */
async function sealLines({ file, scan }: Opened, key: Buffer): Promise<Buffer> {
  const sealed: Buffer[] = [];
  for (const span of scan.spans) {
    if (span === undefined) continue;
    const line = await readSpan(file, span);
    sealed.push(isSealedLine(line) ? line : sealLine(key, line.subarray(0, -1)));
  }
  return Buffer.concat(sealed);
}

/** A full disk must not keep anybody from what is there: plain lines are good in front of sealed ones, and the next opening tries again. */
function endureFullDisk(error: unknown): void {
  if (!(error instanceof Failure) || error.code !== 'disk-full') throw error;
}

function createJournal({ file, scan, tornBytes }: Opened, key: Buffer): Journal {
  const { spans, uids, lastHash, goodBytes, damaged } = scan;
  let size = goodBytes;
  let head = lastHash as Sha256;
  let unwritable: unknown;
  const inTurn = createTurns();

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
    const texts = formatCall(mutations);
    requireSendable(mutations, texts);
    const lines = texts.map((text) => sealLine(key, text));
    await writeDurably(Buffer.concat(lines));
    for (const [i, mutation] of mutations.entries()) {
      const span = { start: size, end: size + (lines[i]?.length ?? 0), g: mutation.g };
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
    return { muts: (await readLines(from, limit)).map(parseLine), last: spans.length };
  }

  function readLines(from: number, limit: number): Promise<JournalLine[]> {
    const wanted: Numbered[] = [];
    for (let n = from; n <= spans.length && wanted.length < limit; n++) {
      const span = spans[n - 1];
      if (span !== undefined) wanted.push({ n, ...span });
    }
    return readSpans(file, key, wanted);
  }

  return {
    append: (drafts, dev) => inTurn(() => append(drafts, dev)),
    read: (from, limit) => inTurn(() => read(from, limit)),
    readLines: (from, limit) => inTurn(() => readLines(from, limit)),
    state: () => ({ last: spans.length, damaged: damaged.map(({ afterN, beforeN }) => ({ afterN, beforeN })), tornBytes }),
    close: () => inTurn(() => file.close()),
  };
}

/** A group goes in one batch or never [M2]: one that fits none must not be called saved. */
function requireSendable(mutations: readonly Mutation[], texts: readonly Buffer[]): void {
  const bytesOf = new Map<string, number>();
  for (const [i, { g }] of mutations.entries()) if (g !== null) bytesOf.set(g, (bytesOf.get(g) ?? 0) + (texts[i]?.length ?? 0) + 1);
  const bytes = Math.max(0, ...bytesOf.values());
  if (bytes > limits.batchBytes) throw new Failure('input-bad', { field: 'drafts', bytes, limit: limits.batchBytes });
}

interface Numbered extends LineSpan {
  n: number;
}

/** One read for the whole range: a page's lines lie next to each other. */
async function readSpans(file: JournalFile, key: Buffer, spans: Numbered[]): Promise<JournalLine[]> {
  const [first, last] = [spans[0], spans.at(-1)];
  if (first === undefined || last === undefined) return [];
  const bytes = await readSpan(file, { start: first.start, end: last.end });
  return spans.map(({ n, g, start, end }) => ({ n, g, text: openLine(key, bytes.subarray(start - first.start, end - first.start - 1)) }));
}

function openLine(key: Buffer, line: Buffer): Buffer {
  const text = isSealedLine(line) ? findText(key, line) : line;
  if (text === undefined) throw new Failure('journal-damaged');
  return text;
}

/** A mutation as a line that stands in no journal. */
export const lineOf = (mutation: Mutation): JournalLine => ({ n: mutation.n, g: mutation.g, text: Buffer.from(JSON.stringify(mutation)) });

/** In the order of its canonical form, as it was written. That its seal opens, or its hashes were right at the opening, proves its shape. */
export function parseLine({ text }: JournalLine): Mutation {
  try {
    return JSON.parse(text.toString('utf8')) as Mutation;
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

/** Not `a+`: on Linux an append handle ignores positions, and a line must go exactly behind the last good one. */
function openReadWrite(path: string): Promise<JournalFile> {
  return open(path, constants.O_RDWR | constants.O_CREAT, 0o600);
}
