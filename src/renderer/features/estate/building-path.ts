import type { Place } from '#domain/place.ts';

/** The way back to a building, at the room a thing belongs to. Keys are quoted so that `1` stays text. */
export function buildingPath({ building, unit, room }: Pick<Place, 'building' | 'unit' | 'room'>): string {
  const search = new URLSearchParams();
  if (unit !== null) search.set('unit', JSON.stringify(unit));
  if (room !== null) search.set('room', JSON.stringify(room));
  const query = search.toString();
  return query === '' ? `/buildings/${building}` : `/buildings/${building}?${query}`;
}
