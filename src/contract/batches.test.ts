import { expect, test } from 'vitest';
import { draft, id, people } from '#domain/testing/samples.ts';
import { wholeGroups } from './batches.ts';
import { limits } from './district-api.ts';
import { hostApi } from './host-api.ts';

const changes = (count: number, g: string | null) =>
  Array.from({ length: count }, () => draft('patch', 'structure', id(1), people.zhang, { g, set: {} }));

test('[M2] one save holds two hundred changes at most, so that a batch always holds it whole and sees its end', () => {
  const { input } = hostApi['journal.append'];
  expect(input.safeParse({ drafts: changes(limits.groupMutations, id(7)) }).success).toBe(true);
  expect(input.safeParse({ drafts: changes(limits.groupMutations + 1, id(7)) }).success).toBe(false);
  expect(limits.groupMutations * 2).toBeLessThanOrEqual(limits.batchMutations);
});

test('[M2] a group that a full batch may have cut waits for the next, and the first goes however long it is', () => {
  const full = [...changes(limits.batchMutations - 120, null), ...changes(120, id(7))];
  expect(wholeGroups(full, limits.batchMutations)).toHaveLength(limits.batchMutations - 120);
  expect(wholeGroups(full.slice(0, -1), limits.batchMutations)).toHaveLength(limits.batchMutations - 1);
  expect(wholeGroups([...changes(150, id(7)), ...changes(1, null)], 10)).toHaveLength(150);
});
