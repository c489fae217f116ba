import { z } from 'zod';
import { Zone } from '#domain/estate.ts';

/** An address bar gives `unit=1` as a number: the place's own keys are text. Anything unreadable is left out. */
const key = z.union([z.string(), z.number()]).transform(String).pipe(z.string().max(40)).optional().catch(undefined);

/** Where a survey was called from. */
export const PlaceSearch = z.object({ building: key, unit: key, room: key, zone: Zone.optional().catch(undefined) });
export type PlaceSearch = z.output<typeof PlaceSearch>;

/** The address of a survey at a place. Keys are quoted so that `1` stays text. */
export function surveyPath(
  kind: 'structure' | 'fixture',
  place: { building: string; unit?: string | undefined; room?: string | undefined },
): string {
  const search = new URLSearchParams({ building: place.building });
  if (place.unit !== undefined) search.set('unit', JSON.stringify(place.unit));
  if (place.room !== undefined) search.set('room', JSON.stringify(place.room));
  return `/survey/${kind}?${search.toString()}`;
}

export const RoomSearch = PlaceSearch.pick({ unit: true, room: true });
export type RoomSearch = z.output<typeof RoomSearch>;
