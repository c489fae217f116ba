import { z } from 'zod';
import {
  FoundRemoved,
  LegalDocument,
  Origin,
  Recheck,
  RefusalRecord,
  Reopening,
  SafetyIsolation,
  Supplement,
  ToldApart,
  Upheld,
  Voiding,
} from './case.ts';
import { Pin, Zone } from './estate.ts';
import { Acceptance, Agreement, Determination, Notice, Party, Person, PhotoRef, RemovalMode } from './evidence.ts';
import { Day, Instant, RecordId } from './identity.ts';
import { Place } from './place.ts';
import { codesOf, materialWords, structureKindWords, structureStatusWords } from './words.ts';

const Status = z.enum(codesOf(structureStatusWords));

/** What set a structure aside, and the state it goes back to. 暂缓拆除 names its authority and the day it is looked at again. */
export const Aside = z.object({
  from: Status,
  at: Instant,
  by: Person,
  reason: z.string().min(1).max(200),
  authority: z.string().max(60),
  reviewOn: Day.nullable(),
});
export type Aside = z.infer<typeof Aside>;

const Metres = z.number().min(0.01).max(200).nullable();

/**
 * An illegal structure 违建. A quick record (zone, kind, place, two photos) is `draft` until its sizes follow.
 * Lengths in metres, area in m², projection in cm, `builtYear` null where unknown.
 */
export const Structure = z.object({
  code: z.string().max(40),
  place: Place,
  parties: z.array(Party).max(20),
  zone: Zone,
  kind: z.enum(codesOf(structureKindWords)),
  material: z.enum(codesOf(materialWords)).nullable(),
  lengthM: Metres,
  widthM: Metres,
  heightM: Metres,
  areaM2: z.number().min(0.01).max(2000).nullable(),
  /** Why the area is not length × width, where it differs by more than 5 %. */
  areaReason: z.string().max(100),
  projectionCm: z.number().min(0).max(500).nullable(),
  builtYear: z.int().min(1950).max(2100).nullable(),
  use: z.string().max(40),
  gps: z.object({ lat: z.number(), lon: z.number(), accuracyM: z.number().min(0).nullish() }).nullable(),
  pin: Pin.nullish(),
  surveyors: z.array(Person).max(6),
  surveyedAt: Instant,
  photos: z.array(PhotoRef).max(60),
  note: z.string().max(500),
  status: Status,
  determination: Determination.nullable(),
  notice: Notice.nullable(),
  agreement: Agreement.nullable(),
  refusal: z.string().max(200).nullable(),
  refusalRecord: RefusalRecord.nullish(),
  operation: RecordId.nullable(),
  removalMode: RemovalMode.nullable(),
  haulage: z.object({ volumeM3: z.number().min(0).max(500), note: z.string().max(200) }).nullable(),
  restoration: z.object({ checklist: z.string().max(200) }).nullable(),
  acceptance: Acceptance.nullable(),
  order: LegalDocument.nullish(),
  announcement: LegalDocument.nullish(),
  urging: LegalDocument.nullish(),
  enforcement: LegalDocument.nullish(),
  found: FoundRemoved.nullish(),
  aside: Aside.nullish(),
  upheld: Upheld.nullish(),
  voiding: Voiding.nullish(),
  reopenings: z.array(Reopening).max(20).nullish(),
  supplements: z.array(Supplement).max(20).nullish(),
  rechecks: z.array(Recheck).max(20).nullish(),
  isolation: SafetyIsolation.nullish(),
  /** Records that were suspected to be this very thing, and are not. */
  apart: z.array(ToldApart).max(100).nullish(),
  origin: Origin.nullish(),
});
export type Structure = z.infer<typeof Structure>;
