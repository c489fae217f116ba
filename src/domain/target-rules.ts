import { type Change, removedQty } from './change.ts';
import type { PhotoRef } from './evidence.ts';
import { Fixture, fixtureMachine } from './fixture.ts';
import { sameJson } from './json.ts';
import { roomKey } from './place.ts';
import type { RuleId } from './rule.ts';
import { recheck, untouched } from './state.ts';
import { Structure, structureMachine } from './structure.ts';

/** [D1] who surveyed stays a surveyor: nobody becomes free to determine by leaving the list. */
function surveyorLeft(last: Structure, next: Structure): boolean {
  return last.status !== 'draft' && !last.surveyors.every((one) => next.surveyors.some((other) => sameJson(one, other)));
}

/** [A1] [A2] evidence is added to: no photo leaves the record that it was given to. */
function photoLeft(last: { photos: readonly PhotoRef[] }, next: { photos: readonly PhotoRef[] }): boolean {
  return !last.photos.every((one) => next.photos.some((other) => sameJson(one, other)));
}

export function structureRule({ before, after, user, around }: Change): RuleId | undefined {
  const next = Structure.parse(after.fields);
  const context = { user, removedQty: removedQty(after.id, around) };
  if (before === undefined) return recheck(structureMachine, untouched(structureMachine, next, 'draft'), next, context);
  const last = Structure.parse(before.fields);
  if (photoLeft(last, next)) return 'IMMUTABLE';
  if (surveyorLeft(last, next)) return 'D1';
  return recheck(structureMachine, last, next, context);
}

export function fixtureRule({ before, after, user, around }: Change): RuleId | undefined {
  const next = Fixture.parse(after.fields);
  const context = { user, removedQty: removedQty(after.id, around) };
  if (before === undefined) return sameJson(next, untouched(fixtureMachine, next, 'surveyed')) ? undefined : 'STATE';
  const last = Fixture.parse(before.fields);
  if (photoLeft(last, next)) return 'IMMUTABLE';
  return removedFixtureRule(last, next, context.removedQty) ?? recheck(fixtureMachine, last, next, context);
}

/** What was removed was removed: its account is its room's and its type's [C1] [C2], and no fewer were surveyed [O3]. */
function removedFixtureRule(last: Fixture, next: Fixture, removed: number): RuleId | undefined {
  if (removed === 0) return undefined;
  if (last.type !== next.type || roomKey(last.place) !== roomKey(next.place)) return 'C2';
  return next.qty < removed ? 'O3' : undefined;
}
