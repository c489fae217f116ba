import { expect, test } from 'vitest';
import type { Mutation } from '#domain/mutation.ts';
import { collect, cutRanges, readPushes } from './pushes.ts';

/** A journal whose lines are numbered, with these groups; a number in `lost` cannot be read. */
function journal(groups: readonly (string | null)[], lost: readonly number[] = []) {
  const lines = groups.map((g, i) => ({ n: i + 1, g }) as Mutation).filter(({ n }) => !lost.includes(n));
  return {
    read: async (from: number, limit: number) => ({ muts: lines.filter(({ n }) => n >= from).slice(0, limit), last: groups.length }),
  };
}

test('[CR1] a push ends at 500 mutations, and before a group that would be split', async () => {
  const groups = Array.from({ length: 1200 }, (_, i) => (i >= 450 && i < 620 ? 'one' : null));
  const pushes = await collect(readPushes(journal(groups), { from: 1, to: 1200 }));
  expect(pushes.map((push) => [push[0]?.n, push.at(-1)?.n])).toEqual([
    [1, 450],
    [451, 950],
    [951, 1200],
  ]);
});

test('[CR1] parts are cut between groups too', async () => {
  const groups = Array.from({ length: 30 }, (_, i) => (i >= 8 && i < 12 ? 'one' : null));
  expect(await collect(cutRanges(journal(groups), { from: 1, to: 30 }, 10))).toEqual([
    { from: 1, to: 8 },
    { from: 9, to: 18 },
    { from: 19, to: 28 },
    { from: 29, to: 30 },
  ]);
});

test('[CR1] a line that cannot be read is never jumped over', async () => {
  await expect(collect(readPushes(journal([null, null, null], [2]), { from: 1, to: 3 }))).rejects.toMatchObject({
    code: 'journal-damaged',
  });
});
