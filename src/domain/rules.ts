import { Entitlement, entitlementMachine, installPhotosMissing, Removal, Replacement, shortMeasures } from './entitlement.ts';
import { Fixture, fixtureMachine } from './fixture.ts';
import { entitlementIdOf, type RecordId, type RecordType, type Role, type User } from './identity.ts';
import { Operation, operationMachine } from './operation.ts';
import { findTypePolicy, Policy } from './policy.ts';
import type { MergeRecord, Surroundings } from './record.ts';
import type { RuleId } from './rule.ts';
import { recheck } from './state.ts';
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

/** Units of a target that removals account for. */
function removedQty(target: RecordId, around: Surroundings): number {
  return around.children('removal', 'target', target).reduce((sum, removal) => sum + Removal.parse(removal.fields).qty, 0);
}

function structureRule({ before, after, user, around }: Change): RuleId | undefined {
  const next = Structure.parse(after.fields);
  const context = { user, removedQty: removedQty(after.id, around) };
  if (before === undefined) {
    if (next.status === 'draft') return undefined;
    return recheck(structureMachine, { ...next, status: 'draft' }, next, context);
  }
  const last = Structure.parse(before.fields);
  return last.status === next.status ? undefined : recheck(structureMachine, last, next, context);
}

function fixtureRule({ before, after, user, around }: Change): RuleId | undefined {
  const next = Fixture.parse(after.fields);
  if (before === undefined) return next.status === 'surveyed' ? undefined : 'STATE';
  const last = Fixture.parse(before.fields);
  if (last.status === next.status) return undefined;
  return recheck(fixtureMachine, last, next, { user, removedQty: removedQty(after.id, around) });
}

function operationRule({ before, after, user }: Change): RuleId | undefined {
  const next = Operation.parse(after.fields);
  if (before === undefined) return next.status === 'planned' ? undefined : 'STATE';
  const last = Operation.parse(before.fields);
  return last.status === next.status ? undefined : recheck(operationMachine, last, next, { user, removedQty: 0 });
}

/** [O3] no more than was surveyed; [O4] nothing compulsory without enforcementDecided; [C3] a fixture's removal names its policy. */
function removalRule({ before, after, around }: Change): RuleId | undefined {
  if (before !== undefined) return 'IMMUTABLE';
  const removal = Removal.parse(after.fields);
  if (removal.mode === 'COMPULSORY') return 'O4';
  const target = around.record(removal.targetType, removal.target);
  if (target === undefined || target.deleted) return 'NO_RECORD';
  const total = removedQty(removal.target, around) + removal.qty;
  if (removal.targetType === 'structure') {
    const surveyed = Structure.parse(target.fields).areaM2;
    return total > 1 || (surveyed !== null && (removal.areaM2 ?? 0) > surveyed) ? 'O3' : undefined;
  }
  if (removal.policy === null || around.record('policy', removal.policy.id) === undefined) return 'C3';
  return total > Fixture.parse(target.fields).qty ? 'O3' : undefined;
}

/** [C2] the line is exactly its removal's; [C3] its type is eligible under the frozen policy. */
function entitlementOpenRule({ after, around }: Change): RuleId | undefined {
  const line = Entitlement.parse(after.fields);
  const removalRecord = around.record('removal', line.removal);
  const fixtureRecord = around.record('fixture', line.fixture);
  const policyRecord = around.record('policy', line.policy.id);
  if (removalRecord === undefined || fixtureRecord === undefined) return 'NO_RECORD';
  const removal = Removal.parse(removalRecord.fields);
  const fixture = Fixture.parse(fixtureRecord.fields);
  const same =
    after.id === entitlementIdOf(line.removal) && removal.target === line.fixture && removal.qty === line.qty && fixture.type === line.type;
  if (!same || line.status !== 'open') return 'C2';
  if (policyRecord === undefined || removal.policy?.id !== line.policy.id) return 'C3';
  return findTypePolicy(Policy.parse(policyRecord.fields), line.type)?.eligible === true ? undefined : 'C3';
}

/** [C5] a shortfall blocks acceptance until it is signed with a reason. */
function sizeRule(line: Entitlement, around: Surroundings): RuleId | undefined {
  const policyRecord = around.record('policy', line.policy.id);
  const replacementRecord = line.replacement === null ? undefined : around.record('replacement', line.replacement);
  const type = policyRecord && findTypePolicy(Policy.parse(policyRecord.fields), line.type);
  if (type === undefined || replacementRecord === undefined) return 'C5';
  const short = shortMeasures(line.removedSizes, Replacement.parse(replacementRecord.fields).sizes, type);
  return short.length > 0 && line.shortfall === null ? 'SHORTFALL_UNSIGNED' : undefined;
}

function entitlementRule(change: Change): RuleId | undefined {
  if (change.before === undefined) return entitlementOpenRule(change);
  const last = Entitlement.parse(change.before.fields);
  const next = Entitlement.parse(change.after.fields);
  if (last.removal !== next.removal || last.fixture !== next.fixture || last.qty !== next.qty || last.type !== next.type) return 'C2';
  if (last.status === next.status) return undefined;
  const step = recheck(entitlementMachine, last, next, { user: change.user, removedQty: 0 });
  if (step !== undefined) return step;
  if (next.status === 'installed' && !settles(next, change)) return 'C2';
  return next.status === 'accepted' ? sizeRule(next, change.around) : undefined;
}

function settles(line: Entitlement, { after, around }: Change): boolean {
  const replacement = line.replacement === null ? undefined : around.record('replacement', line.replacement);
  return replacement !== undefined && Replacement.parse(replacement.fields).entitlement === after.id;
}

/** [C2] one installed piece settles exactly one line, and a line is settled once, unless it is being reworked. */
function replacementRule({ before, after, around }: Change): RuleId | undefined {
  if (before !== undefined) return 'IMMUTABLE';
  const replacement = Replacement.parse(after.fields);
  if (replacement.basis === 'UNIFORM') return installPhotosMissing(replacement);
  const line = around.record('entitlement', replacement.entitlement);
  if (line === undefined) return 'NO_RECORD';
  const settled = around.children('replacement', 'entitlement', replacement.entitlement).some((other) => other.id !== after.id);
  if (settled && Entitlement.parse(line.fields).status !== 'rework') return 'C2';
  return installPhotosMissing(replacement);
}

const rulesOf: Partial<Record<RecordType, (change: Change) => RuleId | undefined>> = {
  structure: structureRule,
  fixture: fixtureRule,
  operation: operationRule,
  removal: removalRule,
  entitlement: entitlementRule,
  replacement: replacementRule,
};

/** The first rule that a change would break; undefined where it breaks none. Device and server ask the same. */
export function brokenRule(
  before: MergeRecord | undefined,
  after: MergeRecord,
  context: Surroundings & { user: User },
): RuleId | undefined {
  const mayCreate = context.user.roles.some((role) => creators[after.type].includes(role));
  if (before === undefined && !mayCreate) return 'ROLE';
  return rulesOf[after.type]?.({ before, after, user: context.user, around: context });
}
