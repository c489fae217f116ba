import { type Change, living } from './change.ts';
import { closingRule, emptyRooms, openLines } from './closing.ts';
import { Entitlement } from './entitlement.ts';
import { Building, type Closing, Household, isClosed } from './estate.ts';
import type { RecordId, User } from './identity.ts';
import { sameJson } from './json.ts';
import { parseBuilding, roomKey } from './place.ts';
import type { Surroundings } from './record.ts';
import { householdRule, roomsRule } from './rooms.ts';
import type { RuleId } from './rule.ts';

export function buildingRule({ before, after, user, around }: Change): RuleId | undefined {
  const next = Building.parse(after.fields);
  if (before === undefined) {
    const corrected = next.closing || next.roomChanges?.length || next.readdresses?.length;
    return corrected ? 'STATE' : addressRule(undefined, next, after.id, around);
  }
  const last = Building.parse(before.fields);
  return (
    addressRule(last, next, after.id, around) ??
    readdressRule(last, next) ??
    roomsRule(last, next) ??
    closingStep(last, next, after.id, user, around)
  );
}

/**
 * One key, one building of an estate: a new key is normalised, is no other building's key, and is nothing that another was called, because signed
 * forms are still found under that. A building that is renamed keeps its old key as an alias.
 */
function addressRule(last: Building | undefined, next: Building, id: RecordId, around: Surroundings): RuleId | undefined {
  if (last?.key === next.key) return undefined;
  if (parseBuilding(next.key) !== next.key) return 'ADDRESS_BAD';
  if (last !== undefined && !next.aliases.includes(last.key)) return 'ADDRESS_BAD';
  const others = around.children('building', 'estate', next.estate).filter((other) => other.id !== id);
  const taken = others
    .map(({ fields }) => Building.parse(fields))
    .some(({ key, aliases }) => key === next.key || aliases.includes(next.key));
  return taken ? 'ADDRESS_TAKEN' : undefined;
}

/** [A1] a building's key changes with a reason, and earlier reasons stand as they were. Another spelling of the same key is no correction. */
function readdressRule(last: Building, next: Building): RuleId | undefined {
  const [was, is] = [last.readdresses ?? [], next.readdresses ?? []];
  if (!was.every((one) => is.some((other) => sameJson(one, other)))) return 'IMMUTABLE';
  if (last.key === next.key) return undefined;
  const told = is.filter((one) => !was.some((other) => sameJson(one, other)));
  const says = told.some(({ from, to }) => from.key === last.key && to.key === next.key);
  return says ? undefined : 'EVIDENCE_MISSING';
}

/** 结清 and its reopening: each once, by the one who approves it. */
function closingStep(last: Building, next: Building, id: RecordId, user: User, around: Surroundings): RuleId | undefined {
  if (sameJson(last.closing ?? null, next.closing ?? null)) return undefined;
  if (!next.closing) return 'IMMUTABLE';
  if (!isClosed(last)) return closeRule(next.closing, id, user, around);
  const { reopened } = next.closing;
  if (!reopened || !sameJson({ ...last.closing, reopened: null }, { ...next.closing, reopened: null })) return 'IMMUTABLE';
  return reopened.by.user === user.id ? undefined : 'ROLE';
}

/** [C7] nothing outstanding or disputed, but the approved 遗留清单 of rooms where nobody lives. */
function closeRule(closing: Closing, building: RecordId, user: User, around: Surroundings): RuleId | undefined {
  if (closing.reopened) return 'STATE';
  if (closing.by.user !== user.id) return 'ROLE';
  const lines = around
    .children('entitlement', 'place.building', building)
    .map(({ id, fields }) => ({ id, fields: Entitlement.parse(fields) }));
  const empty = emptyRooms(around.children('household', 'building', building).map(({ fields }) => Household.parse(fields)));
  const approved = closing.leftovers.map(({ line }) => line);
  const isLeftover = (line: (typeof lines)[number]) => approved.includes(line.id) && empty(roomKey(line.fields.place));
  const leftovers = openLines(lines).filter(isLeftover);
  if (leftovers.length < new Set(approved).size) return 'C7';
  return closingRule(lines, new Set(leftovers.map(({ id }) => id)));
}

/** What is taken down in a closed building waits until a reviewer reopens it: a closing that nobody took back would no longer be true [C7]. */
export function closedRule(building: RecordId, around: Surroundings): RuleId | undefined {
  const record = living(around, 'building', building);
  return record !== undefined && isClosed(Building.parse(record.fields)) ? 'BUILDING_CLOSED' : undefined;
}

export function occupancyRule({ before, after }: Change): RuleId | undefined {
  const next = Household.parse(after.fields);
  const last = before && Household.parse(before.fields);
  if (last?.ending && !sameJson(last.ending, next.ending ?? null)) return 'IMMUTABLE';
  return householdRule(next);
}
