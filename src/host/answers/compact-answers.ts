import { open } from 'node:fs/promises';
import type { Answer, AnswerOf } from '#contract/answer.ts';
import { limits, type PushResult } from '#contract/district-api.ts';
import type { FeedRecord } from '#domain/mutation.ts';
import { writeFully } from '../folder/durable-file.ts';
import { readAnswerFile, readAnswerLine } from './answer-file.ts';
import { findAnswer, formatAnswer, formatCompacted } from './answer-line.ts';

/** The answers in order, up to the first that cannot be read. */
async function* answersIn(path: string, key: Uint8Array): AsyncGenerator<Answer> {
  for (const span of (await readAnswerFile(path)).spans) {
    const answer = findAnswer(key, await readAnswerLine(path, span));
    if (answer === undefined) return;
    yield answer;
  }
}

/**
 * Writes to `to` what the answers of `from` come to: of each record its newest row, of each mutation its newest result. Twice through the file,
 * a page in memory at a time.
 */
export async function compactAnswers(from: string, to: string, key: Uint8Array): Promise<void> {
  const newest = new Map<string, number>();
  const results = new Map<number, { batch: string; result: PushResult }>();
  let epoch = 0;
  for await (const answer of answersIn(from, key)) {
    epoch = answer.epoch;
    if (answer.kind === 'page') for (const row of answer.rows) newest.set(row.id, row.seq);
    else for (const result of answer.results) results.set(result.n, { batch: answer.batch, result });
  }
  const file = await open(to, 'w', 0o600);
  try {
    const mark = formatCompacted(0).length;
    let at = mark + 16;
    const add = async (answer: Answer) => {
      const line = formatAnswer(key, answer);
      await writeFully(file, line, at);
      at += line.length;
    };
    for await (const page of pagesOf(from, key, newest)) await add(page);
    for (const part of resultsOf(results, epoch)) await add(part);
    await writeFully(file, firstLine(at, mark + 16), 0);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Padded with noughts: its place was kept before the length was known. */
function firstLine(bytes: number, length: number): Buffer {
  return Buffer.from(`compacted ${String(bytes).padStart(length - 'compacted \n'.length, '0')}\n`, 'latin1');
}

/** Pages that go on from one another, as full as a page may be. */
async function* pagesOf(from: string, key: Uint8Array, newest: ReadonlyMap<string, number>): AsyncGenerator<AnswerOf<'page'>> {
  let open: AnswerOf<'page'> | undefined;
  for await (const answer of answersIn(from, key)) {
    if (answer.kind !== 'page') continue;
    const rows = answer.rows.filter((row: FeedRecord) => newest.get(row.id) === row.seq);
    if (open !== undefined && open.rows.length + rows.length > limits.pageRows) {
      yield open;
      open = undefined;
    }
    open = open === undefined ? { ...answer, rows } : { ...open, cursor: answer.cursor, head: answer.head, rows: [...open.rows, ...rows] };
  }
  if (open !== undefined) yield open;
}

function* resultsOf(results: ReadonlyMap<number, { batch: string; result: PushResult }>, epoch: number): Generator<AnswerOf<'results'>> {
  let open: AnswerOf<'results'> | undefined;
  for (const { batch, result } of results.values()) {
    if (open !== undefined && (open.batch !== batch || open.results.length >= limits.batchMutations)) {
      yield open;
      open = undefined;
    }
    open ??= { kind: 'results', epoch, batch, results: [] };
    open.results.push(result);
  }
  if (open !== undefined) yield open;
}
