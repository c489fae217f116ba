import { z } from 'zod';
import { Person, PhotoRef } from './evidence.ts';
import { Day, Instant, RecordId, Sha256 } from './identity.ts';
import type { RuleId } from './rule.ts';
import { codesOf, serviceWayWords } from './words.ts';

const Reason = z.string().min(1).max(200);

/** What two people saw, where a photo cannot show it [C4] [D2]. */
export const TwoPersonNote = z.object({ text: z.string().min(1).max(500), people: z.array(Person).max(6), at: Instant });
export type TwoPersonNote = z.infer<typeof TwoPersonNote>;

/** Undefined where a note is by two different people. */
export function noteMissing(note: TwoPersonNote | null | undefined): RuleId | undefined {
  if (note === null || note === undefined) return 'EVIDENCE_MISSING';
  return areTwo(note.people) ? undefined : 'D2';
}

/** Whether two different people are among these: by name and, where both have one, by account. */
export function areTwo(people: readonly Person[]): boolean {
  return people.some((one) => people.some((other) => one.name !== other.name && (one.user === null || one.user !== other.user)));
}

/** 拒签记录: when and who refused, who recorded it, and who saw it. A photo of it is among the record's, of the stage of service. */
export const RefusalRecord = z.object({ on: Day, refuser: z.string().max(30), by: Person, witness: z.string().max(30) });
export type RefusalRecord = z.infer<typeof RefusalRecord>;

/** 送达 of a document. */
export const Service = z.object({
  on: Day,
  way: z.enum(codesOf(serviceWayWords)),
  receiver: z.string().max(30),
  relation: z.string().max(20),
  witness: z.string().max(30),
});
export type Service = z.infer<typeof Service>;

/** A document of the statutory way: its number from the office's register, and how it was served. */
export const LegalDocument = z.object({
  docNo: z.string().min(1).max(60),
  authority: z.string().min(1).max(60),
  on: Day,
  service: Service,
  /** Whole-process video, kept elsewhere: who holds it and its hash. */
  video: z.object({ device: z.string().max(40), sha256: Sha256, custodian: z.string().max(30) }).nullish(),
});
export type LegalDocument = z.infer<typeof LegalDocument>;

/** 巡查发现已自拆: nobody of the team saw it done, so its day may be approximate. */
export const FoundRemoved = z.object({ on: Day, approximate: z.boolean(), note: TwoPersonNote.nullish() });
export type FoundRemoved = z.infer<typeof FoundRemoved>;

/** 误登 / 重复: why a record counts no more, and for a duplicate the record that stands instead. */
export const Voiding = z.object({
  at: Instant,
  by: Person,
  kind: z.enum(['MISTAKEN', 'DUPLICATE']),
  reason: Reason,
  instead: RecordId.nullable(),
});
export type Voiding = z.infer<typeof Voiding>;

/** After how many months a closed structure is looked at again. */
export const recheckMonths = [3, 6, 12] as const;
const RecheckMonths = z.literal(recheckMonths);

/** 回查: somebody went there so many months after 销号, and nothing had been built again. Its photo is among the structure's, of the stage after. */
export const Recheck = z.object({ at: Instant, by: Person, months: RecheckMonths, note: z.string().max(200) });
export type Recheck = z.infer<typeof Recheck>;

/** 不是同一处: a clerk or a reviewer looked at two records that might be one thing, and they are two. Each of them says it of the other. */
export const ToldApart = z.object({ other: RecordId, at: Instant, by: Person });
export type ToldApart = z.infer<typeof ToldApart>;

/** 复建: found again at a recheck, so many months after 销号. */
export const Reopening = z.object({ at: Instant, by: Person, months: RecheckMonths, reason: Reason });
export type Reopening = z.infer<typeof Reopening>;

/** 陈述申辩 upheld: the statement, and by whom. */
export const Upheld = z.object({ statement: RecordId, at: Instant, by: Person, reason: Reason });
export type Upheld = z.infer<typeof Upheld>;

/** 补充摸排: what was found to be there besides, before more of it is removed [O3]. m² of a structure, or units of a fixture. */
export const Supplement = z.object({
  at: Instant,
  surveyors: z.array(Person).max(6),
  areaM2: z.number().min(0.01).max(2000).nullable(),
  qty: z.int().min(1).max(200).nullable(),
  photos: z.array(PhotoRef).max(20),
  reason: Reason,
});
export type Supplement = z.infer<typeof Supplement>;

/** Undefined where a supplementary survey has what a survey needs: two surveyors, a photo, a number. */
export function supplementMissing(supplement: Supplement): RuleId | undefined {
  if (!areTwo(supplement.surveyors)) return 'SURVEYORS_TWO';
  if (supplement.photos.length === 0) return 'SURVEY_PHOTOS';
  return supplement.areaM2 === null && supplement.qty === null ? 'SIZES_MISSING' : undefined;
}

/**
 * A supply cut for safety, and only for safety: water, power, heat or gas is never cut to force anyone (行政强制法 43). There is no other
 * field for it.
 */
export const SafetyIsolation = z.object({
  by: z.string().min(1).max(30),
  at: Instant,
  reason: Reason,
  restoredAt: Instant.nullable(),
});
export type SafetyIsolation = z.infer<typeof SafetyIsolation>;

/** From before the app: the source row and its file's hash stand for photos; shown as 历史数据，资料不全. */
export const Origin = z.object({
  kind: z.literal('LEGACY'),
  file: z.string().min(1).max(200),
  sha256: Sha256,
  row: z.int().min(1),
});
export type Origin = z.infer<typeof Origin>;
