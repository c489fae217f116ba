import type { RemovalMode } from '#domain/evidence.ts';
import { cutShort, type TargetOutcome } from '#domain/operation.ts';
import type { Desk } from '../../store/desk.ts';
import { photoChanges, photoRefs, type TakenPhoto, type WatermarkSubject } from '../../store/photo-changes.ts';
import { patchOf, type RecordOf } from '../../store/records.ts';
import { type Change, newRecordId } from '../../store/save.ts';
import { instantOf } from '../../ui/field/calendar.ts';
import { type Taken, takeDown } from './take-down.ts';
import type { Target } from './targets.ts';

/** What the team says became of one target: what was taken down, where it was. */
export interface Outcome extends Omit<Taken, 'photos'> {
  outcome: TargetOutcome;
  reason: string;
  photos: readonly TakenPhoto[];
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
    return [
      ...photoChanges(desk, told.photos, [own], subject),
      patchOf(
        operation,
        settled,
        refs.map((ref) => ref.sha256),
      ),
    ];
  }
  const id = newRecordId(desk);
  const photos = photoChanges(desk, told.photos, [{ type: 'removal', id }, own], subject);
  const taking = { target, policy: scene.policy, operation: operation.id, mode: modeOf(target), at, also: {} };
  return [...photos, ...takeDown(id, taking, { ...told, photos: refs }), patchOf(operation, settled)];
}

/** 中止: one reason for all that is left. */
export function cutShortChange(operation: RecordOf<'operation'>, reason: string, at: string): Change {
  return patchOf(operation, cutShort(operation.fields, reason, at));
}
