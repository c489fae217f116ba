import { type Change, eligible, living, livingPolicy } from './change.ts';
import { countOf, unitOf } from './count.ts';
import { Entitlement, entitlementMachine, installPhotosMissing, Removal, Replacement, returnedType, shortMeasures } from './entitlement.ts';
import { Fixture } from './fixture.ts';
import { entitlementIdOf, partIdOf } from './identity.ts';
import { sameJson } from './json.ts';
import { roomKey } from './place.ts';
import { findTypePolicy, mayCost, mayReturnAs } from './policy.ts';
import type { MergeRecord, Surroundings } from './record.ts';
import type { RuleId } from './rule.ts';
import { isUntouched, recheck } from './state.ts';

/** [C2] the line is exactly its removal's; [C3] its type is eligible under the frozen policy. */
function openRule({ after, around }: Change): RuleId | undefined {
  const line = Entitlement.parse(after.fields);
  const removalRecord = living(around, 'removal', line.removal);
  const fixtureRecord = living(around, 'fixture', line.fixture);
  if (removalRecord === undefined || fixtureRecord === undefined) return 'NO_RECORD';
  const removal = Removal.parse(removalRecord.fields);
  const fixture = Fixture.parse(fixtureRecord.fields);
  if (after.id !== entitlementIdOf(line.removal) || !isLineOf(line, removal, fixture)) return 'C2';
  if (!sameJson(line.policy, removal.policy)) return 'C3';
  return eligible(livingPolicy(around, line.policy), line.type, fixture.side) ? undefined : 'C3';
}

/** What the line says is what the removal and the fixture say, and no step has been taken yet. */
function isLineOf(line: Entitlement, removal: Removal, fixture: Fixture): boolean {
  const owed = countOf(removal);
  const counted = owed.qty === line.qty && owed.unit === unitOf(line);
  const same = removal.target === line.fixture && counted && fixture.type === line.type;
  const there = roomKey(line.place) === roomKey(fixture.place) && removal.at.startsWith(line.removedOn);
  const sized = sameJson(line.removedSizes, removal.sizes ?? fixture.sizes);
  return same && there && sized && isUntouched(entitlementMachine, line, 'open');
}

/** What a line has from its removal, and keeps [C2]. */
const derived = [
  'removal',
  'fixture',
  'place',
  'type',
  'qty',
  'countedIn',
  'removedSizes',
  'removedOn',
  'policy',
  'partOf',
] as const satisfies (keyof Entitlement)[];

/** [C2] a part carries on what its line had come to, for fewer pieces, and the line waits to be split. */
function partRule({ after, around }: Change, lineId: MergeRecord['id']): RuleId | undefined {
  const record = living(around, 'entitlement', lineId);
  if (record === undefined) return 'NO_RECORD';
  const line = Entitlement.parse(record.fields);
  const part = Entitlement.parse(after.fields);
  if (!entitlementMachine.split.from.some((status) => status === line.status)) return 'STATE';
  const isPart = after.id === partIdOf(lineId, 1) || after.id === partIdOf(lineId, 2);
  const carried = sameJson({ ...part, qty: line.qty, partOf: line.partOf ?? null }, { ...line, partOf: line.partOf ?? null });
  return isPart && carried && part.qty < line.qty ? undefined : 'C2';
}

function partsQty({ id }: MergeRecord, around: Surroundings): number {
  return around.children('entitlement', 'partOf', id).reduce((sum, part) => sum + Entitlement.parse(part.fields).qty, 0);
}

export function entitlementRule(change: Change): RuleId | undefined {
  const { before, after, user, around } = change;
  const next = Entitlement.parse(after.fields);
  if (before === undefined) return next.partOf ? partRule(change, next.partOf) : openRule(change);
  const last = Entitlement.parse(before.fields);
  if (derived.some((field) => !sameJson(last[field] ?? null, next[field] ?? null))) return 'C2';
  const step = recheck(entitlementMachine, last, next, { user, removedQty: 0, partsQty: partsQty(after, around) });
  if (step !== undefined || last.status === next.status || last.status === 'disputed') return step;
  return arrivalRule(next, change);
}

/** What a line needs from other records to come to its new state. */
function arrivalRule(line: Entitlement, change: Change): RuleId | undefined {
  switch (line.status) {
    case 'confirmed':
      return choiceRule(line, change.around);
    case 'installed':
      return settles(line, change) ? undefined : 'C2';
    case 'accepted':
      return sizeRule(line, change.around);
    case 'compensated':
      return livingPolicy(change.around, line.policy)?.compensation === true ? undefined : 'COMPENSATION_OFF';
    case 'rework':
      return reworkRule(line, change);
    case 'closed':
      return warrantyRule(line, change.around);
    default:
      return undefined;
  }
}

/** [C2] another type comes back only by the exchange table; an upgrade costs no more than a policy that lists them says. */
function choiceRule(line: Entitlement, around: Surroundings): RuleId | undefined {
  const policy = livingPolicy(around, line.policy);
  const type = returnedType(line);
  if (policy === undefined) return type === line.type ? undefined : 'C2';
  if (!mayReturnAs(policy, line.type, type)) return 'C2';
  const choice = line.confirmation;
  return choice === null || mayCost(policy, type, choice.spec, choice.upgradeYuan) ? undefined : 'UPGRADE_UNLISTED';
}

function replacementOf(line: Entitlement, around: Surroundings): Replacement | undefined {
  const record = line.replacement === null ? undefined : living(around, 'replacement', line.replacement);
  return record && Replacement.parse(record.fields);
}

/** [C2] the piece is this line's, and of the type that was chosen. A uniform addition stands outside the account: it settles nothing. */
function settles(line: Entitlement, { after, around }: Change): boolean {
  const piece = replacementOf(line, around);
  return piece?.basis === 'ENTITLEMENT' && piece.entitlement === after.id && (piece.type ?? line.type) === returnedType(line);
}

/** [C5] a shortfall blocks acceptance until it is signed with a reason. An exchange is measured as what it came back as. */
function sizeRule(line: Entitlement, around: Surroundings): RuleId | undefined {
  const policy = livingPolicy(around, line.policy);
  const piece = replacementOf(line, around);
  const type = policy && findTypePolicy(policy, returnedType(line));
  if (type === undefined || piece === undefined) return 'C5';
  return shortMeasures(line.removedSizes, piece.sizes, type).length > 0 && line.shortfall === null ? 'SHORTFALL_UNSIGNED' : undefined;
}

/** What was accepted is reworked under its warranty, while that runs, and names who gave it. Afterwards it is a dispute. */
function reworkRule(line: Entitlement, { before, around }: Change): RuleId | undefined {
  if (before?.fields.status !== 'accepted') return undefined;
  const piece = replacementOf(line, around);
  if (!line.rework || (piece !== undefined && piece.warrantor !== line.rework.warrantor)) return 'EVIDENCE_MISSING';
  const until = piece?.warrantyUntil ?? null;
  return until !== null && line.rework.at.slice(0, 10) > until ? 'WARRANTY_OVER' : undefined;
}

function warrantyRule(line: Entitlement, around: Surroundings): RuleId | undefined {
  const until = replacementOf(line, around)?.warrantyUntil ?? null;
  return until !== null && line.closure && line.closure.on <= until ? 'WARRANTY_RUNNING' : undefined;
}

/** Lines that no piece can settle any more. */
const settledOtherwise: readonly Entitlement['status'][] = ['waived', 'compensated', 'relocated', 'split', 'closed'];

/** [C2] one installed piece settles exactly one line, and a line is settled once, unless it is being reworked. */
export function replacementRule({ before, after, around }: Change): RuleId | undefined {
  if (before !== undefined) return 'IMMUTABLE';
  const replacement = Replacement.parse(after.fields);
  if (replacement.basis === 'UNIFORM') return uniformRule(replacement, around);
  if (replacement.entitlement === null) return 'NO_RECORD';
  const record = living(around, 'entitlement', replacement.entitlement);
  if (record === undefined) return 'NO_RECORD';
  const { status } = Entitlement.parse(record.fields);
  const settled = around
    .children('replacement', 'entitlement', replacement.entitlement)
    .some((other) => other.id !== after.id && Replacement.parse(other.fields).basis === 'ENTITLEMENT');
  if ((settled && status !== 'rework') || settledOtherwise.includes(status)) return 'C2';
  return installPhotosMissing(replacement);
}

/** 统一加装 stands outside the account [C1]: at a place that is known, for no line of its own. */
function uniformRule(replacement: Replacement, around: Surroundings): RuleId | undefined {
  if (replacement.place) return installPhotosMissing(replacement);
  const line = replacement.entitlement;
  return line === null || living(around, 'entitlement', line) === undefined ? 'NO_RECORD' : installPhotosMissing(replacement);
}

/**
 * What a new line lacks once its whole group stands: a part's line has been split into it and its other part [C1]. Undefined where it
 * lacks nothing.
 */
export function partGroupRule({ fields }: MergeRecord, around: Surroundings): RuleId | undefined {
  const { partOf } = Entitlement.parse(fields);
  const line = partOf ? living(around, 'entitlement', partOf) : undefined;
  return line === undefined || Entitlement.parse(line.fields).status === 'split' ? undefined : 'C1';
}
