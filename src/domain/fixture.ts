import { z } from 'zod';
import { FoundRemoved, noteMissing, Origin, RefusalRecord, Supplement, ToldApart, Voiding } from './case.ts';
import { Agreement, agreementMissing, FixtureSizes, Notice, Party, Person, PhotoRef, photosAt, serviceMissing } from './evidence.ts';
import { Instant, RecordId } from './identity.ts';
import { Place } from './place.ts';
import { FixtureType, type SizeRule } from './policy.ts';
import type { RuleId } from './rule.ts';
import type { ActContext, Machine } from './state.ts';
import { codesOf, fixtureStatusWords, materialWords, sideWords } from './words.ts';

/** 临时防护 between a removal and what comes back: nobody sleeps behind an open window. */
export const InterimProtection = z.object({
  what: z.string().min(1).max(100),
  at: Instant,
  by: Person,
  until: Instant.nullable(),
});
export type InterimProtection = z.infer<typeof InterimProtection>;

/** A fixture in the way of the works 影响施工的设施: it is not 违建, and what is removed comes back by policy. Sizes in mm. */
export const Fixture = z.object({
  code: z.string().max(40),
  place: Place,
  parties: z.array(Party).max(20),
  type: FixtureType,
  side: z.enum(codesOf(sideWords)),
  streetFacing: z.boolean(),
  /** `南阳台-窗2`: unique per room and type. */
  positionLabel: z.string().min(1).max(30),
  sizes: FixtureSizes,
  projectionCm: z.number().min(0).max(500).nullable(),
  qty: z.int().min(1).max(200),
  /** Windows that its pieces cover, where that is not one each: one cage over two windows counts 2. */
  openings: z.int().min(1).max(400).nullish(),
  material: z.enum(codesOf(materialWords)).nullable(),
  condition: z.string().max(40),
  owner: z.enum(['KNOWN', 'UNCLAIMED']),
  blocksWorks: z.boolean(),
  surveyors: z.array(Person).max(6),
  surveyedAt: Instant,
  /** At least one, but for what comes from before the app. */
  photos: z.array(PhotoRef).max(60),
  note: z.string().max(500),
  status: z.enum(codesOf(fixtureStatusWords)),
  notice: Notice.nullable(),
  agreement: Agreement.nullable(),
  refusal: z.string().max(200).nullable(),
  refusalRecord: RefusalRecord.nullish(),
  operation: RecordId.nullable(),
  found: FoundRemoved.nullish(),
  voiding: Voiding.nullish(),
  /** 公示 for an owner whom nobody knows, before it is taken down. */
  posting: RecordId.nullish(),
  interim: InterimProtection.nullish(),
  supplements: z.array(Supplement).max(20).nullish(),
  /** Records that were suspected to be this very thing, and are not. */
  apart: z.array(ToldApart).max(100).nullish(),
  origin: Origin.nullish(),
});
export type Fixture = z.infer<typeof Fixture>;

/** The measures a size rule compares, in the order a ledger writes them. */
export const comparedMeasures: Record<SizeRule, readonly (keyof FixtureSizes)[]> = {
  WIDTH_HEIGHT: ['widthMm', 'heightMm'],
  LENGTH_DEPTH: ['lengthMm', 'depthMm'],
  LENGTH: ['lengthMm'],
  MODEL: [],
};

/** A notice that was handed over names who took it; a photo of one that was left may be another fixture's of the room. */
function receiverMissing(notice: Notice): RuleId | undefined {
  return notice.way === 'LEFT' ? undefined : serviceMissing(notice, []);
}

function removalMissing(after: Fixture, context: ActContext): RuleId | undefined {
  if (context.removedQty === 0) return 'EVIDENCE_MISSING';
  if (after.origin) return undefined;
  return photosAt(after.photos, 'BEFORE') === 0 || photosAt(after.photos, 'AFTER') === 0 ? 'PHOTOS_BEFORE_AFTER' : undefined;
}

/** [C4] what a resident took down alone: a photo from before, or what two people saw; of what is from before the app, its source row. */
function foundMissing(after: Fixture, context: ActContext): RuleId | undefined {
  if (context.removedQty === 0 || !after.found) return 'EVIDENCE_MISSING';
  if (after.origin) return undefined;
  if (photosAt(after.photos, 'AFTER') === 0) return 'PHOTOS_BEFORE_AFTER';
  if (photosAt(after.photos, 'BEFORE') > 0) return undefined;
  return after.found.note ? noteMissing(after.found.note) : 'C4';
}

function voidingMissing(after: Fixture, context: ActContext): RuleId | undefined {
  if (!after.voiding || (after.voiding.kind === 'DUPLICATE' && after.voiding.instead === null)) return 'EVIDENCE_MISSING';
  return context.removedQty > 0 ? 'STATE' : undefined;
}

/** How many were surveyed, supplementary surveys included: no more are ever removed [O3]. */
export function surveyedQty(fixture: Fixture): number {
  return (fixture.supplements ?? []).reduce((sum, supplement) => sum + (supplement.qty ?? 0), fixture.qty);
}

/** A fixture's way is consent only: compulsory removal does not exist for it. */
export const fixtureMachine = {
  notify: {
    from: ['surveyed'],
    to: 'notified',
    roles: ['team', 'community'],
    evidence: ['notice'],
    missing: (after) => (after.notice === null ? 'EVIDENCE_MISSING' : receiverMissing(after.notice)),
  },
  agree: {
    from: ['notified', 'refused'],
    to: 'agreed',
    roles: ['team', 'community'],
    evidence: ['agreement'],
    missing: (after) => agreementMissing(after.agreement, after.parties),
  },
  refuse: {
    from: ['notified'],
    to: 'refused',
    roles: ['team', 'community'],
    evidence: ['refusal', 'refusalRecord'],
    missing: (after) => (after.refusal === null ? 'EVIDENCE_MISSING' : undefined),
  },
  remove: { from: ['agreed'], to: 'removed', roles: ['team'], missing: removalMissing },
  /** Nobody claims it, so nobody can agree: a posting that has run out stands for it. */
  removeUnclaimed: {
    from: ['notified'],
    when: ({ owner }) => owner === 'UNCLAIMED',
    to: 'removed',
    roles: ['team'],
    evidence: ['posting'],
    missing: (after, context) => (after.posting ? removalMissing(after, context) : 'POSTING_MISSING'),
  },
  findRemoved: {
    from: ['surveyed', 'notified', 'refused', 'agreed'],
    to: 'removed',
    // A clerk records no removal but one from an old table.
    roles: ['team', 'community', 'clerk'],
    evidence: ['found'],
    missing: foundMissing,
  },
  void: {
    from: ['surveyed', 'notified', 'refused', 'agreed'],
    to: 'void',
    roles: ['team', 'clerk', 'reviewer'],
    evidence: ['voiding'],
    missing: voidingMissing,
  },
  keep: { from: ['surveyed', 'notified', 'refused'], to: 'kept', roles: ['team', 'community'] },
} as const satisfies Machine<Fixture, string>;

export type FixtureEvent = keyof typeof fixtureMachine;
