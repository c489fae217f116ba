import { describe, expect, it } from 'vitest';
import { entitlement, fixture, id } from '#domain/testing/samples.ts';
import { elevationOf, neighbourOf } from './elevation.ts';
import { worstStanding } from './standing.ts';

const face = (rooms: string[]) => elevationOf({ rooms, households: [], things: [], entitlements: [] });
const drawn = (rooms: string[]) => face(rooms).rows.map(({ floor, cells }) => [floor, ...cells.map((cell) => cell?.code)]);

describe('a building’s face', () => {
  it('stands units side by side and floors from the top down', () => {
    expect(drawn(['1-101', '1-102', '1-201', '1-202', '2-101', '2-201'])).toEqual([
      [2, '1-201', '1-202', '2-201'],
      [1, '1-101', '1-102', '2-101'],
    ]);
  });

  it('lines doors up over the floors where a floor lacks one', () => {
    expect(drawn(['1-101', '1-102', '1-202'])).toEqual([
      [2, undefined, '1-202'],
      [1, '1-101', '1-102'],
    ]);
  });

  it('needs no units', () => {
    expect(drawn(['-101', '-1001'])).toEqual([
      [10, '-1001'],
      [1, '-101'],
    ]);
    expect(face(['-101']).units).toEqual([{ unit: null, width: 1 }]);
  });

  it('puts units in the order of their numbers', () => {
    expect(face(['10-101', '2-101', '甲-101']).units.map(({ unit }) => unit)).toEqual(['2', '10', '甲']);
  });

  it('stands rooms that name no floor at the bottom', () => {
    expect(drawn(['1-101', '1-5', '1-6'])).toEqual([
      [1, '1-101', undefined],
      [undefined, '1-5', '1-6'],
    ]);
  });
});

it('[C1] shows what reaches over two rooms in the one it counts for, and in the other that it is seen there', () => {
  const parties = ['1-101', '1-102'].map((room) => ({ room, role: 'OWNER' as const, name: '' }));
  const awning = { type: 'fixture' as const, id: id(20), rev: 1, fields: fixture({ parties }), pending: 0, openConflicts: 0 };
  const { rows } = elevationOf({ rooms: ['1-101', '1-102'], households: [], things: [awning], entitlements: [] });
  expect(rows[0]?.cells.map((cell) => [cell?.code, cell?.things.length, cell?.shared.length])).toEqual([
    ['1-101', 1, 0],
    ['1-102', 0, 1],
  ]);
});

describe('arrow keys', () => {
  const elevation = face(['1-101', '1-102', '1-202', '2-101', '2-201']);
  it.each([
    ['1-101', 'right', '1-102'],
    ['1-102', 'up', '1-202'],
    ['1-101', 'up', undefined],
    ['1-102', 'right', '2-101'],
    ['2-201', 'left', '1-202'],
    ['1-202', 'first', '1-202'],
    ['1-101', 'last', '2-101'],
    ['1-101', 'left', undefined],
  ] as const)('from %s %s lead to %s', (from, direction, to) => {
    expect(neighbourOf(elevation, from, direction)?.code).toBe(to);
  });
});

describe('a room’s standing', () => {
  const gone = { type: 'fixture' as const, id: id(20), rev: 1, fields: fixture({ status: 'removed' }), pending: 0, openConflicts: 0 };
  const line = (status: 'open' | 'accepted') => ({
    type: 'entitlement' as const,
    id: id(50),
    rev: 1,
    fields: entitlement({ status }),
    pending: 0,
    openConflicts: 0,
  });
  const cellWith = (status: 'open' | 'accepted') => {
    const { rows } = elevationOf({ rooms: ['1-101'], households: [], things: [gone], entitlements: [line(status)] });
    return rows[0]?.cells[0];
  };

  it('is owed, not done, while a removed fixture has not come back', () => {
    expect(worstStanding([gone], cellWith('open')?.owed ?? 0)).toMatchObject({ word: { zh: '待还' }, tone: 'waiting', count: 2 });
  });

  it('is done once it has', () => {
    expect(worstStanding([gone], cellWith('accepted')?.owed ?? 0)).toMatchObject({ word: { zh: '已拆除' }, tone: 'good' });
  });
});
