import { Entitlement, entitlementMachine, installPhotosMissing, Removal, Replacement, shortMeasures } from './entitlement.ts';
import type { PhotoRef } from './evidence.ts';
import { Fixture, fixtureMachine } from './fixture.ts';
import { entitlementIdOf, type RecordId, type RecordType, type Role, type User } from './identity.ts';
import { sameJson } from './json.ts';
import { Operation, operationMachine, reconcileMissing } from './operation.ts';
import { Photo } from './photo.ts';
import { roomKey } from './place.ts';
import { type FixtureType, findTypePolicy, Policy, type PolicyRef } from './policy.ts';
import type { MergeRecord, Surroundings } from './record.ts';
import type { RuleId } from './rule.ts';
import { recheck, untouched } from './state.ts';
import { Structure, structureMachine } from './structure.ts';

/** A change as a rule sees it: the record before (undefined when new), the record it would be, who acts, and what stands beside it. */
interface Change {
  before: MergeRecord | undefined;
  after: MergeRecord;
  user: User;
  around: Surroundings;
}

const everyone: readonly Role[] = ['team', 'community', 'clerk', 'reviewer', 'district'];

/** Who may bring a record of each type into being. */
const creators: Readonly<Record<RecordType, readonly Role[]>> = {
  policy: ['district'],
  estate: ['clerk', 'district'],
  building: ['clerk', 'community', 'district'],
  household: ['clerk', 'community'],
  team: ['team', 'clerk'],
  sweep: ['team', 'community'],
  structure: ['team', 'community'],
  fixture: ['team', 'community'],
  operation: ['team', 'clerk'],
  removal: ['team'],
  entitlement: ['team'],
  replacement: ['team', 'community'],
  photo: everyone,
};

/** Facts, and what facts alone bring about: they are added to, and never taken away [A1] [A2] [C2]. */
const permanent: ReadonlySet<RecordType> = new Set(['policy', 'sweep', 'removal', 'entitlement', 'replacement', 'photo']);

/** A record that has not been deleted. */
function living(around: Surroundings, type: RecordType, id: RecordId): MergeRecord | undefined {
  const record = around.record(type, id);
  return record?.deleted ? undefined : record;
}

function livingPolicy(around: Surroundings, ref: PolicyRef | null): Policy | undefined {
  const record = ref === null ? undefined : living(around, 'policy', ref.id);
  const policy = record && Policy.parse(record.fields);
  return policy?.version === ref?.version ? policy : undefined;
}

/** Units of a target that removals account for. */
function removedQty(target: RecordId, around: Surroundings): number {
  return around.children('removal', 'target', target).reduce((sum, removal) => sum + Removal.parse(removal.fields).qty, 0);
}

/** [D1] who surveyed stays a surveyor: nobody becomes free to determine by leaving the list. */
function surveyorLeft(last: Structure, next: Structure): boolean {
  return last.status !== 'draft' && !last.surveyors.every((one) => next.surveyors.some((other) => sameJson(one, other)));
}

/** [A1] [A2] evidence is added to: no photo leaves the record that it was given to. */
function photoLeft(last: { photos: readonly PhotoRef[] }, next: { photos: readonly PhotoRef[] }): boolean {
  return !last.photos.every((one) => next.photos.some((other) => sameJson(one, other)));
}

function structureRule({ before, after, user, around }: Change): RuleId | undefined {
  const next = Structure.parse(after.fields);
  const context = { user, removedQty: removedQty(after.id, around) };
  if (before === undefined) return recheck(structureMachine, untouched(structureMachine, next, 'draft'), next, context);
  const last = Structure.parse(before.fields);
  if (photoLeft(last, next)) return 'IMMUTABLE';
  if (surveyorLeft(last, next)) return 'D1';
  return recheck(structureMachine, last, next, context);
}

function fixtureRule({ before, after, user, around }: Change): RuleId | undefined {
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

/** [O1] what an operation ended with stays complete: no target joins it without an outcome. */
const endedStates: readonly Operation['status'][] = ['cutShort', 'reconciled', 'closed'];

function operationRule({ before, after, user }: Change): RuleId | undefined {
  const next = Operation.parse(after.fields);
  const context = { user, removedQty: 0 };
  if (before === undefined) return sameJson(next, untouched(operationMachine, next, 'planned')) ? undefined : 'STATE';
  const step = recheck(operationMachine, Operation.parse(before.fields), next, context);
  return step ?? (endedStates.includes(next.status) ? reconcileMissing(next) : undefined);
}

/** [O3] no more than was surveyed; [O4] nothing compulsory without enforcementDecided; [C3] a fixture's removal names its policy. */
function removalRule({ before, after, around }: Change): RuleId | undefined {
  if (before !== undefined) return 'IMMUTABLE';
  const removal = Removal.parse(after.fields);
  if (removal.mode === 'COMPULSORY') return 'O4';
  const target = living(around, removal.targetType, removal.target);
  if (target === undefined) return 'NO_RECORD';
  const total = removedQty(removal.target, around) + removal.qty;
  if (removal.targetType === 'structure') {
    const surveyed = Structure.parse(target.fields).areaM2;
    return total > 1 || (surveyed !== null && (removal.areaM2 ?? 0) > surveyed) ? 'O3' : undefined;
  }
  if (livingPolicy(around, removal.policy) === undefined) return 'C3';
  return total > Fixture.parse(target.fields).qty ? 'O3' : undefined;
}

function eligible(policy: Policy | undefined, type: FixtureType): boolean {
  return policy !== undefined && findTypePolicy(policy, type)?.eligible === true;
}

/** [C2] the line is exactly its removal's; [C3] its type is eligible under the frozen policy. */
function entitlementOpenRule({ after, around }: Change): RuleId | undefined {
  const line = Entitlement.parse(after.fields);
  const removalRecord = living(around, 'removal', line.removal);
  const fixtureRecord = living(around, 'fixture', line.fixture);
  if (removalRecord === undefined || fixtureRecord === undefined) return 'NO_RECORD';
  const removal = Removal.parse(removalRecord.fields);
  if (after.id !== entitlementIdOf(line.removal) || !isLineOf(line, removal, Fixture.parse(fixtureRecord.fields))) return 'C2';
  if (!sameJson(line.policy, removal.policy)) return 'C3';
  return eligible(livingPolicy(around, line.policy), line.type) ? undefined : 'C3';
}

/** What the line says is what the removal and the fixture say, and no step has been taken yet. */
function isLineOf(line: Entitlement, removal: Removal, fixture: Fixture): boolean {
  const same = removal.target === line.fixture && removal.qty === line.qty && fixture.type === line.type;
  const there = roomKey(line.place) === roomKey(fixture.place) && removal.at.startsWith(line.removedOn);
  const sized = sameJson(line.removedSizes, removal.sizes ?? fixture.sizes);
  return same && there && sized && sameJson(line, untouched(entitlementMachine, line, 'open'));
}

/** [C5] a shortfall blocks acceptance until it is signed with a reason. */
function sizeRule(line: Entitlement, around: Surroundings): RuleId | undefined {
  const policy = livingPolicy(around, line.policy);
  const replacementRecord = line.replacement === null ? undefined : living(around, 'replacement', line.replacement);
  const type = policy && findTypePolicy(policy, line.type);
  if (type === undefined || replacementRecord === undefined) return 'C5';
  const short = shortMeasures(line.removedSizes, Replacement.parse(replacementRecord.fields).sizes, type);
  return short.length > 0 && line.shortfall === null ? 'SHORTFALL_UNSIGNED' : undefined;
}

/** What a line has from its removal, and keeps [C2]. */
const derived = [
  'removal',
  'fixture',
  'place',
  'type',
  'qty',
  'removedSizes',
  'removedOn',
  'policy',
] as const satisfies (keyof Entitlement)[];

function entitlementRule(change: Change): RuleId | undefined {
  if (change.before === undefined) return entitlementOpenRule(change);
  const last = Entitlement.parse(change.before.fields);
  const next = Entitlement.parse(change.after.fields);
  if (derived.some((field) => !sameJson(last[field], next[field]))) return 'C2';
  const step = recheck(entitlementMachine, last, next, { user: change.user, removedQty: 0 });
  if (step !== undefined || last.status === next.status) return step;
  if (next.status === 'installed' && !settles(next, change)) return 'C2';
  return next.status === 'accepted' ? sizeRule(next, change.around) : undefined;
}

/** A uniform addition stands outside the account: it settles nothing. */
function settles(line: Entitlement, { after, around }: Change): boolean {
  const record = line.replacement === null ? undefined : living(around, 'replacement', line.replacement);
  const replacement = record && Replacement.parse(record.fields);
  return replacement?.basis === 'ENTITLEMENT' && replacement.entitlement === after.id;
}

/** [C2] one installed piece settles exactly one line, and a line is settled once, unless it is being reworked. */
function replacementRule({ before, after, around }: Change): RuleId | undefined {
  if (before !== undefined) return 'IMMUTABLE';
  const replacement = Replacement.parse(after.fields);
  if (replacement.basis === 'UNIFORM') return installPhotosMissing(replacement);
  const line = living(around, 'entitlement', replacement.entitlement);
  if (line === undefined) return 'NO_RECORD';
  const settled = around
    .children('replacement', 'entitlement', replacement.entitlement)
    .some((other) => other.id !== after.id && Replacement.parse(other.fields).basis === 'ENTITLEMENT');
  if (settled && Entitlement.parse(line.fields).status !== 'rework') return 'C2';
  return installPhotosMissing(replacement);
}

/** [A2] a photo never changes; [A3] it may be linked to another record, and its watermark follows. */
function photoRule({ before, after }: Change): RuleId | undefined {
  if (before === undefined) return undefined;
  const { links: _was, watermark: _old, ...last } = Photo.parse(before.fields);
  const { links: _is, watermark: _new, ...next } = Photo.parse(after.fields);
  return sameJson(last, next) ? undefined : 'IMMUTABLE';
}

const rulesOf: Partial<Record<RecordType, (change: Change) => RuleId | undefined>> = {
  structure: structureRule,
  fixture: fixtureRule,
  operation: operationRule,
  removal: removalRule,
  entitlement: entitlementRule,
  replacement: replacementRule,
  photo: photoRule,
};

function mayCreate(type: RecordType, user: User): boolean {
  return user.roles.some((role) => creators[type].includes(role));
}

/** The first rule that a change would break; undefined where it breaks none. Device and server ask the same. */
export function brokenRule(
  before: MergeRecord | undefined,
  after: MergeRecord,
  context: Surroundings & { user: User },
): RuleId | undefined {
  if (before === undefined && !mayCreate(after.type, context.user)) return 'ROLE';
  return rulesOf[after.type]?.({ before, after, user: context.user, around: context });
}

/** True while nothing has been built on a record: no step after the first, nothing removed. Later it ends as `void`, with a reason. */
function isUnbuiltOn({ type, id, fields }: MergeRecord, around: Surroundings): boolean {
  switch (type) {
    case 'structure':
      return ['draft', 'surveyed'].includes(Structure.parse(fields).status) && removedQty(id, around) === 0;
    case 'fixture':
      return Fixture.parse(fields).status === 'surveyed' && removedQty(id, around) === 0;
    case 'operation':
      return Operation.parse(fields).status === 'planned';
    default:
      return true;
  }
}

/** The rule that keeps a record from being deleted; undefined where it may be. */
export function deletionRule(record: MergeRecord, context: Surroundings & { user: User }): RuleId | undefined {
  return restorationRule(record, context) ?? (isUnbuiltOn(record, context) ? undefined : 'STATE');
}

/** The rule that keeps a record from being brought back; undefined where it may be. */
export function restorationRule({ type }: MergeRecord, { user }: { user: User }): RuleId | undefined {
  if (permanent.has(type)) return 'IMMUTABLE';
  return mayCreate(type, user) ? undefined : 'ROLE';
}

/**
 * What a new record lacks once its whole group stands: a removal of an eligible type opens its line in the same group, or C1 would not
 * hold at that commit [C2]. Undefined where it lacks nothing.
 */
export function groupRule({ type, id, fields }: MergeRecord, around: Surroundings): RuleId | undefined {
  if (type !== 'removal') return undefined;
  const removal = Removal.parse(fields);
  const target = removal.targetType === 'fixture' ? living(around, 'fixture', removal.target) : undefined;
  if (target === undefined || !eligible(livingPolicy(around, removal.policy), Fixture.parse(target.fields).type)) return undefined;
  return living(around, 'entitlement', entitlementIdOf(id)) === undefined ? 'C2' : undefined;
}
