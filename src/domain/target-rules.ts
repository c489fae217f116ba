import { type Origin, type Recheck, type Supplement, supplementMissing, type ToldApart } from './case.ts';
import { type Change, isOpenOperation, living, livingPolicy, removedQty } from './change.ts';
import { Posting, Statement } from './consultation.ts';
import { Removal } from './entitlement.ts';
import { type PhotoRef, photosAt } from './evidence.ts';
import { Fixture, fixtureMachine, surveyedQty } from './fixture.ts';
import type { RecordId } from './identity.ts';
import { sameJson } from './json.ts';
import { roomKey } from './place.ts';
import { Policy, policyInForce } from './policy.ts';
import type { Surroundings } from './record.ts';
import type { RuleId } from './rule.ts';
import { type ActContext, isUntouched, recheck, untouched } from './state.ts';
import { Structure } from './structure.ts';
import { structureMachine } from './structure-machine.ts';

/** [D1] who surveyed stays a surveyor: nobody becomes free to determine by leaving the list. */
function surveyorLeft(last: Structure, next: Structure): boolean {
  return last.status !== 'draft' && !last.surveyors.every((one) => next.surveyors.some((other) => sameJson(one, other)));
}

type Told = readonly (PhotoRef | Recheck | Supplement | ToldApart)[] | null | undefined;

/** [A1] [A2] what is added to keeps what it had: no photo leaves the record that it was given to. */
function isLeft(was: Told, is: Told): boolean {
  return !(was ?? []).every((one) => (is ?? []).some((other) => sameJson(one, other)));
}

interface Planned {
  operation: RecordId | null;
}

interface Surveyed {
  supplements?: readonly Supplement[] | null | undefined;
  apart?: readonly ToldApart[] | null | undefined;
  origin?: Origin | null | undefined;
}

/** [A1] where it came from stays, supplementary surveys and what it was told apart from are added to; each new survey has what one needs [O3]. */
function surveyRule(last: Surveyed, next: Surveyed): RuleId | undefined {
  if (!sameJson(last.origin ?? null, next.origin ?? null)) return 'IMMUTABLE';
  if (isLeft(last.supplements, next.supplements) || isLeft(last.apart, next.apart)) return 'IMMUTABLE';
  const [was, is] = [last.supplements ?? [], next.supplements ?? []];
  return is
    .filter((one) => !was.some((other) => sameJson(one, other)))
    .map(supplementMissing)
    .find((rule) => rule !== undefined);
}

/** [A1] rechecks are added to, and each new one shows with a photo what is there. */
function recheckRule(last: Structure, next: Structure): RuleId | undefined {
  if (isLeft(last.rechecks, next.rechecks)) return 'IMMUTABLE';
  const shown = photosAt(next.photos, 'AFTER') > photosAt(last.photos, 'AFTER');
  return (next.rechecks ?? []).length === (last.rechecks ?? []).length || shown ? undefined : 'RECHECK_PHOTO';
}

export function structureRule({ before, after, user, around }: Change): RuleId | undefined {
  const next = Structure.parse(after.fields);
  const context = { user, removedQty: removedQty(after.id, around), ...determinersOf(next, around) };
  if (before === undefined) return newStructureRule(next, context);
  const last = Structure.parse(before.fields);
  if (isLeft(last.photos, next.photos)) return 'IMMUTABLE';
  if (surveyorLeft(last, next)) return 'D1';
  if (next.status === 'kept' && last.status !== 'kept' && next.upheld && !isUpheld(after.id, next.upheld.statement, around))
    return 'NO_RECORD';
  return (
    plannedTwice(last, next, around) ?? surveyRule(last, next) ?? recheckRule(last, next) ?? recheck(structureMachine, last, next, context)
  );
}

/**
 * [D2] how many determine, and of which authority: what the policy in force on its day asks, whether or not the determination names one; one that it
 * names may ask for more, never for less.
 */
function determinersOf({ determination }: Structure, around: Surroundings): Pick<ActContext, 'determiners' | 'authorities'> {
  if (determination === null) return {};
  const policies = around.all('policy').map(({ id, fields }) => ({ id, fields: Policy.parse(fields) }));
  const inForce = policyInForce(policies, determination.on)?.fields;
  const named = livingPolicy(around, determination.policy);
  const authorities = inForce?.authorities ?? [];
  return {
    determiners: Math.max(inForce?.determiners ?? 1, named?.determiners ?? 1),
    ...(authorities.length === 0 ? {} : { authorities }),
  };
}

/** The statement that a structure is kept by is about it, and was upheld. */
function isUpheld(structure: RecordId, statement: RecordId, around: Surroundings): boolean {
  const record = living(around, 'statement', statement);
  const told = record && Statement.parse(record.fields);
  return told?.structure === structure && told.decision?.result === 'UPHELD';
}

/** What comes from before the app begins as surveyed: its source row stands for the survey. */
function newStructureRule(next: Structure, context: ActContext): RuleId | undefined {
  if (next.supplements?.length || next.rechecks?.length || next.apart?.length) return 'STATE';
  if (next.origin) return isUntouched(structureMachine, next, 'surveyed') ? undefined : 'STATE';
  return recheck(structureMachine, untouched(structureMachine, next, 'draft'), next, context);
}

export function fixtureRule({ before, after, user, around }: Change): RuleId | undefined {
  const next = Fixture.parse(after.fields);
  const context = { user, removedQty: removedQty(after.id, around) };
  if (before === undefined) return newFixtureRule(next);
  const last = Fixture.parse(before.fields);
  if (isLeft(last.photos, next.photos)) return 'IMMUTABLE';
  if (!sameJson(last.interim ?? null, next.interim ?? null) && next.status !== 'removed') return 'STATE';
  if (next.status === 'removed' && last.status === 'notified' && !isPosted(after.id, next, around)) return 'POSTING_MISSING';
  return (
    plannedTwice(last, next, around) ??
    removedFixtureRule(last, next, context.removedQty) ??
    surveyRule(last, next) ??
    recheck(fixtureMachine, last, next, context)
  );
}

/** [O2] a record leaves an open operation before another takes it. */
function plannedTwice(last: Planned, next: Planned, around: Surroundings): RuleId | undefined {
  if (last.operation === null || next.operation === null || last.operation === next.operation) return undefined;
  return isOpenOperation(last.operation, around) ? 'O2' : undefined;
}

/** What nobody claims hung out before it was taken down, and to the end. What residents took down alone needs none. */
function isPosted(id: RecordId, next: Fixture, around: Surroundings): boolean {
  if (!next.posting) return true;
  const posting = living(around, 'posting', next.posting);
  const until = posting && Posting.parse(posting.fields).to;
  const days = around.children('removal', 'target', id).map(({ fields }) => Removal.parse(fields).at.slice(0, 10));
  return until !== undefined && days.every((day) => until < day);
}

function newFixtureRule(next: Fixture): RuleId | undefined {
  if (next.photos.length === 0 && !next.origin) return 'SURVEY_PHOTOS';
  if (next.apart?.length) return 'STATE';
  const begins = isUntouched(fixtureMachine, next, 'surveyed') && !next.interim && !next.supplements?.length;
  return begins ? undefined : 'STATE';
}

/** What was removed was removed: its account is its room's and its type's [C1] [C2], and no fewer were surveyed [O3]. */
function removedFixtureRule(last: Fixture, next: Fixture, removed: number): RuleId | undefined {
  if (removed === 0) return undefined;
  if (last.type !== next.type || roomKey(last.place) !== roomKey(next.place)) return 'C2';
  return surveyedQty(next) < removed ? 'O3' : undefined;
}
