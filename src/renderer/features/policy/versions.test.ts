import { describe, expect, test } from 'vitest';
import { examplePolicy } from '#domain/policy.ts';
import { id } from '#domain/testing/samples.ts';
import { recordOf } from '../operation/testing/desk.ts';
import { beforeIt, inOrder, standingOf } from './versions.ts';

const [first, second, third] = ['2026-01-01', '2026-06-01', '2027-01-01'].map((from, n) =>
  recordOf('policy', id(800 + n), { ...examplePolicy, version: `示例2026-${n + 1}`, from }),
) as [ReturnType<typeof recordOf<'policy'>>, ReturnType<typeof recordOf<'policy'>>, ReturnType<typeof recordOf<'policy'>>];
const all = [second, first, third];

describe('versions of a policy', () => {
  test('the latest to begin comes first, and each knows the one that it followed', () => {
    expect(inOrder(all)).toEqual([third, second, first]);
    expect(beforeIt(second, all)).toBe(first);
    expect(beforeIt(first, all)).toBeUndefined();
  });

  test('on a day one is in force, one is past, one is still to come', () => {
    expect([first, second, third].map((one) => standingOf(one, all, '2026-07-01'))).toEqual(['past', 'inForce', 'coming']);
    expect(standingOf(first, all, '2026-05-31')).toBe('inForce');
  });
});
