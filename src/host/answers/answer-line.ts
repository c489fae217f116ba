import { Answer } from '#contract/answer.ts';
import { findSealed, seal } from '../keys/sealing.ts';

/** What can be read of a line without its key: positions in the server's feed are nobody's secret. */
export interface AnswerHead {
  kind: Answer['kind'];
  epoch: number;
  /** Of a page: where it begins and ends. Zero for results. */
  from: number;
  cursor: number;
}

const shape = /^(page|results) (\d+) (\d+) (\d+) /;
const compacted = /^compacted (\d+)$/;

/** One answer as a line: its head, and the answer sealed for that head alone. */
export function formatAnswer(key: Uint8Array, answer: Answer): Buffer {
  const [from, cursor] = answer.kind === 'page' ? [answer.from, answer.cursor] : [0, 0];
  const head = `${answer.kind} ${answer.epoch} ${from} ${cursor} `;
  const sealed = seal(key, `answer ${head}`, Buffer.from(JSON.stringify(answer)));
  return Buffer.from(`${head}${sealed.toString('base64url')}\n`, 'latin1');
}

/** `line` without its newline; its beginning is enough. */
export function findAnswerHead(line: Buffer): AnswerHead | undefined {
  const [, kind, epoch, from, cursor] = shape.exec(line.toString('latin1', 0, 80)) ?? [];
  if (kind !== 'page' && kind !== 'results') return undefined;
  return { kind, epoch: Number(epoch), from: Number(from), cursor: Number(cursor) };
}

export function findAnswer(key: Uint8Array, line: Buffer): Answer | undefined {
  const text = line.toString('latin1');
  const [head] = shape.exec(text) ?? [];
  if (head === undefined) return undefined;
  const bytes = findSealed(key, `answer ${head}`, Buffer.from(text.slice(head.length), 'base64url'));
  return bytes && Answer.safeParse(JSON.parse(bytes.toString('utf8'))).data;
}

/** The first line of a file that was compacted says how long it was then. */
export const formatCompacted = (bytes: number): Buffer => Buffer.from(`compacted ${bytes}\n`, 'latin1');

export function findCompacted(line: Buffer): number | undefined {
  const [, bytes] = compacted.exec(line.toString('latin1', 0, 40)) ?? [];
  return bytes === undefined ? undefined : Number(bytes);
}
