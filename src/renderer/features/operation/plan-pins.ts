import type { Pin as Point } from '#domain/estate.ts';
import type { TargetRef } from '#domain/evidence.ts';
import type { TargetResult } from '#domain/operation.ts';
import type { RecordOf } from '../../store/records.ts';
import type { Tone } from '../../ui/StatusTag.tsx';
import { isRemoval } from './outcome.ts';
import { placeOf, type Target } from './targets.ts';

/** Where a target stands on its estate's plan: a structure where it was placed, anything else where its building was. */
export function pointOf(target: Target, building: RecordOf<'building'> | undefined): Point | undefined {
  return (target.type === 'structure' ? target.fields.pin : undefined) ?? building?.fields.pin ?? undefined;
}

/** How a target's outcome is drawn. */
export function outcomeTone(result: TargetResult | undefined): Tone {
  if (result === undefined) return 'waiting';
  return isRemoval(result.outcome) ? 'good' : 'bad';
}

export interface PlannedTargets {
  estate: string;
  on: { target: Target; point: Point }[];
  off: Target[];
}

/** Targets by the estate whose plan they are on, in the order given; `off` have no place on it yet. One that this device does not know is on none. */
export function targetsByEstate(
  refs: readonly TargetRef[],
  targets: readonly Target[],
  buildings: readonly RecordOf<'building'>[],
): PlannedTargets[] {
  const estates = new Map<string, PlannedTargets>();
  for (const { id } of refs) {
    const target = targets.find((one) => one.id === id);
    const building = target && buildings.find((one) => one.id === placeOf(target).building);
    if (target === undefined || building === undefined) continue;
    const { estate } = building.fields;
    const planned = estates.get(estate) ?? { estate, on: [], off: [] };
    const point = pointOf(target, building);
    if (point === undefined) planned.off.push(target);
    else planned.on.push({ target, point });
    estates.set(estate, planned);
  }
  return [...estates.values()];
}
