import { z } from 'zod';
import { Zone } from './estate.ts';
import {
  Acceptance,
  Agreement,
  Determination,
  Notice,
  Party,
  Person,
  PhotoRef,
  photosAt,
  RemovalMode,
  signatureMissing,
} from './evidence.ts';
import { Instant, RecordId } from './identity.ts';
import { Place } from './place.ts';
import type { RuleId } from './rule.ts';
import type { ActContext, Machine } from './state.ts';
import { codesOf, materialWords, structureKindWords, structureStatusWords } from './words.ts';

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
  gps: z.object({ lat: z.number(), lon: z.number() }).nullable(),
  surveyors: z.array(Person).max(6),
  surveyedAt: Instant,
  photos: z.array(PhotoRef).max(60),
  note: z.string().max(500),
  status: z.enum(codesOf(structureStatusWords)),
  determination: Determination.nullable(),
  notice: Notice.nullable(),
  agreement: Agreement.nullable(),
  refusal: z.string().max(200).nullable(),
  operation: RecordId.nullable(),
  removalMode: RemovalMode.nullable(),
  haulage: z.object({ volumeM3: z.number().min(0).max(500), note: z.string().max(200) }).nullable(),
  restoration: z.object({ checklist: z.string().max(200) }).nullable(),
  acceptance: Acceptance.nullable(),
});
export type Structure = z.infer<typeof Structure>;

/** Length × width within ± 5 % of the stated area, or a reason. */
export function areaAgrees(sizes: Pick<Structure, 'lengthM' | 'widthM' | 'areaM2' | 'areaReason'>): boolean {
  if (sizes.lengthM === null || sizes.widthM === null || sizes.areaM2 === null || sizes.areaReason !== '') return true;
  return Math.abs(sizes.lengthM * sizes.widthM - sizes.areaM2) <= sizes.lengthM * sizes.widthM * 0.05;
}

function surveyMissing(after: Structure): RuleId | undefined {
  if (after.surveyors.length < 2) return 'SURVEYORS_TWO';
  if (photosAt(after.photos, 'BEFORE') < 2) return 'SURVEY_PHOTOS';
  if (after.areaM2 === null || after.material === null) return 'SIZES_MISSING';
  return areaAgrees(after) ? undefined : 'AREA_MISMATCH';
}

function determinationMissing(after: Structure, context: ActContext): RuleId | undefined {
  const determination = after.determination;
  if (determination === null) return 'EVIDENCE_MISSING';
  if (determination.by.user !== context.user.id) return 'D1';
  const surveyed = after.surveyors.some((person) => person.user === context.user.id || person.name === context.user.name);
  return surveyed ? 'D1' : undefined;
}

function noticeMissing(after: Structure): RuleId | undefined {
  const notice = after.notice;
  if (notice === null) return 'EVIDENCE_MISSING';
  const witnessed = notice.way !== 'LEFT' || (notice.witness !== '' && photosAt(after.photos, 'SERVICE') > 0);
  return witnessed ? undefined : 'WITNESS_MISSING';
}

function agreementMissing(mode: 'SELF' | 'ASSISTED'): (after: Structure) => RuleId | undefined {
  return (after) => (after.agreement?.mode === mode ? signatureMissing(after.agreement.signer) : 'EVIDENCE_MISSING');
}

function removalMissing(after: Structure, context: ActContext): RuleId | undefined {
  if (after.removalMode === null || context.removedQty === 0) return 'EVIDENCE_MISSING';
  if (after.removalMode === 'COMPULSORY') return 'O4';
  if (photosAt(after.photos, 'BEFORE') === 0 || photosAt(after.photos, 'AFTER') === 0) return 'PHOTOS_BEFORE_AFTER';
  return after.removalMode === 'ASSISTED' && photosAt(after.photos, 'DURING') === 0 ? 'PHOTOS_DURING' : undefined;
}

/** 违建's way by consent, from survey to 销号. The statutory way (ordered … enforcementDecided) is not offered yet: see [O4]. */
export const structureMachine = {
  survey: { from: ['draft'], to: 'surveyed', roles: ['team'], missing: surveyMissing },
  determine: {
    from: ['surveyed'],
    to: 'determined',
    roles: ['reviewer'],
    evidence: ['determination'],
    missing: (after, context) => (after.determination?.result === 'LEGAL' ? 'STATE' : determinationMissing(after, context)),
  },
  keep: {
    from: ['surveyed'],
    to: 'kept',
    roles: ['reviewer'],
    evidence: ['determination'],
    missing: (after, context) => (after.determination?.result === 'LEGAL' ? determinationMissing(after, context) : 'STATE'),
  },
  notify: { from: ['determined'], to: 'notified', roles: ['team', 'community'], evidence: ['notice'], missing: noticeMissing },
  agreeSelf: {
    from: ['notified', 'refused'],
    to: 'agreedSelf',
    roles: ['team', 'community'],
    evidence: ['agreement'],
    missing: agreementMissing('SELF'),
  },
  agreeAssisted: {
    from: ['notified', 'refused'],
    to: 'agreedAssisted',
    roles: ['team', 'community'],
    evidence: ['agreement'],
    missing: agreementMissing('ASSISTED'),
  },
  refuse: {
    from: ['notified'],
    to: 'refused',
    roles: ['team', 'community'],
    evidence: ['refusal'],
    missing: (after) => (after.refusal === null ? 'EVIDENCE_MISSING' : undefined),
  },
  schedule: {
    from: ['agreedSelf', 'agreedAssisted'],
    to: 'scheduled',
    roles: ['team', 'clerk'],
    missing: (after) => (after.operation === null ? 'EVIDENCE_MISSING' : undefined),
  },
  remove: { from: ['scheduled', 'agreedSelf'], to: 'removed', roles: ['team'], evidence: ['removalMode'], missing: removalMissing },
  clear: {
    from: ['removed'],
    to: 'cleared',
    roles: ['team', 'clerk'],
    evidence: ['haulage'],
    missing: (after) => (after.haulage === null ? 'EVIDENCE_MISSING' : undefined),
  },
  makeGood: {
    from: ['cleared'],
    to: 'madeGood',
    roles: ['team', 'clerk'],
    evidence: ['restoration'],
    missing: (after) => (after.restoration === null ? 'EVIDENCE_MISSING' : undefined),
  },
  accept: {
    from: ['madeGood'],
    to: 'accepted',
    roles: ['reviewer'],
    evidence: ['acceptance'],
    missing: (after) => (after.acceptance === null ? 'EVIDENCE_MISSING' : undefined),
  },
} as const satisfies Machine<Structure, string>;

export type StructureEvent = keyof typeof structureMachine;
