import { z } from 'zod';
import { RecordId } from '#domain/identity.ts';
import { type Member, Operation } from '#domain/operation.ts';
import type { Desk } from '../../store/desk.ts';
import { createOf, patchOf, type RecordOf } from '../../store/records.ts';
import { type Change, newRecordId } from '../../store/save.ts';
import { day, text } from '../../ui/field/parse.ts';
import { bindChange, refOf, releaseChange, type Target } from './targets.ts';

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

/**
 * A plan that is changed before it is approved: what joins is bound, what leaves is free for another operation, and is in no group any more.
 * `offered` are the operation's own targets and those that may join.
 */
export function replanChanges(
  operation: RecordOf<'operation'>,
  entry: OperationEntry,
  team: RecordOf<'team'>,
  offered: readonly Target[],
): Change[] {
  const { from, to, members, targets: chosen, ...facts } = entry;
  const had = new Set<string>(operation.fields.targets.map(({ id }) => id));
  const joined = offered.filter((target) => chosen.includes(target.id) && !had.has(target.id));
  const left = offered.filter((target) => had.has(target.id) && !chosen.includes(target.id));
  const groups = operation.fields.groups?.map((group) => ({ ...group, targets: group.targets.filter((id) => chosen.includes(id)) }));
  const plan = patchOf(operation, {
    ...facts,
    window: { from, to },
    members: team.fields.members.filter((_member, index) => members.includes(index)),
    // One that this device does not know was not taken out by anybody: it stays.
    targets: [...operation.fields.targets.filter(({ id }) => chosen.includes(id)), ...joined.map(refOf)],
    ...(groups === undefined ? {} : { groups: groups.filter((group) => group.targets.length > 0) }),
  });
  return [plan, ...joined.map((target) => bindChange(target, operation.id)), ...left.map(releaseChange)];
}

/** A plan as its form shows it. */
export function plannedEntry({ fields }: RecordOf<'operation'>, team: RecordOf<'team'> | undefined): z.input<typeof OperationEntry> {
  const { no, date, window, leader, projectManager, safetyOfficer, weather, note, members, targets } = fields;
  const isPlanned = (one: Member) => members.some(({ org, name }) => org === one.org && name === one.name);
  const ticked = (team?.fields.members ?? []).flatMap((member, index) => (isPlanned(member) ? [index] : []));
  const people = { team: fields.team, leader, projectManager, safetyOfficer, members: ticked };
  return { no, date, from: window.from, to: window.to, ...people, weather, note, targets: targets.map(({ id }) => id) };
}
