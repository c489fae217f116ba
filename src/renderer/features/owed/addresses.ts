import type { Building } from '#domain/estate.ts';
import { type Place, placeText } from '#domain/place.ts';
import { useRecords } from '../../store/records.ts';

/** Where things are, as a list over many buildings says it. */
export interface Addresses {
  buildings: ReadonlyMap<string, Building>;
  estates: ReadonlyMap<string, string>;
  of(place: Place): string;
}

/** Live. */
export function useAddresses(): Addresses {
  const buildings = new Map<string, Building>((useRecords('building') ?? []).map(({ id, fields }) => [id, fields]));
  const estates = new Map<string, string>((useRecords('estate') ?? []).map(({ id, fields }) => [id, fields.name]));
  return {
    buildings,
    estates,
    of(place) {
      const building = buildings.get(place.building);
      return `${estates.get(building?.estate ?? '') ?? ''} ${placeText({ ...place, label: null }, building?.label ?? '')}`.trim();
    },
  };
}
