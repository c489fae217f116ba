import { z } from 'zod';
import { RecordId } from '#domain/identity.ts';
import { Operation } from '#domain/operation.ts';
import type { Desk } from '../../store/desk.ts';
import { createOf, type RecordOf } from '../../store/records.ts';
import { type Change, newRecordId } from '../../store/save.ts';
import { day, text } from '../../ui/field/parse.ts';
import { bindChange, refOf, type Target } from './targets.ts';

const clockTime = z.string().regex(/^\d{2}:\d{2}$/, 'required');

/** An operation as it is planned. `members` are places in the team's list. Its targets are saved with it, at most 100 in one go. */
export const OperationEntry = Operation.pick({ note: true }).extend({
  no: text(40),
  date: day,
  from: clockTime,
  to: clockTime,
  team: RecordId.or(z.literal('')).refine((id): id is RecordId => id !== '', 'choose'),
  leader: text(30),
  projectManager: text(30),
  safetyOfficer: text(30),
  weather: text(20, 0),
  members: z.array(z.int()).min(1, 'choose'),
  targets: z.array(RecordId).min(1, 'choose').max(100, 'range'),
});
export type OperationEntry = z.infer<typeof OperationEntry>;

/** The operation and its targets in one group: a target is bound when it is planned, so that no other operation takes it [O2]. */
export function planChanges(desk: Desk, entry: OperationEntry, team: RecordOf<'team'>, offered: readonly Target[]): Change[] {
  const { from, to, members, targets: chosen, ...facts } = entry;
  const id = newRecordId(desk);
  const targets = offered.filter((target) => chosen.includes(target.id));
  const operation = createOf('operation', id, {
    ...facts,
    window: { from, to },
    members: team.fields.members.filter((_member, index) => members.includes(index)),
    targets: targets.map(refOf),
    briefing: null,
    results: {},
    status: 'planned',
  });
  return [operation, ...targets.map((target) => bindChange(target, id))];
}
