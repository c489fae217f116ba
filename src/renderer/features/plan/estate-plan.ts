import type { RecordOf } from '../../store/records.ts';
import type { PlanLabel } from './PlanView.tsx';

/** The plan in force among an estate's photos: the one taken in last. */
export function latestPlan(photos: readonly RecordOf<'photo'>[]): RecordOf<'photo'> | undefined {
  return photos
    .filter(({ fields }) => fields.stage === 'PLAN')
    .toSorted((a, b) => Date.parse(b.fields.importedAt) - Date.parse(a.fields.importedAt))[0];
}

/** The names of those buildings that have been placed, where they stand. */
export function buildingLabels(buildings: readonly RecordOf<'building'>[]): PlanLabel[] {
  return buildings.flatMap(({ id, fields }) => (fields.pin ? [{ id, ...fields.pin, text: fields.label }] : []));
}
