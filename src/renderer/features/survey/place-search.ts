import { z } from 'zod';
import { Zone } from '#domain/estate.ts';

/** An address bar gives `unit=1` as a number: the place's own keys are text. Anything unreadable is left out. */
const key = z.union([z.string(), z.number()]).transform(String).pipe(z.string().max(40)).optional().catch(undefined);

/** Where a survey was called from. */
export const PlaceSearch = z.object({ building: key, unit: key, room: key, zone: Zone.optional().catch(undefined) });
export type PlaceSearch = z.output<typeof PlaceSearch>;

export const RoomSearch = PlaceSearch.pick({ unit: true, room: true });
export type RoomSearch = z.output<typeof RoomSearch>;
