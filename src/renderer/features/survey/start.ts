import type { LastSurvey } from '../../store/rows.ts';
import { typedParties } from '../party/party-entry.ts';
import type { FixtureTyped } from './fixture-form.ts';
import type { PlaceSearch } from './place-search.ts';
import type { StructureTyped } from './structure-form.ts';

/** What every survey's form begins with: the place it was called from, and who was with them last. */
export const placed = (building: string, search: PlaceSearch, last: LastSurvey | null) => ({
  id: '',
  code: '',
  building,
  unit: search.unit ?? '',
  room: search.room ?? '',
  label: '',
  note: '',
  photos: [],
  second: last?.second ?? '',
  secondName: last?.secondName ?? '',
});

/** A structure's form before anything is typed: the place it was called from, and what the last one was made of and by whom. */
export function emptyStructure(building: string, search: PlaceSearch, last: LastSurvey | null): StructureTyped {
  const sizes = { projectionCm: '', lengthM: '', widthM: '', heightM: '', areaM2: '', areaReason: '' };
  const { kind = '', material = '' } = last?.structure ?? {};
  const facts = { zone: search.zone ?? '', kind, material, builtYear: '', use: '', parties: typedParties([]) };
  return { ...placed(building, search, last), ...sizes, ...facts };
}

/** A fixture's form before anything is typed. */
export function emptyFixture(building: string, search: PlaceSearch, last: LastSurvey | null): FixtureTyped {
  const sizes = { projectionCm: '', widthMm: '', heightMm: '', lengthMm: '', depthMm: '', qty: '1', openings: '' };
  const { type = '', side = '', material = '' } = last?.fixture ?? {};
  const facts = { type, positionLabel: '', side, streetFacing: false, material, condition: '', owner: 'KNOWN', blocksWorks: true };
  return { ...placed(building, search, last), ...sizes, ...facts, parties: typedParties([]) };
}
