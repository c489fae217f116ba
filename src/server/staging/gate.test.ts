import { expect, test } from 'vitest';
import { createGate } from './gate.ts';

test('so many run at once and no more, in the order they came; one that fails makes room as well', async () => {
  const gate = createGate(2);
  const began: number[] = [];
  const ends: (() => void)[] = [];
  const works = [0, 1, 2, 3].map((each) =>
    gate(async () => {
      began.push(each);
      await new Promise<void>((end) => ends.push(end));
      if (each === 0) throw new Error('it failed');
    }),
  );
  const first = expect(works[0]).rejects.toThrow('it failed');
  expect(began).toEqual([0, 1]);
  ends[0]?.();
  await first;
  await expect.poll(() => began).toEqual([0, 1, 2]);
  ends[1]?.();
  await works[1];
  await expect.poll(() => began).toEqual([0, 1, 2, 3]);
  for (const end of ends) end();
  await Promise.all(works.slice(1));
  expect(await gate(async () => 'free again')).toBe('free again');
});
