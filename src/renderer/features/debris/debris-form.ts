import { z } from 'zod';
import type { Debris } from '#domain/debris.ts';
import type { Person } from '#domain/evidence.ts';
import { type Instant, RecordId } from '#domain/identity.ts';
import { ownershipWords, zoneWords } from '#domain/words.ts';
import { photoRefs } from '../../store/photo-changes.ts';
import { decimal, photos, text } from '../../ui/field/parse.ts';
import { secondTyped } from '../survey/surveyors.ts';
import { oneOf, roomTyped, unitTyped } from '../survey/typed.ts';

export const DebrisEntry = z.object({
  id: z.string(),
  code: z.string(),
  building: z.string().pipe(RecordId),
  unit: unitTyped,
  room: roomTyped,
  label: text(60, 0),
  zone: oneOf(zoneWords),
  volumeM3: decimal(0.1, 500),
  ownership: oneOf(ownershipWords),
  keepList: text(300, 0),
  note: text(500, 0),
  photos: photos(1),
  ...secondTyped,
});
export type DebrisTyped = z.input<typeof DebrisEntry>;
export type DebrisEntry = z.output<typeof DebrisEntry>;

export function newDebris(entry: DebrisEntry, told: { code: string; surveyors: Person[]; at: Instant }): Debris {
  const { building, unit, room, label, zone, volumeM3, ownership, keepList, note, photos: taken } = entry;
  return {
    code: told.code,
    place: { building, unit, room, label: label === '' ? null : label },
    zone,
    volumeM3,
    ownership,
    keepList,
    surveyors: told.surveyors,
    surveyedAt: told.at,
    photos: photoRefs(taken),
    note,
    status: 'surveyed',
    notice: null,
    posting: null,
    clearance: null,
    acceptance: null,
  };
}
