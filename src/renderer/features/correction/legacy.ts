import { z } from 'zod';
import { Failure } from '#contract/failure.ts';
import type { Origin } from '#domain/case.ts';
import type { Fixture } from '#domain/fixture.ts';
import { type Instant, Sha256 } from '#domain/identity.ts';
import type { Structure } from '#domain/structure.ts';
import { photos, text, whole } from '../../ui/field/parse.ts';
import { typedParties } from '../party/party-entry.ts';
import { type FixtureParsed, type FixtureTyped, fixtureForm, newFixture, nextFixture } from '../survey/fixture-form.ts';
import { newStructure, quickStructure, type StructureParsed, type StructureTyped } from '../survey/structure-form.ts';

/** Where an old record is written: the file, its hash, and the row. They stand for the photos that nobody took. */
export const OriginEntry = z.object({
  file: text(200),
  sha256: z.string().pipe(z.custom<Sha256>((value) => Sha256.safeParse(value).success, 'choose')),
  row: whole(1, 100_000),
});
export type OriginEntry = z.output<typeof OriginEntry>;

/** The SHA-256 of a file that stays where it is kept. @throws Failure file-unreadable */
export async function hashOf(file: Pick<File, 'arrayBuffer'>): Promise<string> {
  try {
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()));
    return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  } catch (cause) {
    throw new Failure('file-unreadable', {}, { cause });
  }
}

export function originOf({ file, sha256, row }: OriginEntry): Origin {
  return { kind: 'LEGACY', file, sha256, row };
}

/** An old structure: what its row says of it, without photos. */
export const legacyStructureForm = (year: number) => quickStructure(2, year);
/** An old fixture: what its row says of it, without photos, and without sizes where nobody wrote them down. */
export const legacyFixtureForm = (type: string) => fixtureForm(type, { measured: false }).extend({ photos: photos(0) });

/** What is told of a row beside what it says itself. */
export interface LegacyTold {
  code: string;
  at: Instant;
  origin: OriginEntry;
}

/** 历史遗留违建 from an old table: nobody of this app surveyed it, and its source row says so. */
export function legacyStructure(parsed: StructureParsed, { code, at, origin }: LegacyTold): Structure {
  return { ...newStructure(parsed, { code, at, surveyors: [], status: 'surveyed' }), origin: originOf(origin) };
}

export function legacyFixture(parsed: FixtureParsed, { code, at, origin }: LegacyTold): Fixture {
  return { ...newFixture(parsed, { code, at, surveyors: [] }), origin: originOf(origin) };
}

/** For the next row of a list: another room, the same kind of thing at the same position. */
export function nextLegacyFixture(typed: FixtureTyped): FixtureTyped {
  return { ...nextFixture(typed), room: '', positionLabel: typed.positionLabel };
}

/** For the next row of a list: another room, the same kind of thing. Nothing that was measured of the last is taken for granted. */
export function nextLegacyStructure(typed: StructureTyped): StructureTyped {
  const sizes = { lengthM: '', widthM: '', heightM: '', areaM2: '', areaReason: '', projectionCm: '' };
  return { ...typed, ...sizes, code: '', room: '', label: '', note: '', parties: typedParties([]), photos: [] };
}
