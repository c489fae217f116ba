import type { PhotoRef, RemovalMode } from '#domain/evidence.ts';
import { type Day, entitlementIdOf, type RecordId, type Sha256 } from '#domain/identity.ts';
import { openTargets, type TargetOutcome, type TargetResult } from '#domain/operation.ts';
import { findTypePolicy, type PolicyRef } from '#domain/policy.ts';
import type { Desk } from '../../store/desk.ts';
import { photoChanges, photoRefs, type TakenPhoto, type WatermarkSubject } from '../../store/photo-changes.ts';
import { createOf, patchOf, type RecordOf } from '../../store/records.ts';
import { type Change, newRecordId } from '../../store/save.ts';
import { instantOf } from '../../ui/field/calendar.ts';
import type { Target } from './targets.ts';

/** What the team says became of one target. `qty` in pieces, `areaM2` for structures. */
export interface Outcome {
  outcome: TargetOutcome;
  reason: string;
  photos: readonly TakenPhoto[];
  qty: number;
  areaM2: number | null;
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

/** As agreed; a fixture is only ever removed by consent. */
export function modeOf(target: Target): RemovalMode {
  return target.fields.agreement?.mode ?? 'ASSISTED';
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

function removalChanges({ operation, target, policy }: OutcomeScene, told: Outcome, id: RecordId, at: string): Change[] {
  const refs = photoRefs(told.photos);
  const frozen = target.type === 'fixture' && policy !== undefined ? { id: policy.id, version: policy.fields.version } : null;
  const removal = createOf(
    'removal',
    id,
    {
      target: target.id,
      targetType: target.type,
      operation: operation.id,
      mode: modeOf(target),
      at,
      qty: told.qty,
      areaM2: told.areaM2,
      sizes: target.type === 'fixture' ? target.fields.sizes : null,
      photos: refs,
      contractor: told.contractor,
      salvage: told.salvage,
      policy: frozen,
    },
    hashesOf(refs),
  );
  return [removal, removedChange(target, refs), ...entitlementChanges(target, policy, frozen, { id, qty: told.qty, on: at.slice(0, 10) })];
}

function removedChange(target: Target, added: readonly PhotoRef[]): Change {
  const photos = [...target.fields.photos, ...added];
  return target.type === 'fixture'
    ? patchOf(target, { status: 'removed', photos })
    : patchOf(target, { status: 'removed', removalMode: modeOf(target), photos });
}

/** [C2] [C3] one line for one removal, where the policy gives anything back for the type. Structures open none. */
function entitlementChanges(
  target: Target,
  policy: RecordOf<'policy'> | undefined,
  frozen: PolicyRef | null,
  removal: { id: RecordId; qty: number; on: Day },
): Change[] {
  if (target.type !== 'fixture' || policy === undefined || frozen === null) return [];
  const { place, type, sizes } = target.fields;
  if (findTypePolicy(policy.fields, type)?.eligible !== true) return [];
  return [
    createOf('entitlement', entitlementIdOf(removal.id), {
      removal: removal.id,
      fixture: target.id,
      place,
      type,
      qty: removal.qty,
      removedSizes: sizes,
      removedOn: removal.on,
      policy: frozen,
      status: 'open',
      confirmation: null,
      replacement: null,
      waiver: null,
      shortfall: null,
      acceptance: null,
    }),
  ];
}

/** 中止: what has no outcome yet is deferred for one reason; what was removed stands. */
export function cutShortChange(operation: RecordOf<'operation'>, reason: string, at: string): Change {
  const results = { ...operation.fields.results };
  for (const { id } of openTargets(operation.fields)) results[id] = { outcome: 'DEFERRED', reason, photos: [], at } satisfies TargetResult;
  return patchOf(operation, { status: 'cutShort', results });
}

const hashesOf = (refs: readonly PhotoRef[]): Sha256[] => refs.map((ref) => ref.sha256);
