import { expect, test } from 'vitest';
import type { UserId } from '#domain/identity.ts';
import { examplePolicy } from '#domain/policy.ts';
import { id, people, structure } from '#domain/testing/samples.ts';
import type { RecordOf } from '../../store/records.ts';
import { findSecond, secondsFor, termsOn } from './second-determiner.ts';

const policy = (n: number, change: Partial<typeof examplePolicy>): RecordOf<'policy'> =>
  ({ type: 'policy', id: id(n), rev: 1, fields: { ...examplePolicy, ...change } }) as RecordOf<'policy'>;

test('[D2] the form asks for what the policy in force asks on the day of the determination', () => {
  const policies = [policy(1, { from: '2026-01-01' }), policy(2, { from: '2026-03-01', determiners: 2, authorities: ['区城管局'] })];
  expect(termsOn(policies, '2026-02-28')).toMatchObject({ two: false, authorities: [], policy: { id: id(1) } });
  expect(termsOn(policies, '2026-03-01')).toMatchObject({ two: true, authorities: ['区城管局'], policy: { id: id(2) } });
  expect(termsOn([], '2026-03-01')).toEqual({ policy: null, two: false, authorities: [] });
});

test('[D1] [D2] the second is another reviewer of this device who surveyed nothing of it', () => {
  const other = { ...people.wang, id: id(951) as string as UserId, name: '周审' };
  const surveyor = { ...people.zhang, roles: ['team' as const, 'reviewer' as const] };
  const seconds = secondsFor(structure(), [people.wang, other, surveyor, people.zhao], people.wang);
  expect(seconds).toEqual([other]);
  expect(findSecond(seconds, other.id)).toEqual({ name: '周审', user: other.id });
  expect(findSecond(seconds, surveyor.id)).toBeNull();
});
