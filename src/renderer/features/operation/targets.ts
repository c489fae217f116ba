import type { TargetRef } from '#domain/evidence.ts';
import type { RecordId } from '#domain/identity.ts';
import type { TargetResult } from '#domain/operation.ts';
import type { Place } from '#domain/place.ts';
import { fixtureTypeWords, structureKindWords, type Word, zoneWords } from '#domain/words.ts';
import { patchOf, type RecordOf } from '../../store/records.ts';
import type { Change } from '../../store/save.ts';

/** A structure or a fixture as an operation sees it. */
export type Target = RecordOf<'structure'> | RecordOf<'fixture'>;

export const refOf = (target: Target): TargetRef => ({ type: target.type, id: target.id });
export const placeOf = (target: Target): Place => target.fields.place;

/** What it is, in the trade's words: kind and zone, or type. */
export function nameOf(target: Target): Word[] {
  if (target.type === 'fixture') return [fixtureTypeWords[target.fields.type]];
  return [zoneWords[target.fields.zone], structureKindWords[target.fields.kind]];
}

/** The states in which a target can be planned. */
export const offeredStates = {
  structure: ['agreedSelf', 'agreedAssisted', 'enforcementDecided', 'scheduled'],
  fixture: ['agreed'],
} as const;

/**
 * What may be planned: agreed or decided [O4], and in no other operation [O2]. A structure that an earlier operation did not get to stays
 * scheduled, but free.
 */
export function isOffered({ type, fields }: Target): boolean {
  const states: readonly string[] = offeredStates[type];
  return fields.operation === null && states.includes(fields.status);
}

/** Binds a target to an operation; a structure is scheduled by it. */
export function bindChange(target: Target, operation: RecordId): Change {
  return target.type === 'fixture' ? patchOf(target, { operation }) : patchOf(target, { operation, status: 'scheduled' });
}

/** Sets a target free for another operation. */
export function releaseChange(target: Target): Change {
  return target.type === 'fixture' ? patchOf(target, { operation: null }) : patchOf(target, { operation: null });
}

/** Targets that stand after the operation: everything but what was taken down. */
export function isStanding(result: TargetResult | undefined): boolean {
  return result?.outcome !== 'REMOVED' && result?.outcome !== 'PARTIAL';
}

/** Building id → the targets there, in the order given. */
export function byBuilding(targets: readonly Target[]): Map<string, Target[]> {
  const groups = new Map<string, Target[]>();
  for (const target of targets) {
    const { building } = placeOf(target);
    groups.set(building, [...(groups.get(building) ?? []), target]);
  }
  return groups;
}
