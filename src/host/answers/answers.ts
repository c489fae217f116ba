import { renameStubborn } from '#bundle/rename.ts';
import type { Answer, AnswerOf } from '#contract/answer.ts';
import type { PullReply, PushReply } from '#contract/district-api.ts';
import { createTurns } from '../turns.ts';
import { type AnswerFile, type AnswerSpan, addAnswerLine, readAnswerFile, readAnswerLine } from './answer-file.ts';
import { findAnswer, formatAnswer } from './answer-line.ts';
import { compactAnswers } from './compact-answers.ts';

/** What the server answered since this device first pulled, on disk: a store that was lost is made again from it, offline [RS1]. */
export interface Answers {
  /** A page that goes on where the last one ended is added; one that begins anew at 0 takes the place of all; any other is let go. */
  notePage(from: { epoch: number; cursor: number }, reply: PullReply): Promise<void>;
  noteResults(batch: string, reply: PushReply): Promise<void>;
  /** The answer that follows the first `after`; undefined where there is none that can be read. */
  read(after: number): Promise<Answer | undefined>;
  count(): Promise<number>;
}

export interface AnswersOptions {
  path: string;
  /** 32 bytes that seal the lines. */
  key(): Uint8Array;
  /** A file shorter than this is left as it grew. */
  compactFromBytes?: number;
}

const mebibyte = 1024 * 1024;

export function createAnswers({ path, key, compactFromBytes = 8 * mebibyte }: AnswersOptions): Answers {
  const inTurn = createTurns();
  let opened: AnswerFile | undefined;

  async function file(): Promise<AnswerFile> {
    opened ??= await readAnswerFile(path);
    return opened;
  }

  /** After `kept` spans. What fails to be written is forgotten: the file is read again before the next. */
  async function add(kept: readonly AnswerSpan[], answer: Answer): Promise<void> {
    const { bytes, compactedBytes, spans } = await file();
    const start = kept.length === spans.length ? bytes : (kept.at(-1)?.end ?? -1) + 1;
    const line = formatAnswer(key(), answer);
    const head = answer.kind === 'page' ? { from: answer.from, cursor: answer.cursor } : { from: 0, cursor: 0 };
    const span: AnswerSpan = { kind: answer.kind, epoch: answer.epoch, ...head, start, end: start + line.length - 1 };
    opened = undefined;
    await addAnswerLine(path, start, line);
    opened = { spans: [...kept, span], bytes: start + line.length, compactedBytes: start === 0 ? 0 : compactedBytes };
  }

  async function notePage({ epoch, cursor }: { epoch: number; cursor: number }, reply: PullReply): Promise<void> {
    const page: AnswerOf<'page'> = { kind: 'page', epoch, from: cursor, cursor: reply.cursor, head: reply.head, rows: reply.rows };
    const kept = keptBefore((await file()).spans, page);
    if (kept === undefined) return;
    await add(kept, page);
    const { bytes, compactedBytes } = await file();
    if (reply.cursor < reply.head || bytes < Math.max(compactFromBytes, 2 * compactedBytes)) return;
    opened = undefined;
    const beside = `${path}.part`;
    await compactAnswers(path, beside, key());
    await renameStubborn(beside, path);
  }

  async function noteResults(batch: string, { epoch, results }: PushReply): Promise<void> {
    const { spans } = await file();
    if (spans.length > 0 && spans[0]?.epoch === epoch && results.length > 0) await add(spans, { kind: 'results', epoch, batch, results });
  }

  async function read(after: number): Promise<Answer | undefined> {
    const span = (await file()).spans[after];
    return span && findAnswer(key(), await readAnswerLine(path, span));
  }

  return {
    notePage: (from, reply) => inTurn(() => notePage(from, reply)),
    noteResults: (batch, reply) => inTurn(() => noteResults(batch, reply)),
    read: (after) => inTurn(() => read(after)),
    count: () => inTurn(async () => (await file()).spans.length),
  };
}

/** What stays before a page; undefined where the page is not to be kept. A page asked for twice takes the place of the first and all behind it. */
function keptBefore(spans: readonly AnswerSpan[], { epoch, from, cursor, rows }: AnswerOf<'page'>): readonly AnswerSpan[] | undefined {
  const last = spans.findLast(({ kind }) => kind === 'page');
  if (last !== undefined && epoch < last.epoch) return undefined;
  if (from === 0) return [];
  if (last === undefined || epoch !== last.epoch) return undefined;
  if (from === last.cursor) return rows.length === 0 && cursor === from ? undefined : spans;
  const before = spans.findLastIndex((span) => span.kind === 'page' && span.cursor === from);
  return before === -1 ? undefined : spans.slice(0, before + 1);
}
