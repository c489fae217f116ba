import type { Person } from './evidence.ts';
import type { Structure } from './structure.ts';

/** Length × width within ± 5 % of the stated area, or a reason. */
export function areaAgrees(sizes: Pick<Structure, 'lengthM' | 'widthM' | 'areaM2' | 'areaReason'>): boolean {
  if (sizes.lengthM === null || sizes.widthM === null || sizes.areaM2 === null || sizes.areaReason !== '') return true;
  return Math.abs(sizes.lengthM * sizes.widthM - sizes.areaM2) <= sizes.lengthM * sizes.widthM * 0.05;
}

/** What was surveyed of it, supplementary surveys included: no more is ever removed [O3]. Null while sizes are missing. */
export function surveyedArea(structure: Structure): number | null {
  if (structure.areaM2 === null) return null;
  return (structure.supplements ?? []).reduce((sum, supplement) => sum + (supplement.areaM2 ?? 0), structure.areaM2);
}

/** Everybody who surveyed it, at first or later. */
export function surveyorsOf(structure: Structure): Person[] {
  return [...structure.surveyors, ...(structure.supplements ?? []).flatMap((supplement) => supplement.surveyors)];
}
