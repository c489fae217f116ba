import { countedBy, lineOf, type TakenDown } from '#domain/count.ts';
import type { Removal } from '#domain/entitlement.ts';
import type { PhotoRef, RemovalMode } from '#domain/evidence.ts';
import type { Fixture } from '#domain/fixture.ts';
import type { RecordId, Sha256 } from '#domain/identity.ts';
import { cutShort, type TargetOutcome } from '#domain/operation.ts';
import type { Desk } from '../../store/desk.ts';
import { photoChanges, photoRefs, type TakenPhoto, type WatermarkSubject } from '../../store/photo-changes.ts';
import { createOf, patchOf, type RecordOf } from '../../store/records.ts';
import { type Change, newRecordId } from '../../store/save.ts';
import { instantOf } from '../../ui/field/calendar.ts';
import type { Target } from './targets.ts';

/**
 * What the team says became of one target. `qty` in pieces, `areaM2` for structures; `openings` and `lengthMm` where a policy counts windows or
 * metres and the survey does not tell them.
 */
export interface Outcome {
  outcome: TargetOutcome;
  reason: string;
  photos: readonly TakenPhoto[];
  qty: number;
  areaM2: number | null;
  openings: number | null;
  lengthMm: number | null;
  contractor: string;
  salvage: 'HOUSEHOLD' | 'STORED' | 'SCRAPPED';
}

/** Where and with what an outcome is recorded. `policy` is the version to freeze; a structure needs none. */
export interface OutcomeScene {
  desk: Desk;
  operation: RecordOf<'operation'>;
  target: Target;
  policy: RecordOf<'policy'> | undefined;
  subject: WatermarkSubject;
}

export function isRemoval(outcome: TargetOutcome): boolean {
  return outcome === 'REMOVED' || outcome === 'PARTIAL';
}

/** As agreed. Without consent only a structure whose enforcement was decided [O4]; a fixture never. */
export function modeOf(target: Target): RemovalMode {
  const decided = target.type === 'structure' && target.fields.enforcement ? 'COMPULSORY' : 'ASSISTED';
  return target.fields.agreement?.mode ?? decided;
}

/**
 * Everything one outcome writes, as one group. The order is the rules': the removal first, then the target it allows to be
 * `removed`, then the entitlement it opens [C2], then the operation's result.
 */
export function outcomeChanges(scene: OutcomeScene, told: Outcome): Change[] {
  const { desk, operation, target, subject } = scene;
  const at = instantOf(desk.source.now());
  const refs = photoRefs(told.photos);
  const result = { outcome: told.outcome, reason: told.reason, photos: refs, at };
  const settled = { results: { ...operation.fields.results, [target.id]: result } };
  const own = { type: target.type, id: target.id };
  if (!isRemoval(told.outcome)) {
    return [...photoChanges(desk, told.photos, [own], subject), patchOf(operation, settled, hashesOf(refs))];
  }
  const id = newRecordId(desk);
  const photos = photoChanges(desk, told.photos, [{ type: 'removal', id }, own], subject);
  return [...photos, ...removalChanges(scene, told, id, at), patchOf(operation, settled)];
}

/** What was taken down, as far as counting it goes. */
export function takenDown(fixture: Fixture | undefined, told: Pick<Outcome, 'qty' | 'openings' | 'lengthMm'>): TakenDown {
  const sizes = fixture === undefined ? null : { ...fixture.sizes, lengthMm: told.lengthMm ?? fixture.sizes.lengthMm };
  return { qty: told.qty, sizes, openings: told.openings ?? undefined };
}

function removalChanges({ operation, target, policy }: OutcomeScene, told: Outcome, id: RecordId, at: string): Change[] {
  const refs = photoRefs(told.photos);
  const fixture = target.type === 'fixture' ? target.fields : undefined;
  const taken = takenDown(fixture, told);
  const removal: Removal = {
    qty: taken.qty,
    sizes: taken.sizes,
    target: target.id,
    targetType: target.type,
    operation: operation.id,
    mode: modeOf(target),
    at,
    areaM2: told.areaM2,
    photos: refs,
    contractor: told.contractor,
    salvage: told.salvage,
    counted: fixture && policy ? countedBy(policy.fields, fixture, taken) : null,
    policy: fixture && policy ? { id: policy.id, version: policy.fields.version } : null,
  };
  const line = fixture && policy && lineOf(id, removal, fixture, policy.fields);
  const opened = line === undefined ? [] : [createOf('entitlement', line.id, line.fields)];
  return [createOf('removal', id, removal, hashesOf(refs)), removedChange(target, refs), ...opened];
}

function removedChange(target: Target, added: readonly PhotoRef[]): Change {
  const photos = [...target.fields.photos, ...added];
  return target.type === 'fixture'
    ? patchOf(target, { status: 'removed', photos })
    : patchOf(target, { status: 'removed', removalMode: modeOf(target), photos });
}

/** 中止: one reason for all that is left. */
export function cutShortChange(operation: RecordOf<'operation'>, reason: string, at: string): Change {
  return patchOf(operation, cutShort(operation.fields, reason, at));
}

const hashesOf = (refs: readonly PhotoRef[]): Sha256[] => refs.map((ref) => ref.sha256);
