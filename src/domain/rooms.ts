import type { Building, Household, OccupancyEnding, RoomChange } from './estate.ts';
import type { Day } from './identity.ts';
import type { RuleId } from './rule.ts';

/** How many rooms a change of each kind takes and leaves. */
const shapes: Record<RoomChange['kind'], (from: number, to: number) => boolean> = {
  SPLIT: (from, to) => from === 1 && to >= 2,
  JOIN: (from, to) => from >= 2 && to === 1,
  RENAME: (from, to) => from === 1 && to === 1,
  MISTAKEN: (from, to) => from >= 1 && to === 0,
};

/**
 * Rooms split, joined, renamed or struck off. Things and lines keep the room they were recorded under, because an account is its room's [C1];
 * `roomsNow` leads from there to what it has become. Undefined where a room is not there, or would be there twice.
 */
export function changeRooms(building: Building, change: RoomChange): Building | undefined {
  const { kind, from, to } = change;
  const kept = building.rooms.filter((room) => !from.includes(room));
  const known = from.every((room) => building.rooms.includes(room)) && !to.some((room) => kept.includes(room));
  const each = new Set(from).size === from.length && new Set(to).size === to.length && !to.some((room) => from.includes(room));
  if (!known || !each || !shapes[kind](from.length, to.length)) return undefined;
  return { ...building, rooms: [...kept, ...to], roomChanges: [...(building.roomChanges ?? []), change] };
}

/** What a room has become, through every change since: itself where nothing changed, nothing where it was struck off. */
export function roomsNow(building: Pick<Building, 'rooms' | 'roomChanges'>, room: string): string[] {
  return (building.roomChanges ?? []).reduce<string[]>(
    (now, { from, to }) => [...new Set(now.flatMap((each) => (from.includes(each) ? to : [each])))],
    [room],
  );
}

/**
 * Undefined where every room that a building lost went by a change that says why, each change begins with rooms that are there, and earlier changes
 * stand as they were [A1]. Two desks that split one room differently are not both right: what it became would be told twice.
 */
export function roomsRule(last: Building, next: Building): RuleId | undefined {
  const [was, is] = [last.roomChanges ?? [], next.roomChanges ?? []];
  const same = (one: RoomChange, other: RoomChange) => JSON.stringify(one) === JSON.stringify(other);
  if (!was.every((one) => is.some((other) => same(one, other)))) return 'IMMUTABLE';
  const told = is.filter((one) => !was.some((other) => same(one, other)));
  if (!told.every(({ kind, from, to }) => shapes[kind](from.length, to.length))) return 'ROOM_LOST';
  if (!follow(last.rooms, told)) return 'ROOM_LOST';
  const lost = last.rooms.filter((room) => !next.rooms.includes(room));
  return lost.every((room) => told.some(({ from }) => from.includes(room))) ? undefined : 'ROOM_LOST';
}

/** Whether each change takes rooms that are there, or that the one before it left. */
function follow(rooms: readonly string[], changes: readonly RoomChange[]): boolean {
  const now = new Set(rooms);
  return changes.every(({ from, to }) => {
    const known = from.every((room) => now.delete(room));
    for (const room of to) now.add(room);
    return known;
  });
}

/** A household moves out, or becomes another: its occupancy ends, with a reason, and stays in the room's history. */
export function endOccupancy(household: Household, to: Day, ending: OccupancyEnding): Household | undefined {
  if (household.to !== null || (household.from !== null && to < household.from)) return undefined;
  return { ...household, to, ending };
}

/** 产权变更 and the like: the one occupancy ends the day the next begins. The rooms' lines stay with the room. */
export function succeed(
  household: Household,
  on: Day,
  ending: OccupancyEnding,
  next: Pick<Household, 'contactName' | 'phone' | 'occupancy'>,
): readonly [Household, Household] | undefined {
  const ended = endOccupancy(household, on, ending);
  if (ended === undefined) return undefined;
  const { building, unit, room } = household;
  const nobody = { to: null, ownerReachable: null, accommodation: null, note: '', source: null };
  return [ended, { ...nobody, building, unit, room, ...next, from: on }];
}

/** An occupancy ends no earlier than it begins, and an ending that was told is a day. */
export function householdRule(next: Household): RuleId | undefined {
  const backwards = next.from !== null && next.to !== null && next.to < next.from;
  return backwards || (next.ending && next.to === null) ? 'DATES' : undefined;
}
