import { pipeline, Readable } from 'node:stream';
import { createGunzip, createGzip } from 'node:zlib';
import { z } from 'zod';
import { Failure } from '#contract/failure.ts';
import { hashText } from '../signing.ts';
import { tablesInSets } from './backed-up-tables.ts';

/** A row as it stood: each column as PostgreSQL's own text, so that what was signed comes back byte for byte. */
export const Entry = z.object({ t: z.enum(tablesInSets), r: z.record(z.string(), z.string().nullable()) });
export type Entry = z.infer<typeof Entry>;

/** How far a chain has come. */
export interface ChainEnd {
  entries: number;
  head: string;
}

/** What comes before the first entry of a first set. */
export const chainStart = '0'.repeat(64);

/**
 * Entries as the gzipped lines of a set, `<hash> <json>`: each hash covers the line and the hash before, through all the sets of a backup.
 * `end` tells how far it came once the stream has ended.
 */
export function writeChain(entries: AsyncIterable<Entry>, prev: string): { bytes: AsyncIterable<Uint8Array>; end: ChainEnd } {
  const end: ChainEnd = { entries: 0, head: prev };
  async function* lines() {
    for await (const entry of entries) {
      const json = JSON.stringify(entry);
      end.head = link(end.head, json);
      end.entries += 1;
      yield `${end.head} ${json}\n`;
    }
  }
  const bytes = createGzip();
  // Whichever side fails, the other is let go; the reader of `bytes` is told.
  pipeline(Readable.from(lines()), bytes, () => undefined);
  return { bytes, end };
}

/** Reads a set back, checking each link. `name` is what a damage is reported under. @throws Failure backup-damaged with the entry, counted from 1 */
export async function* readChain(name: string, source: Readable, expected: ChainEnd & { prev: string }): AsyncGenerator<Entry> {
  let [head, count] = [expected.prev, 0];
  const damaged = (cause?: unknown) => new Failure('backup-damaged', { file: name, entry: count + 1 }, { cause });
  try {
    for await (const line of splitLines(source)) {
      const json = line.slice(65);
      head = link(head, json);
      if (line.slice(0, 64) !== head || line[64] !== ' ') throw damaged();
      const entry = Entry.parse(JSON.parse(json));
      count += 1;
      yield entry;
    }
  } catch (error) {
    throw error instanceof Failure ? error : damaged(error);
  }
  if (count !== expected.entries || head !== expected.head) throw damaged();
}

function link(prev: string, json: string): string {
  return hashText(`${prev}\n${json}`);
}

async function* splitLines(source: Readable): AsyncGenerator<string> {
  const text = new TextDecoder('utf-8', { fatal: true });
  const gunzip = createGunzip();
  pipeline(source, gunzip, () => undefined);
  let rest = '';
  for await (const chunk of gunzip as AsyncIterable<Buffer>) {
    const lines = (rest + text.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') throw new SyntaxError('the last line has no end');
}
