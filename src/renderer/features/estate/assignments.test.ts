import { expect, it } from 'vitest';
import { held, id, people } from '#domain/testing/samples.ts';
import type { RecordOf } from '../../store/records.ts';
import { afterGroup, deskOf } from '../operation/testing/desk.ts';
import { activeAssignments, assignChanges } from './assignments.ts';

const household = (n: number) => ({ type: 'household', id: id(n) }) as RecordOf<'household'>;
const assignment = (n: number, of: number, team: number, to: string | null): RecordOf<'assignment'> => ({
  type: 'assignment',
  id: id(n),
  rev: 1,
  fields: { household: id(of), team: id(team), responsible: '', from: '2026-03-01', to },
  pending: 0,
  openConflicts: 0,
});
const told = { team: id(61), responsible: '李娜', from: '2026-11-23' };

it('a household has one active team: what another had ends as the new one begins, in one group', () => {
  const old = assignment(70, 3, 60, null);
  const changes = assignChanges(deskOf(people.chen), [household(3), household(4)], activeAssignments([old]), told);
  const world = afterGroup([held('assignment', old.id, old.fields)], changes, people.chen).filter(({ type }) => type === 'assignment');
  expect(world.map(({ fields }) => [fields.household, fields.team, fields.to])).toEqual([
    [id(3), id(60), '2026-11-23'],
    [id(3), id(61), null],
    [id(4), id(61), null],
  ]);
});

it('what ended is not active, and who has the household already keeps it', () => {
  const own = { ...assignment(71, 3, 61, null), fields: { ...assignment(71, 3, 61, null).fields, responsible: '李娜' } };
  const active = activeAssignments([assignment(70, 3, 60, '2026-04-01'), own]);
  expect([...active.values()]).toEqual([own]);
  expect(assignChanges(deskOf(people.chen), [household(3)], active, told)).toEqual([]);
});
