import { appendFile, mkdir, open, truncate } from 'node:fs/promises';
import { dirname } from 'node:path';
import { errno } from '../folder/durable-file.ts';
import { type AnswerHead, findAnswerHead, findCompacted } from './answer-line.ts';

/** Where an answer's line lies, without its newline. */
export interface AnswerSpan extends AnswerHead {
  start: number;
  end: number;
}

/** The lines of the file as they follow one another; what comes after the first that cannot be read counts as not there. */
export interface AnswerFile {
  spans: AnswerSpan[];
  bytes: number;
  /** How long it was when it was last compacted; 0 when never. */
  compactedBytes: number;
}

const newline = 0x0a;
const chunkBytes = 1024 * 1024;
const headBytes = 80;

/** Reads heads and lengths alone; a line that was cut off at the end is cut away. */
export async function readAnswerFile(path: string): Promise<AnswerFile> {
  const found: AnswerFile = { spans: [], bytes: 0, compactedBytes: 0 };
  for await (const { start, end, head } of linesOf(path)) {
    const size = start === 0 ? findCompacted(head) : undefined;
    const answer = findAnswerHead(head);
    if (size === undefined && answer === undefined) break;
    if (size !== undefined) found.compactedBytes = size;
    if (answer !== undefined) found.spans.push({ ...answer, start, end });
    found.bytes = end + 1;
  }
  return found;
}

/** Every whole line: where it lies, and its first bytes. */
async function* linesOf(path: string): AsyncGenerator<{ start: number; end: number; head: Buffer }> {
  const file = await openExisting(path);
  if (file === undefined) return;
  try {
    const chunk = Buffer.allocUnsafe(chunkBytes);
    let [start, at, head] = [0, 0, Buffer.alloc(0)];
    for (;;) {
      const { bytesRead } = await file.read(chunk, 0, chunk.length, at);
      if (bytesRead === 0) return;
      for (let from = 0; from < bytesRead; ) {
        const stop = chunk.subarray(0, bytesRead).indexOf(newline, from);
        const to = stop === -1 ? bytesRead : stop;
        if (head.length < headBytes) head = Buffer.concat([head, chunk.subarray(from, Math.min(to, from + headBytes))]);
        if (stop === -1) break;
        yield { start, end: at + stop, head };
        start = at + stop + 1;
        head = Buffer.alloc(0);
        from = stop + 1;
      }
      at += bytesRead;
    }
  } finally {
    await file.close();
  }
}

async function openExisting(path: string) {
  try {
    return await open(path, 'r');
  } catch (error) {
    if (errno(error) === 'ENOENT') return undefined;
    throw error;
  }
}

export async function readAnswerLine(path: string, { start, end }: AnswerSpan): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const line = Buffer.allocUnsafe(end - start);
    const { bytesRead } = await file.read(line, 0, line.length, start);
    return line.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** Makes the file end at `bytes`, and adds a line there. Not synced: what a power cut takes is pulled again. */
export async function addAnswerLine(path: string, bytes: number, line: Buffer): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await appendFile(path, '', { mode: 0o600 });
  await truncate(path, bytes);
  await appendFile(path, line);
}
