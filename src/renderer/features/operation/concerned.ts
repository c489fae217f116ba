import type { RecordId } from '#domain/identity.ts';
import type { Contact, ContactWay, Operation } from '#domain/operation.ts';
import { furtherRooms, ownRoom } from '#domain/party.ts';
import type { Target } from './targets.ts';

/** Whom an operation has to reach: the household of a room, with all that concerns it, or a target that concerns no room. */
export interface Concerned {
  /** Of a form's fields. */
  key: string;
  /** Undefined of a target that this device does not know. */
  building: RecordId | undefined;
  room: string | null;
  targets: RecordId[];
  /** As its line calls them: their codes. */
  codes: string[];
}

/** The rooms that a target concerns, its own first; `[null]` where it concerns none. */
const roomsOf = ({ fields }: Target): (string | null)[] => {
  const rooms = [ownRoom(fields.place), ...furtherRooms(fields)].filter((room) => room !== null);
  return rooms.length === 0 ? [null] : rooms;
};

/** One name of a form's field: a point or a bracket in a room's code would part it. */
const keyOf = (building: RecordId | undefined, room: string) =>
  `${building}|${room.replace(/[^A-Za-z0-9-]/gu, (sign) => `_${sign.codePointAt(0)?.toString(16)}_`)}`;

/** Every household once, in the order of the plan. */
export function concernedBy({ targets }: Pick<Operation, 'targets'>, known: readonly Target[]): Concerned[] {
  const all = new Map<string, Concerned>();
  for (const { id } of targets) {
    const target = known.find((one) => one.id === id);
    const building = target?.fields.place.building;
    for (const room of target === undefined ? [null] : roomsOf(target)) {
      const key = room === null ? id : keyOf(building, room);
      const concerned = all.get(key) ?? { key, building, room, targets: [], codes: [] };
      concerned.targets.push(id);
      concerned.codes.push(target?.fields.code ?? id.slice(0, 8));
      all.set(key, concerned);
    }
  }
  return [...all.values()];
}

/** The answers to what is asked now: a draft may hold some of a plan that was another, and lacks what joined since. */
export function answersTo(
  concerned: readonly Concerned[],
  ways: Readonly<Record<string, ContactWay | ''>>,
): Record<string, ContactWay | ''> {
  return Object.fromEntries(concerned.map(({ key }) => [key, ways[key] ?? '']));
}

/** 联系尝试 as it is kept, from how each household was tried, by its key. */
export function contactsOf(
  concerned: readonly Concerned[],
  ways: Readonly<Record<string, ContactWay>>,
): NonNullable<Operation['contacts']> {
  const contacts: Record<string, Contact[]> = {};
  for (const { key, room, targets } of concerned) {
    const way = ways[key];
    if (way === undefined) continue;
    for (const id of targets) contacts[id] = [...(contacts[id] ?? []), { room, way }];
  }
  return contacts;
}
