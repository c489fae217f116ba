import { describe, expect, test } from 'vitest';
import type { PushReply } from '#contract/district-api.ts';
import { Failure } from '#contract/failure.ts';
import type { Mutation } from '#domain/mutation.ts';
import { draft, hash, id, people, tablet } from '#domain/testing/samples.ts';
import { lineOf } from '../journal/journal.ts';
import { createLinePushes } from './line-pushes.ts';

const line = (n: number, g: string | null = null): Mutation => ({
  ...draft('patch', 'structure', id(1), people.zhang, { g, set: {} }),
  ...{ dev: tablet, n, prev: hash(n - 1), c: hash(0), h: hash(n) },
});
const journalOf = (lines: readonly Mutation[]) => ({
  readLines: async (from: number, limit: number) =>
    lines
      .filter(({ n }) => n >= from)
      .slice(0, limit)
      .map(lineOf),
});
const replyTo = (muts: readonly { n: number }[]): PushReply => ({
  ...{ epoch: 1, next: (muts.at(-1)?.n ?? 0) + 1, backed: 1 },
  results: muts.map(({ n }) => ({ n, h: hash(n), outcome: 'applied', rowSeq: n })),
});
const numbersOf = (muts: readonly { n: number }[]) => muts.map(({ n }) => n);
const part = (from: number, to: number, most = 2) => ({ batch: id(9), epoch: 1, from, to, most });
const fiveLines = [1, 2, 3, 4, 5].map((n) => line(n));

describe('lines that go from the journal to the server', () => {
  test('[LN1] while the server works on one part, the next is on its way, and is sent once', async () => {
    const sent: number[][] = [];
    const push = createLinePushes(journalOf(fiveLines), async (_batch, _epoch, muts) => {
      sent.push(numbersOf(muts));
      return replyTo(muts);
    });
    const answered = [];
    for (const from of [1, 3, 5]) answered.push(numbersOf((await push(part(from, 5))).results));
    expect(answered).toEqual([[1, 2], [3, 4], [5]]);
    expect(sent).toEqual(answered);
  });

  test('two parts are on the line at most: the third goes when the first is answered, before anybody asks for the second', async () => {
    const sent: number[] = [];
    const answers: (() => void)[] = [];
    const push = createLinePushes(journalOf(fiveLines), async (_batch, _epoch, muts) => {
      sent.push(muts[0]?.n ?? 0);
      await new Promise<void>((answer) => answers.push(answer));
      return replyTo(muts);
    });
    const turns = () => new Promise((later) => setImmediate(later));
    const first = push(part(1, 5, 1));
    await turns();
    expect(sent).toEqual([1, 2]);
    answers[0]?.();
    await first;
    await turns();
    expect(sent).toEqual([1, 2, 3]);
  });

  test('[G1] a part that overtook the one before it is sent again in its turn', async () => {
    let taken = 0;
    const push = createLinePushes(journalOf(fiveLines), async (_batch, _epoch, muts) => {
      const [first] = muts;
      if (first?.n === 1) await new Promise((later) => setImmediate(later));
      if (first === undefined || first.n > taken + 1) throw new Failure('GAP', { next: taken + 1 });
      taken = muts.at(-1)?.n ?? 0;
      return replyTo(muts);
    });
    expect(numbersOf((await push(part(1, 4))).results)).toEqual([1, 2]);
    expect(numbersOf((await push(part(3, 4))).results)).toEqual([3, 4]);
  });

  test('[M2] a group is never parted, by the end of what is asked for or by a line that cannot be read', async () => {
    const sent: number[][] = [];
    const grouped = [line(1), line(2, id(20)), line(3, id(20)), line(4), line(5, id(21)), line(7)];
    const push = createLinePushes(journalOf(grouped), async (_batch, _epoch, muts) => {
      sent.push(numbersOf(muts));
      return replyTo(muts);
    });
    await push(part(1, 2, 500));
    await push(part(2, 2, 500));
    await push(part(4, 7, 500));
    await expect(push(part(5, 7, 500))).rejects.toMatchObject({ code: 'journal-damaged', facts: { n: 5 } });
    expect(sent).toEqual([[1], [2, 3], [4]]);
  });

  test('[B1] of a part that is too big it is said whether it is one group', async () => {
    const grouped = [line(1), line(2, id(20)), line(3, id(20))];
    const push = createLinePushes(journalOf(grouped), () => Promise.reject(new Failure('TOO_BIG', { max: 1 })));
    await expect(push(part(1, 3, 500))).rejects.toMatchObject({ code: 'TOO_BIG', facts: { max: 1, alone: false } });
    await expect(push(part(2, 3, 500))).rejects.toMatchObject({ code: 'TOO_BIG', facts: { alone: true } });
  });
});
