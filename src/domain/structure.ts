import { z } from 'zod';
import { FoundRemoved, LegalDocument, Origin, Reopening, SafetyIsolation, Supplement, Upheld, Voiding } from './case.ts';
import { Zone } from './estate.ts';
import { Acceptance, Agreement, Determination, Notice, Party, Person, PhotoRef, RemovalMode } from './evidence.ts';
import { Day, Instant, RecordId } from './identity.ts';
import { Place } from './place.ts';
import type { Machine } from './state.ts';
import {
  agreementMissing,
  asideMissing,
  deferralMissing,
  determinationMissing,
  documentMissing,
  foundMissing,
  noticeMissing,
  removalMissing,
  reopeningMissing,
  surveyMissing,
  voidingMissing,
} from './structure-gates.ts';
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
  gps: z.object({ lat: z.number(), lon: z.number() }).nullable(),
  surveyors: z.array(Person).max(6),
  surveyedAt: Instant,
  photos: z.array(PhotoRef).max(60),
  note: z.string().max(500),
  status: Status,
  determination: Determination.nullable(),
  notice: Notice.nullable(),
  agreement: Agreement.nullable(),
  refusal: z.string().max(200).nullable(),
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
  isolation: SafetyIsolation.nullish(),
  origin: Origin.nullish(),
});
export type Structure = z.infer<typeof Structure>;

export { areaAgrees } from './structure-sizes.ts';

type Status = Structure['status'];

/** The statutory way, for those who refuse: 城乡规划法 64, 68; 行政强制法 35–37, 44. */
const statutory = ['ordered', 'announced', 'urged', 'enforcementDecided'] as const satisfies Status[];

/** Its people have been told, and it still stands. */
const toldOf = ['notified', 'agreedSelf', 'agreedAssisted', 'refused', ...statutory, 'scheduled'] as const satisfies Status[];

/** Where it may be set aside and come back to. */
const underWay = [
  'surveyed',
  'determined',
  ...toldOf,
  'foundRemoved',
  'removed',
  'cleared',
  'madeGood',
  'reopened',
] as const satisfies Status[];

/** 违建 from survey to 销号: the way by consent, the statutory way, and what may set it aside, bring it back or end it otherwise. */
export const structureMachine = {
  survey: { from: ['draft'], to: 'surveyed', roles: ['team'], missing: surveyMissing },
  determine: {
    from: ['surveyed', 'reopened'],
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
  notify: { from: ['determined', 'reopened'], to: 'notified', roles: ['team', 'community'], evidence: ['notice'], missing: noticeMissing },
  agreeSelf: {
    from: ['notified', 'refused', ...statutory],
    to: 'agreedSelf',
    roles: ['team', 'community'],
    evidence: ['agreement'],
    missing: agreementMissing('SELF'),
  },
  agreeAssisted: {
    from: ['notified', 'refused', ...statutory],
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
    from: ['agreedSelf', 'agreedAssisted', 'enforcementDecided'],
    to: 'scheduled',
    roles: ['team', 'clerk'],
    missing: (after) => (after.operation === null ? 'EVIDENCE_MISSING' : undefined),
  },
  remove: {
    from: ['scheduled', 'agreedSelf', 'foundRemoved'],
    to: 'removed',
    roles: ['team'],
    evidence: ['removalMode'],
    missing: removalMissing,
  },
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
  order: { from: ['refused'], to: 'ordered', roles: ['clerk', 'reviewer'], evidence: ['order'], missing: documentMissing('order') },
  announce: {
    from: ['ordered'],
    to: 'announced',
    roles: ['clerk', 'reviewer'],
    evidence: ['announcement'],
    missing: documentMissing('announcement'),
  },
  urge: { from: ['announced'], to: 'urged', roles: ['clerk', 'reviewer'], evidence: ['urging'], missing: documentMissing('urging') },
  decideEnforcement: {
    from: ['urged'],
    to: 'enforcementDecided',
    roles: ['reviewer'],
    evidence: ['enforcement'],
    missing: documentMissing('enforcement'),
  },
  uphold: {
    from: toldOf,
    to: 'kept',
    roles: ['reviewer'],
    evidence: ['upheld'],
    missing: (after) => (after.upheld ? undefined : 'EVIDENCE_MISSING'),
  },
  findRemoved: {
    from: ['surveyed', 'determined', ...toldOf],
    to: 'foundRemoved',
    roles: ['team', 'community'],
    evidence: ['found'],
    missing: foundMissing,
  },
  defer: { from: ['determined', ...toldOf], to: 'deferred', roles: ['reviewer'], evidence: ['aside'], missing: deferralMissing },
  suspend: { from: underWay, to: 'suspended', roles: ['clerk', 'reviewer'], evidence: ['aside'], missing: asideMissing },
  dispute: {
    from: underWay,
    to: 'disputed',
    roles: ['team', 'community', 'clerk', 'reviewer'],
    evidence: ['aside'],
    missing: asideMissing,
  },
  resume: {
    from: ['deferred', 'suspended', 'disputed'],
    to: (before) => before.aside?.from,
    roles: ['clerk', 'reviewer'],
    evidence: ['aside'],
    missing: (after) => (after.aside ? 'STATE' : undefined),
  },
  reopen: { from: ['accepted'], to: 'reopened', roles: ['team', 'community'], evidence: ['reopenings'], missing: reopeningMissing },
  void: {
    from: ['draft', 'surveyed', 'determined', ...toldOf, 'deferred', 'suspended', 'disputed'],
    to: 'void',
    roles: ['clerk', 'reviewer'],
    evidence: ['voiding'],
    missing: voidingMissing,
  },
} as const satisfies Machine<Structure, string>;

export type StructureEvent = keyof typeof structureMachine;
