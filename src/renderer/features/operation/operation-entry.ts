import { z } from 'zod';
import { limits } from '#contract/district-api.ts';
import { RecordId } from '#domain/identity.ts';
import { type Member, Operation } from '#domain/operation.ts';
import type { Desk } from '../../store/desk.ts';
import { createOf, patchOf, type RecordOf } from '../../store/records.ts';
import { type Change, newRecordId } from '../../store/save.ts';
import { day, text } from '../../ui/field/parse.ts';
import { memberKey, tickedOf, uniteMembers } from './members.ts';
import { bindChange, refOf, releaseChange, type Target } from './targets.ts';

const clockTime = z.string().regex(/^\d{2}:\d{2}$/, 'required');

/** An operation as it is planned. `people` are keys of members. Its targets are saved with it. */
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
  people: z.array(z.string()).min(1, 'choose'),
  targets: z.array(RecordId).min(1, 'choose').max(100, 'range'),
});
export type OperationEntry = z.infer<typeof OperationEntry>;

/** Whom a plan may name: the team's members, and who was planned and has left the team since. */
export function offeredMembers(team: RecordOf<'team'>, planned: Pick<Operation, 'team' | 'members'> | undefined): Member[] {
  return uniteMembers(team.fields.members, planned?.team === team.id ? planned.members : []);
}

/** The operation and its targets in one group: a target is bound when it is planned, so that no other operation takes it [O2]. */
export function planChanges(desk: Desk, entry: OperationEntry, offers: readonly Member[], offered: readonly Target[]): Change[] {
  const { from, to, people, targets: chosen, ...facts } = entry;
  const id = newRecordId(desk);
  const targets = offered.filter((target) => chosen.includes(target.id));
  const operation = createOf('operation', id, {
    ...facts,
    window: { from, to },
    members: tickedOf(offers, people),
    targets: targets.map(refOf),
    briefing: null,
    results: {},
    status: 'planned',
  });
  return [operation, ...targets.map((target) => bindChange(target, id))];
}

/** Targets that leave or join in one save: the plan itself is one change of it. */
const movedAtMost = limits.groupMutations - 1;

/**
 * A plan that is changed before it is approved: what joins is bound, what leaves is free for another operation, and is in no group any more.
 * `offered` are the operation's own targets and those that may join. Where more move than one save takes there are several groups, to be saved in
 * turn: after each of them the plan is whole, and what is left to do is what this answers for the plan as it stands then.
 */
export function replanGroups(
  operation: RecordOf<'operation'>,
  entry: OperationEntry,
  offers: readonly Member[],
  offered: readonly Target[],
): Change[][] {
  const { from, to, people, targets: chosen, ...facts } = entry;
  const had = new Set<string>(operation.fields.targets.map(({ id }) => id));
  // One that this device does not know was not taken out by anybody: it stays. What leaves goes first, to make room.
  const moving = [
    ...offered.filter((target) => had.has(target.id) && !chosen.includes(target.id)),
    ...offered.filter((target) => chosen.includes(target.id) && !had.has(target.id)),
  ];
  const saves = Math.max(1, Math.ceil(moving.length / movedAtMost));
  let plan = operation;
  return Array.from({ length: saves }, (_, n) => {
    const moved = moving.slice(n * movedAtMost, (n + 1) * movedAtMost);
    const left = moved.filter(({ id }) => had.has(id));
    const joined = moved.filter(({ id }) => !had.has(id));
    const stays = (id: string) => !left.some((target) => target.id === id);
    const groups = plan.fields.groups?.map((group) => ({ ...group, targets: group.targets.filter(stays) }));
    const set = {
      ...facts,
      window: { from, to },
      members: tickedOf(offers, people),
      targets: [...plan.fields.targets.filter(({ id }) => stays(id)), ...joined.map(refOf)],
      ...(groups === undefined ? {} : { groups: groups.filter((group) => group.targets.length > 0) }),
    };
    const change = patchOf(plan, set);
    plan = { ...plan, fields: { ...plan.fields, ...set } };
    return [change, ...left.map(releaseChange), ...joined.map((target) => bindChange(target, operation.id))];
  });
}

/** A plan as its form shows it. */
export function plannedEntry({ fields }: RecordOf<'operation'>): z.input<typeof OperationEntry> {
  const { no, date, window, team, leader, projectManager, safetyOfficer, weather, note, members, targets } = fields;
  const people = { team, leader, projectManager, safetyOfficer, people: members.map(memberKey) };
  return { no, date, from: window.from, to: window.to, ...people, weather, note, targets: targets.map(({ id }) => id) };
}
