import type { FileHandle } from 'node:fs/promises';
import { genesisHash } from '#domain/mutation.ts';
import type { LineHead } from './line.ts';
import { findPlainHead, findText, headOf, isSealedLine, newline } from './line.ts';

/** Where a mutation's line lies in the file: `[start, end)`, newline included. */
export interface Span {
  start: number;
  end: number;
}

/** A line in the file, and the group that it is one of. */
export interface LineSpan extends Span {
  g: string | null;
}

/** Lines that cannot be trusted, between two that can: their bytes and the numbers that are missing there. */
export interface DamagedSpan extends Span {
  afterN: number;
  beforeN: number;
}

export interface Scan {
  /** By number: `spans[n - 1]`; undefined where line n is damaged. */
  spans: (LineSpan | undefined)[];
  uids: Map<string, number>;
  lastHash: string;
  /** Length of the file up to its last complete call: what lies behind it was never acknowledged, or can no longer be read. */
  goodBytes: number;
  damaged: DamagedSpan[];
  /** Whole lines by what they are: sealed, of these opened by the key, and good ones from before sealing. */
  lines: { sealed: number; opened: number; plain: number };
}

const chunkBytes = 1024 * 1024;

/** Reads a journal from its start and checks every line and the chain between them, without keeping the lines. */
export async function scanJournal(file: Pick<FileHandle, 'read'>, key: Uint8Array): Promise<Scan> {
  const lines = { sealed: 0, opened: 0, plain: 0 };
  const scan: Scan = { spans: [], uids: new Map(), lastHash: genesisHash, goodBytes: 0, damaged: [], lines };
  let call: { head: LineHead; span: Span }[] = [];

  for await (const { line, span } of readLines(file)) {
    const head = findHead(line, key, lines);
    const before = call.at(-1)?.head ?? { n: scan.spans.length, h: scan.lastHash };
    if (head === undefined || !follows(head, before)) continue;
    call.push({ head, span });
    if (head.more) continue;
    for (const entry of call) accept(scan, entry.head, entry.span);
    call = [];
  }
  return scan;
}

/** Behind a line that the key opened, a plain one was written by somebody else: without the key its hashes are easily made. */
function findHead(line: Buffer, key: Uint8Array, lines: Scan['lines']): LineHead | undefined {
  if (isSealedLine(line)) {
    lines.sealed += 1;
    const text = findText(key, line);
    if (text === undefined) return undefined;
    lines.opened += 1;
    return headOf(text);
  }
  const head = lines.opened === 0 ? findPlainHead(line) : undefined;
  if (head !== undefined) lines.plain += 1;
  return head;
}

/** A line follows when it is the next in the chain, or when it stands behind damage that swallowed the numbers between. */
function follows(head: LineHead, before: { n: number; h: string }): boolean {
  return head.n === before.n + 1 ? head.prev === before.h : head.n > before.n + 1;
}

/** A gap before an accepted line is damage in the middle: named, and left in the file as it is. */
function accept(scan: Scan, head: LineHead, span: Span): void {
  if (span.start > scan.goodBytes || head.n > scan.spans.length + 1) {
    scan.damaged.push({ start: scan.goodBytes, end: span.start, afterN: scan.spans.length, beforeN: head.n });
  }
  while (scan.spans.length < head.n - 1) scan.spans.push(undefined);
  scan.spans.push({ ...span, g: head.g });
  scan.uids.set(head.uid, head.n);
  scan.lastHash = head.h;
  scan.goodBytes = span.end;
}

/** Whole lines, without their newline. Bytes behind the last newline are not a line. */
async function* readLines(file: Pick<FileHandle, 'read'>): AsyncGenerator<{ line: Buffer; span: Span }> {
  const chunk = Buffer.allocUnsafe(chunkBytes);
  let rest = Buffer.alloc(0);
  let restStart = 0;
  for (;;) {
    const { bytesRead } = await file.read(chunk, 0, chunkBytes, restStart + rest.length);
    if (bytesRead === 0) return;
    const bytes = Buffer.concat([rest, chunk.subarray(0, bytesRead)]);
    let from = 0;
    for (let at = bytes.indexOf(newline); at !== -1; at = bytes.indexOf(newline, from)) {
      yield { line: bytes.subarray(from, at), span: { start: restStart + from, end: restStart + at + 1 } };
      from = at + 1;
    }
    rest = bytes.subarray(from);
    restStart += from;
  }
}
