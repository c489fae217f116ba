import { z } from 'zod';
import { Agreement, FixtureSizes, Notice, Party, Person, PhotoRef, photosAt, signatureMissing } from './evidence.ts';
import { Instant, RecordId } from './identity.ts';
import { Place } from './place.ts';
import { FixtureType, type SizeRule } from './policy.ts';
import type { RuleId } from './rule.ts';
import type { ActContext, Machine } from './state.ts';
import { codesOf, fixtureStatusWords, materialWords, sideWords } from './words.ts';

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
  material: z.enum(codesOf(materialWords)).nullable(),
  condition: z.string().max(40),
  owner: z.enum(['KNOWN', 'UNCLAIMED']),
  blocksWorks: z.boolean(),
  surveyors: z.array(Person).max(6),
  surveyedAt: Instant,
  photos: z.array(PhotoRef).min(1).max(60),
  note: z.string().max(500),
  status: z.enum(codesOf(fixtureStatusWords)),
  notice: Notice.nullable(),
  agreement: Agreement.nullable(),
  refusal: z.string().max(200).nullable(),
  operation: RecordId.nullable(),
});
export type Fixture = z.infer<typeof Fixture>;

/** The measures a size rule compares, in the order a ledger writes them. */
export const comparedMeasures: Record<SizeRule, readonly (keyof FixtureSizes)[]> = {
  WIDTH_HEIGHT: ['widthMm', 'heightMm'],
  LENGTH_DEPTH: ['lengthMm', 'depthMm'],
  LENGTH: ['lengthMm'],
  MODEL: [],
};

function removalMissing(after: Fixture, context: ActContext): RuleId | undefined {
  if (context.removedQty === 0) return 'EVIDENCE_MISSING';
  return photosAt(after.photos, 'BEFORE') === 0 || photosAt(after.photos, 'AFTER') === 0 ? 'PHOTOS_BEFORE_AFTER' : undefined;
}

/** A fixture's way is consent only: compulsory removal does not exist for it. */
export const fixtureMachine = {
  notify: {
    from: ['surveyed'],
    to: 'notified',
    roles: ['team', 'community'],
    evidence: ['notice'],
    missing: (after) => (after.notice === null ? 'EVIDENCE_MISSING' : undefined),
  },
  agree: {
    from: ['notified', 'refused'],
    to: 'agreed',
    roles: ['team', 'community'],
    evidence: ['agreement'],
    missing: (after) => signatureMissing(after.agreement?.signer),
  },
  refuse: {
    from: ['notified'],
    to: 'refused',
    roles: ['team', 'community'],
    evidence: ['refusal'],
    missing: (after) => (after.refusal === null ? 'EVIDENCE_MISSING' : undefined),
  },
  remove: { from: ['agreed'], to: 'removed', roles: ['team'], missing: removalMissing },
  keep: { from: ['surveyed', 'notified', 'refused'], to: 'kept', roles: ['team', 'community'] },
} as const satisfies Machine<Fixture, string>;

export type FixtureEvent = keyof typeof fixtureMachine;
