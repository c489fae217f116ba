import { describe, expect, test } from 'vitest';
import { examplePolicy, type Policy } from '#domain/policy.ts';
import { entitlement, id, people, place, replacement } from '#domain/testing/samples.ts';
import { policy as policyRecord, recordOf } from '../operation/testing/desk.ts';
import { lineEvents } from './line-events.ts';
import { owedGroups } from './owed-groups.ts';
import { owedLines } from './owed-lines.ts';
import { exchangeChoices, specChoices } from './spec-choices.ts';

const policy: Policy = { ...examplePolicy, upgrades: [{ type: 'GRILLE', spec: '加厚不锈钢', yuan: 300 }] };

describe('what a household may choose', () => {
  test('a better specification stands behind the plain ones, with what it costs at most', () => {
    expect(specChoices(policy, 'GRILLE')).toEqual([
      { spec: '304不锈钢平面防盗窗', yuan: 0 },
      { spec: '铝合金平面防盗窗', yuan: 0 },
      { spec: '加厚不锈钢', yuan: 300 },
    ]);
  });

  test('[C2] another type comes back by the exchange table alone', () => {
    expect(exchangeChoices(policy, 'GRILLE')).toEqual(['GRILLE', 'INVISIBLE_GUARD']);
    expect(exchangeChoices(policy, 'RACK')).toEqual(['RACK']);
    expect(exchangeChoices(undefined, 'GRILLE')).toEqual(['GRILLE']);
  });
});

describe('what a line offers', () => {
  const beside = { user: people.chen, policy, piece: null, today: '2026-11-23' };

  test('compensation only where its policy has it, and a part only of what is more than one', () => {
    expect(lineEvents(entitlement(), beside)).toEqual(['confirm', 'waive', 'relocate', 'split', 'dispute']);
    expect(lineEvents(entitlement({ qty: 1 }), { ...beside, policy: { ...policy, compensation: true } })).toEqual([
      ...['confirm', 'waive', 'compensate', 'relocate', 'dispute'],
    ]);
  });

  test('a claim while the warranty runs, its end once it is over', () => {
    const accepted = entitlement({ status: 'accepted' });
    const running = { ...beside, piece: replacement({ warrantyUntil: '2026-11-23' }), user: people.zhao };
    expect(lineEvents(accepted, running)).toEqual(['rework', 'dispute']);
    expect(lineEvents(accepted, { ...running, today: '2026-11-24' })).toEqual(['dispute', 'close']);
  });
});

test('what is owed is told by household, building, estate and type, longest waiting first', () => {
  const of = (n: number, room: string, removedOn: string, type: 'GRILLE' | 'RACK' = 'GRILLE') =>
    recordOf('entitlement', id(n), entitlement({ place: { ...place, room }, removedOn, type }));
  const lines = owedLines(
    [of(61, '101', '2026-11-20'), of(62, '102', '2026-08-01'), of(63, '101', '2026-11-21', 'RACK')],
    new Map([[policyRecord.id, policyRecord.fields]]),
    '2026-11-23',
  );
  const told = (by: Parameters<typeof owedGroups>[1]) =>
    owedGroups(lines, by, () => 'CG').map((group) => [group.lines.length, group.overdue.length]);
  expect(told('HOUSEHOLD')).toEqual([
    [1, 1],
    [2, 0],
  ]);
  expect([told('BUILDING'), told('ESTATE')]).toEqual([[[3, 1]], [[3, 1]]]);
  expect(told('TYPE')).toEqual([
    [2, 1],
    [1, 0],
  ]);
});
