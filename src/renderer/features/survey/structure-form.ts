import { z } from 'zod';
import type { Person } from '#domain/evidence.ts';
import { type Instant, RecordId } from '#domain/identity.ts';
import { partiesOf } from '#domain/party.ts';
import type { Structure } from '#domain/structure.ts';
import { areaAgrees } from '#domain/structure-sizes.ts';
import { materialWords, structureKindWords, zoneWords } from '#domain/words.ts';
import { photoRefs } from '../../store/photo-changes.ts';
import { decimal, photos, text, whole } from '../../ui/field/parse.ts';
import type { FieldProblem } from '../../ui/field/words.ts';
import { PartiesEntry, PartyTyped, typedParties } from '../party/party-entry.ts';
import { secondTyped, secondUnnamed } from './surveyors.ts';
import { oneOf, optional, roomTyped, unitTyped } from './typed.ts';

/** What stands in the form, whatever its state: also what a draft keeps. */
export const StructureTyped = z.object({
  id: z.string(),
  code: z.string(),
  building: z.string(),
  unit: z.string(),
  room: z.string(),
  label: z.string(),
  zone: z.string(),
  kind: z.string(),
  material: z.string(),
  lengthM: z.string(),
  widthM: z.string(),
  heightM: z.string(),
  areaM2: z.string(),
  areaReason: z.string(),
  projectionCm: z.string(),
  builtYear: z.string(),
  use: z.string(),
  note: z.string(),
  parties: z.array(PartyTyped),
  photos: photos(0),
  ...secondTyped,
});
export type StructureTyped = z.infer<typeof StructureTyped>;

const measure = optional(decimal(0.01, 200));

/** Zone, kind, place and two photos: safe in twenty seconds. What else was typed must still be right. */
export function quickStructure(photosHeld: number, year: number) {
  return StructureTyped.extend({
    building: z.string().pipe(RecordId),
    unit: unitTyped,
    room: roomTyped,
    label: text(60, 0),
    zone: oneOf(zoneWords),
    kind: oneOf(structureKindWords),
    material: optional(oneOf(materialWords)),
    lengthM: measure,
    widthM: measure,
    heightM: measure,
    areaM2: optional(decimal(0.01, 2000)),
    areaReason: text(100, 0),
    projectionCm: optional(decimal(0, 500)),
    builtYear: optional(whole(1950, year)),
    use: text(40, 0),
    note: text(500, 0),
    parties: PartiesEntry,
    photos: photos(Math.max(0, 2 - photosHeld)),
  });
}
export type StructureParsed = z.output<ReturnType<typeof quickStructure>>;

/** All that 已摸排 asks for. */
export function fullStructure(photosHeld: number, year: number) {
  return quickStructure(photosHeld, year)
    .extend({
      material: oneOf(materialWords),
      areaM2: decimal(0.01, 2000),
      second: z.string().min(1, 'choose' satisfies FieldProblem),
    })
    .superRefine((parsed, context) => {
      const required = (path: keyof StructureTyped) =>
        context.addIssue({ code: 'custom', path: [path], message: 'required' satisfies FieldProblem });
      if (!areaAgrees(parsed)) required('areaReason');
      if (secondUnnamed(parsed)) required('secondName');
    });
}

/** Length × width in m², to two decimals; undefined while a side is missing. */
export function areaOfSides(lengthM: string, widthM: string): string | undefined {
  const sides = [lengthM, widthM].map((side) => decimal(0.01, 200).safeParse(side).data);
  const [length, width] = sides;
  return length === undefined || width === undefined ? undefined : String(Math.round(length * width * 100) / 100);
}

/** True where the stated area is more than 5 % off its sides: a reason is asked for. */
export function areaIsOff(typed: Pick<StructureTyped, 'lengthM' | 'widthM' | 'areaM2'>): boolean {
  const read = (side: string) => optional(decimal(0.01, 2000)).safeParse(side).data ?? null;
  return !areaAgrees({ lengthM: read(typed.lengthM), widthM: read(typed.widthM), areaM2: read(typed.areaM2), areaReason: '' });
}

/** What the survey says of a structure. Its photos are added to those it has. */
export function surveyedFields(parsed: StructureParsed, surveyors: Person[], held: Structure['photos']) {
  const { building, unit, room, label, parties, photos: taken, id: _, code: __, second: ___, secondName: ____, ...rest } = parsed;
  const place = { building, unit, room, label: label === '' ? null : label };
  return {
    ...rest,
    place,
    parties: partiesOf(place, parties),
    surveyors,
    photos: [...held, ...photoRefs(taken)],
  } satisfies Partial<Structure>;
}

export function newStructure(
  parsed: StructureParsed,
  told: { code: string; surveyors: Person[]; at: Instant; status: 'draft' | 'surveyed' },
): Structure {
  const { code, surveyors, at, status } = told;
  return {
    ...surveyedFields(parsed, surveyors, []),
    code,
    // Where a camera said that it stood; what it gives is not asked of anybody.
    gps: parsed.photos.find(({ facts }) => facts.gps !== null)?.facts.gps ?? null,
    surveyedAt: at,
    status,
    determination: null,
    notice: null,
    agreement: null,
    refusal: null,
    operation: null,
    removalMode: null,
    haulage: null,
    restoration: null,
    acceptance: null,
  };
}

const number = (value: number | null) => (value === null ? '' : String(value));

/** A record as its form shows it. */
export function typedStructure(fields: Structure, second: { second: string; secondName: string }): StructureTyped {
  const { place } = fields;
  return {
    id: '',
    code: fields.code,
    building: place.building,
    unit: place.unit ?? '',
    room: place.room ?? '',
    label: place.label ?? '',
    zone: fields.zone,
    kind: fields.kind,
    material: fields.material ?? '',
    lengthM: number(fields.lengthM),
    widthM: number(fields.widthM),
    heightM: number(fields.heightM),
    areaM2: number(fields.areaM2),
    areaReason: fields.areaReason,
    projectionCm: number(fields.projectionCm),
    builtYear: number(fields.builtYear),
    use: fields.use,
    note: fields.note,
    parties: typedParties(fields.parties),
    photos: [],
    ...second,
  };
}
