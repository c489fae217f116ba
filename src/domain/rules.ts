import { mayBegin, mayCreate, patchRule } from './authority.ts';
import { buildingRule, closedRule, occupancyRule } from './building-rules.ts';
import {
  assignmentRule,
  debrisRule,
  findingRule,
  objectionRule,
  postingRule,
  projectRule,
  returnBatchRule,
  salvageRule,
  statementRule,
} from './casework-rules.ts';
import { type Change, eligible, isOpenOperation, living, livingPolicy, removedQty } from './change.ts';
import { Statement } from './consultation.ts';
import { isCounted, surveyedOpenings } from './count.ts';
import { Debris } from './debris.ts';
import { Removal } from './entitlement.ts';
import { entitlementRule, partGroupRule, replacementRule } from './entitlement-rules.ts';
import { Finding } from './finding.ts';
import { Fixture, surveyedQty } from './fixture.ts';
import { entitlementIdOf, type RecordId, type RecordType, type User } from './identity.ts';
import { sameJson } from './json.ts';
import { isolationLeft, Operation, operationMachine, reconcileMissing } from './operation.ts';
import { Photo } from './photo.ts';
import { findTypePolicy, Policy } from './policy.ts';
import { policyFlaws } from './policy-diff.ts';
import type { MergeRecord, Surroundings } from './record.ts';
import { relinkMissing } from './relink.ts';
import type { RuleId } from './rule.ts';
import { isUntouched, recheck } from './state.ts';
import { Structure } from './structure.ts';
import { structureMachine } from './structure-machine.ts';
import { surveyedArea } from './structure-sizes.ts';
import { fixtureRule, structureRule } from './target-rules.ts';

/** Facts, and what facts alone bring about: they are added to, and never taken away [A1] [A2] [C2]. */
const permanent: ReadonlySet<RecordType> = new Set([
  'policy',
  'sweep',
  'visit',
  'removal',
  'salvage',
  'entitlement',
  'replacement',
  'photo',
]);

/** [O1] what an operation ended with stays complete: no target joins it without an outcome. */
const endedStates: readonly Operation['status'][] = ['cutShort', 'reconciled', 'closed'];

/** [O2] no target joins that another open operation holds. */
function isHeldElsewhere({ type, id }: Operation['targets'][number], operation: RecordId, around: Surroundings): boolean {
  const holder = living(around, type, id)?.fields.operation;
  return typeof holder === 'string' && holder !== operation && isOpenOperation(holder as RecordId, around);
}

function operationRule({ before, after, user, around }: Change): RuleId | undefined {
  const next = Operation.parse(after.fields);
  const joined = next.targets.filter(
    ({ id }) => before === undefined || !Operation.parse(before.fields).targets.some((one) => one.id === id),
  );
  if (joined.some((target) => isHeldElsewhere(target, after.id, around))) return 'O2';
  const context = { user, removedQty: 0 };
  if (before === undefined) return isUntouched(operationMachine, next, 'planned') ? undefined : 'STATE';
  const last = Operation.parse(before.fields);
  if (isolationLeft(last, next)) return 'IMMUTABLE';
  const step = recheck(operationMachine, last, next, context);
  return step ?? (endedStates.includes(next.status) ? reconcileMissing(next) : undefined);
}

/** [O3] no more than was surveyed; [O4] nothing compulsory without enforcementDecided; [C3] a fixture's removal names its policy. */
function removalRule({ before, after, around }: Change): RuleId | undefined {
  if (before !== undefined) return 'IMMUTABLE';
  const removal = Removal.parse(after.fields);
  // A fixture is not 违建: no decision makes its removal compulsory.
  if (removal.mode === 'COMPULSORY' && removal.targetType === 'fixture') return 'O4';
  const target = living(around, removal.targetType, removal.target);
  if (target === undefined) return removal.mode === 'COMPULSORY' ? 'O4' : 'NO_RECORD';
  const total = removedQty(removal.target, around) + removal.qty;
  // An old removal has the evidence of the old thing it is about, and no other.
  if (removal.origin && !sameJson(removal.origin, target.fields.origin ?? null)) return 'EVIDENCE_MISSING';
  if (removal.targetType === 'structure' && removal.counted) return 'COUNT';
  if (removal.targetType === 'structure') return structureRemovalRule(removal, Structure.parse(target.fields), total);
  const policy = livingPolicy(around, removal.policy);
  if (policy === undefined) return 'C3';
  const fixture = Fixture.parse(target.fields);
  if (fixture.status === 'kept' || fixture.status === 'void') return 'STATE';
  if (!isCounted(removal, fixture, findTypePolicy(policy, fixture.type))) return 'COUNT';
  const openings = removedOpenings(removal.target, around) + countedOpenings(removal);
  return total > surveyedQty(fixture) || openings > surveyedOpenings(fixture) ? 'O3' : closedRule(fixture.place.building, around);
}

/** Windows that a removal laid bare: as counted, or one a piece where it was not counted by them. */
const countedOpenings = ({ qty, counted }: Removal) => (counted?.unit === 'OPENING' ? counted.qty : qty);

function removedOpenings(target: RecordId, around: Surroundings): number {
  return around.children('removal', 'target', target).reduce((sum, { fields }) => sum + countedOpenings(Removal.parse(fields)), 0);
}

/** A structure goes once, and once more for every time it was rebuilt. */
function structureRemovalRule(removal: Removal, structure: Structure, total: number): RuleId | undefined {
  if (removal.mode === 'COMPULSORY' && !structure.enforcement) return 'O4';
  if (!structureMachine.remove.from.some((status) => status === structure.status)) return 'STATE';
  const surveyed = surveyedArea(structure);
  const tooOften = total > 1 + (structure.reopenings ?? []).length;
  return tooOften || (surveyed !== null && (removal.areaM2 ?? 0) > surveyed) ? 'O3' : undefined;
}

/** [A2] a photo never changes; [A3] it may be linked to another record, and its watermark follows; copies that left stay noted [A1]. */
function photoRule({ before, after }: Change): RuleId | undefined {
  if (before === undefined) return undefined;
  const [last, next] = [Photo.parse(before.fields), Photo.parse(after.fields)];
  const bare = (photo: Photo) => ({ ...photo, links: null, watermark: null, relinks: null, redactions: null, marks: null, shares: null });
  const kept = (last.shares ?? []).every((one) => next.shares?.some((other) => sameJson(one, other)));
  return kept && sameJson(bare(last), bare(next)) ? relinkMissing(last, next) : 'IMMUTABLE';
}

/** A policy that contradicts itself would freeze the contradiction into every record made under it. */
function policyRule({ before, after }: Change): RuleId | undefined {
  if (before !== undefined) return 'IMMUTABLE';
  return policyFlaws(Policy.parse(after.fields)).length > 0 ? 'POLICY_BAD' : undefined;
}

const rulesOf: Partial<Record<RecordType, (change: Change) => RuleId | undefined>> = {
  policy: policyRule,
  building: buildingRule,
  household: occupancyRule,
  structure: structureRule,
  fixture: fixtureRule,
  operation: operationRule,
  removal: removalRule,
  entitlement: entitlementRule,
  replacement: replacementRule,
  photo: photoRule,
  debris: debrisRule,
  finding: findingRule,
  statement: statementRule,
  objection: objectionRule,
  consultation: objectionRule,
  salvage: salvageRule,
  project: projectRule,
  returnBatch: returnBatchRule,
  posting: postingRule,
  assignment: assignmentRule,
};

const begun = (record: MergeRecord, user: User): RuleId | undefined => (mayBegin(record, user) ? undefined : 'ROLE');

/** The first rule that a change would break; undefined where it breaks none. Device and server ask the same. */
export function brokenRule(
  before: MergeRecord | undefined,
  after: MergeRecord,
  context: Surroundings & { user: User },
): RuleId | undefined {
  const unauthorised = before === undefined ? begun(after, context.user) : patchRule(before, after, context.user);
  if (unauthorised !== undefined) return unauthorised;
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
    case 'debris':
      return Debris.parse(fields).status === 'surveyed';
    case 'finding':
      return Finding.parse(fields).status === 'found';
    case 'statement':
      return Statement.parse(fields).decision === null;
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

/** Types of records that can be right alone and lack something once their whole group stands: ask `groupRule` of them then. */
export const askedWithGroup: ReadonlySet<RecordType> = new Set(['removal', 'entitlement']);

/**
 * What a new record lacks once its whole group stands: a removal of an eligible type opens its line in the same group, or C1 would not
 * hold at that commit [C2]; and a line is split in the group that makes its parts [C1]. Undefined where it lacks nothing.
 */
export function groupRule(record: MergeRecord, around: Surroundings): RuleId | undefined {
  if (record.type === 'entitlement') return partGroupRule(record, around);
  if (record.type !== 'removal') return undefined;
  const removal = Removal.parse(record.fields);
  const target = removal.targetType === 'fixture' ? living(around, 'fixture', removal.target) : undefined;
  const fixture = target && Fixture.parse(target.fields);
  if (fixture === undefined || !eligible(livingPolicy(around, removal.policy), fixture.type, fixture.side)) return undefined;
  return living(around, 'entitlement', entitlementIdOf(record.id)) === undefined ? 'C2' : undefined;
}
