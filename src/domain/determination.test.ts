import { describe, expect, test } from 'vitest';
import { examplePolicy, type Policy } from './policy.ts';
import type { MergeRecord } from './record.ts';
import { held, id, people, structure } from './testing/samples.ts';
import { World } from './testing/world.ts';

describe('[D2] two determine where the policy in force asks for two', () => {
  const policy = (n: number, change: Partial<Policy>) => held('policy', id(800 + n), { ...examplePolicy, version: `${n}`, ...change });
  const one = policy(1, { from: '2026-01-01', determiners: 1 });
  const two = policy(2, { from: '2026-03-01', determiners: 2 });
  const ruling = {
    result: 'ILLEGAL',
    opinion: '无规划许可',
    basis: '城乡规划法',
    authority: '城东街道',
    docNo: '',
    on: '2026-03-03',
    by: { name: people.wang.name, user: people.wang.id },
  };
  const second = { name: '周审', user: id(950) };
  const determining = (records: readonly MergeRecord[], change: object) => {
    const world = new World([held('structure', id(10), structure()), ...records]);
    const set = { status: 'determined', determination: { ...ruling, ...change } };
    return world.apply(people.wang, [world.patch(people.wang, 'structure', id(10), set)]);
  };

  test('a determination that leaves the policy out, or names an easier one, does not escape', () => {
    expect(determining([one, two], {})).toBe('D2');
    expect(determining([one, two], { policy: { id: id(801), version: '1' } })).toBe('D2');
    expect(determining([one, two], { second })).toBe('applied');
    expect(determining([one, two], { second: { name: people.wang.name, user: people.wang.id } })).toBe('D2');
    expect(determining([one, two], { second: { name: people.li.name, user: people.li.id } })).toBe('D1');
  });

  test('one is enough before it was in force, and where nobody asks for two', () => {
    expect(determining([one, two], { on: '2026-02-28' })).toBe('applied');
    expect(determining([one], {})).toBe('applied');
    expect(determining([], {})).toBe('applied');
  });

  test('the policy in force may name the authorities', () => {
    const named = policy(3, { from: '2026-03-01', authorities: ['崇川区城市管理局'] });
    expect(determining([one, named], {})).toBe('AUTHORITY');
    expect(determining([one, named], { authority: '崇川区城市管理局' })).toBe('applied');
  });
});
