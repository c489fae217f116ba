import { z } from 'zod';
import { type FixtureSizes, noSizes, type Person } from '#domain/evidence.ts';
import type { Fixture } from '#domain/fixture.ts';
import { type Instant, RecordId } from '#domain/identity.ts';
import { partiesOf } from '#domain/party.ts';
import { FixtureType } from '#domain/policy.ts';
import { fixtureTypeWords, materialWords, sideWords, type Word } from '#domain/words.ts';
import { photoRefs } from '../../store/photo-changes.ts';
import { decimal, photos, text, whole } from '../../ui/field/parse.ts';
import { PartiesEntry, PartyTyped, typedParties } from '../party/party-entry.ts';
import { nextPosition } from './position.ts';
import { secondTyped } from './surveyors.ts';
import { oneOf, optional, roomTyped, unitTyped } from './typed.ts';

export type Measure = keyof FixtureSizes;

/** What is measured of each type, in the order it is said. The subdistrict's policy decides later what of it counts. */
export const measuresOf: Record<FixtureType, readonly Measure[]> = {
  GRILLE: ['widthMm', 'heightMm'],
  INVISIBLE_GUARD: ['widthMm', 'heightMm'],
  RACK: ['lengthMm'],
  AWNING: ['lengthMm', 'depthMm'],
  AC_COVER: [],
  SOLAR: [],
  OTHER: [],
};

/** What stands before windows may cover more of them than it has pieces, and some policies count windows. */
export function coversWindows(type: string): boolean {
  const known = FixtureType.safeParse(type).data;
  return known !== undefined && measuresOf[known].includes('heightMm');
}

export const ownerWords = {
  KNOWN: { zh: '已知', en: 'Known' },
  UNCLAIMED: { zh: '无人认领', en: 'Unclaimed' },
} as const satisfies Record<Fixture['owner'], Word>;

export const FixtureTyped = z.object({
  id: z.string(),
  code: z.string(),
  building: z.string(),
  unit: z.string(),
  room: z.string(),
  label: z.string(),
  type: z.string(),
  positionLabel: z.string(),
  side: z.string(),
  streetFacing: z.boolean(),
  widthMm: z.string(),
  heightMm: z.string(),
  lengthMm: z.string(),
  depthMm: z.string(),
  projectionCm: z.string(),
  qty: z.string(),
  openings: z.string(),
  material: z.string(),
  condition: z.string(),
  owner: z.string(),
  blocksWorks: z.boolean(),
  note: z.string(),
  parties: z.array(PartyTyped),
  photos: photos(0),
  ...secondTyped,
});
export type FixtureTyped = z.infer<typeof FixtureTyped>;

const millimetres = whole(100, 6000);

/** The form of a fixture of this type: what the type is measured by is asked for, unless nobody may know it any more. */
export function fixtureForm(type: string, { measured = true }: { measured?: boolean } = {}) {
  const known = FixtureType.safeParse(type).data;
  const asked = known === undefined || !measured ? [] : measuresOf[known];
  // What is asked for says so itself; what is not may stay empty.
  const measure = (name: Measure) =>
    asked.includes(name) ? millimetres.transform((value): number | null => value) : optional(millimetres);
  return FixtureTyped.extend({
    building: z.string().pipe(RecordId),
    unit: unitTyped,
    room: roomTyped,
    label: text(60, 0),
    type: oneOf(fixtureTypeWords),
    positionLabel: text(30),
    side: oneOf(sideWords),
    widthMm: measure('widthMm'),
    heightMm: measure('heightMm'),
    lengthMm: measure('lengthMm'),
    depthMm: measure('depthMm'),
    projectionCm: optional(decimal(0, 500)),
    qty: whole(1, 200),
    openings: coversWindows(type) ? optional(whole(1, 400)) : z.string().transform(() => null),
    material: optional(oneOf(materialWords)),
    condition: text(40, 0),
    owner: oneOf(ownerWords),
    note: text(500, 0),
    parties: PartiesEntry,
    photos: photos(1),
  });
}
export type FixtureParsed = z.output<ReturnType<typeof fixtureForm>>;

/** Only what its type is measured by: a width typed before the type was changed is not kept. */
function sizesOf(parsed: FixtureParsed): FixtureSizes {
  const kept = measuresOf[parsed.type].map((measure) => [measure, parsed[measure]] as const);
  return { ...noSizes, ...Object.fromEntries(kept) };
}

export function newFixture(parsed: FixtureParsed, told: { code: string; surveyors: Person[]; at: Instant }): Fixture {
  const { building, unit, room, label, type, positionLabel, side, streetFacing, projectionCm, qty, openings, material } = parsed;
  const { condition, owner, blocksWorks, note, photos: taken } = parsed;
  const place = { building, unit, room, label: label === '' ? null : label };
  return {
    code: told.code,
    place,
    parties: partiesOf(place, parsed.parties),
    type,
    side,
    streetFacing,
    positionLabel,
    sizes: sizesOf(parsed),
    projectionCm,
    qty,
    openings,
    material,
    condition,
    owner,
    blocksWorks,
    surveyors: told.surveyors,
    surveyedAt: told.at,
    photos: photoRefs(taken),
    note,
    status: 'surveyed',
    notice: null,
    agreement: null,
    refusal: null,
    operation: null,
  };
}

/** For the next one in the same flat: the next position; what was measured or photographed of the last is not taken for granted. */
export function nextFixture(typed: FixtureTyped): FixtureTyped {
  return {
    ...typed,
    id: '',
    code: '',
    label: '',
    positionLabel: nextPosition(typed.positionLabel),
    widthMm: '',
    heightMm: '',
    lengthMm: '',
    depthMm: '',
    qty: '1',
    openings: '',
    note: '',
    parties: typedParties([]),
    photos: [],
  };
}
