import { expect, it } from 'vitest';
import { RecordId } from '#domain/identity.ts';
import { fixture, id } from '#domain/testing/samples.ts';
import type { RecordOf } from '../../store/records.ts';
import type { RoomCell } from './elevation.ts';
import { isUnswept, matches, noFilter, progressOf, type RoomSweep } from './grid-filter.ts';

const grille = (status: 'surveyed' | 'removed'): RecordOf<'fixture'> => ({
  type: 'fixture',
  id: id(20),
  rev: 1,
  fields: fixture({ status }),
  pending: 0,
  openConflicts: 0,
});
const cell = (code: string, things: RoomCell['things'] = []): RoomCell => ({
  code,
  unit: '1',
  room: code.slice(-3),
  households: [],
  things,
  shared: [],
  owed: 0,
});
const looked = (result: 'NONE' | 'FOUND' | 'NO_ACCESS'): RoomSweep => ({
  type: 'sweep',
  id: id(50),
  rev: 1,
  fields: { building: RecordId.parse(id(1)), unit: '1', zone: 'FACADE', result, at: '2026-03-02T08:00:00Z', by: '张伟', note: '' },
  pending: 0,
  openConflicts: 0,
});
const nobody = { sweep: undefined, mine: new Set<string>() };

it('a blank room is unswept until somebody looked, and still where nobody got in', () => {
  expect(isUnswept(cell('1-101'), undefined)).toBe(true);
  expect(isUnswept(cell('1-101'), looked('NO_ACCESS'))).toBe(true);
  expect(isUnswept(cell('1-101'), looked('NONE'))).toBe(false);
  expect(isUnswept(cell('1-101', [grille('surveyed')]), undefined)).toBe(false);
});

it('every filter narrows, none of them shows all', () => {
  const room = cell('1-101', [grille('surveyed')]);
  expect(matches(noFilter, room, nobody)).toBe(true);
  expect(matches({ ...noFilter, type: 'structure' }, room, nobody)).toBe(false);
  expect(matches({ ...noFilter, type: 'fixture', tone: 'waiting' }, room, nobody)).toBe(true);
  expect(matches({ ...noFilter, tone: 'bad' }, room, nobody)).toBe(false);
  expect(matches({ ...noFilter, unswept: true }, room, nobody)).toBe(false);
  expect(matches({ ...noFilter, unswept: true }, cell('1-102'), nobody)).toBe(true);
  expect(matches({ ...noFilter, mine: true }, room, nobody)).toBe(false);
  expect(matches({ ...noFilter, mine: true }, room, { ...nobody, mine: new Set(['1-101']) })).toBe(true);
});

it('progress counts rooms of which something is known, and things whose way has ended', () => {
  const cells = [cell('1-101', [grille('surveyed'), grille('removed')]), cell('1-102'), cell('1-201')];
  const sweepOf = (of: RoomCell) => (of.code === '1-201' ? looked('NONE') : undefined);
  expect(progressOf(cells, sweepOf)).toEqual({ rooms: 3, known: 2, things: 2, done: 1 });
});
