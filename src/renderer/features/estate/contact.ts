import type { Place } from '#domain/place.ts';
import { type RecordOf, useRecords } from '../../store/records.ts';

/** The household of a room now; undefined while loading, where nobody is known, or where there is no room. */
export function useHousehold(place: Place | undefined): RecordOf<'household'> | undefined {
  const households = useRecords('household', place?.building ?? '');
  if (place === undefined || place.room === null) return undefined;
  return households?.find(({ fields }) => fields.room === place.room && fields.unit === place.unit && fields.to === null);
}
