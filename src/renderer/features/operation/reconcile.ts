import { patchOf, type RecordOf } from '../../store/records.ts';
import type { Change } from '../../store/save.ts';
import { isStanding, releaseChange, type Target } from './targets.ts';

/** 核对: what still stands is free for another operation, and devices that had not synced are named. */
export function reconcileChanges(operation: RecordOf<'operation'>, targets: readonly Target[], absent: readonly string[]): Change[] {
  const standing = targets.filter((target) => isStanding(operation.fields.results[target.id]));
  const named = absent.length === 0 ? {} : { absentDevices: [...absent] };
  return [patchOf(operation, { status: 'reconciled', ...named }), ...standing.map(releaseChange)];
}
