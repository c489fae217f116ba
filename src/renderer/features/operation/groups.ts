import type { TargetRef } from '#domain/evidence.ts';
import type { Operation } from '#domain/operation.ts';
import { placeText } from '#domain/place.ts';
import { placeOf, type Target } from './targets.ts';

export type OperationGroup = NonNullable<Operation['groups']>[number];

/** An operation has at most so many. */
export const groupsAtMost = 20;

/** One group's part of an operation. `rest` are the targets that nobody leads; it has no name. */
export interface GroupPart {
  /** Its place among the groups, or `rest`: two groups may have one name. */
  key: string;
  name: string;
  leader: string;
  targets: TargetRef[];
  rest: boolean;
}

/** The targets group by group, each in the order they were planned; last those of no group. What left the operation is in no group any more. */
export function groupParts({ groups, targets }: Pick<Operation, 'groups' | 'targets'>): GroupPart[] {
  const led = (groups ?? []).map(({ name, leader, targets: ids }, index) => ({
    key: String(index),
    name,
    leader,
    targets: targets.filter(({ id }) => ids.includes(id)),
    rest: false,
  }));
  const rest = targets.filter(({ id }) => !led.some((group) => group.targets.some((one) => one.id === id)));
  return rest.length === 0 ? led : [...led, { key: 'rest', name: '', leader: '', targets: rest, rest: true }];
}

/** What to split by: each building one group, or each unit of each. */
export type SplitBy = 'building' | 'unit';

/**
 * Targets split into groups by where they are, in the order they were planned; undefined where that makes more groups than an operation has.
 * `buildings`: id → label, which a group is called by.
 */
export function splitTargets(
  targets: readonly Target[],
  by: SplitBy,
  buildings: ReadonlyMap<string, string>,
): OperationGroup[] | undefined {
  const groups = new Map<string, OperationGroup>();
  for (const target of targets) {
    const { building, unit } = placeOf(target);
    const within = by === 'unit' ? unit : null;
    const key = `${building} ${within ?? ''}`;
    const name = placeText({ building, unit: within, room: null, label: null }, buildings.get(building) ?? '').slice(0, 30);
    const group = groups.get(key) ?? { name, leader: '', targets: [] };
    group.targets.push(target.id);
    groups.set(key, group);
  }
  return groups.size > groupsAtMost ? undefined : [...groups.values()];
}

/** Where a person's group is among the parts: its leader's own comes first for them. */
export function ownFirst(parts: readonly GroupPart[], name: string): GroupPart[] {
  return parts.toSorted((a, b) => Number(b.leader === name) - Number(a.leader === name));
}
