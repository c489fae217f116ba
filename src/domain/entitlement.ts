import { z } from 'zod';
import { Origin } from './case.ts';
import { Closure, Compensation, Confirmation, LineDispute, OrderCancellation, Relocation, Rework, Waiver } from './decision.ts';
import { Acceptance, acceptanceMissing, FixtureSizes, PhotoRef, photosAt, RemovalMode, Signature, signatureMissing } from './evidence.ts';
import { comparedMeasures } from './fixture.ts';
import { Day, Instant, RecordId } from './identity.ts';
import { sameJson } from './json.ts';
import { Place } from './place.ts';
import { FixtureType, PolicyRef, type TypePolicy, Unit } from './policy.ts';
import type { RuleId } from './rule.ts';
import type { ActContext, Machine } from './state.ts';
import { codesOf, entitlementStatusWords } from './words.ts';

/** Pieces, openings or centimetres: a whole number always. */
const OwedQty = z.int().min(1).max(200_000);

/** 拆除: a fact about one target. A fixture's removal freezes the policy and opens one entitlement in the same group [C2]. */
export const Removal = z.object({
  target: RecordId,
  targetType: z.enum(['structure', 'fixture']),
  operation: RecordId.nullable(),
  mode: RemovalMode,
  at: Instant,
  /** Pieces taken down; what is owed for them is `counted` as the frozen policy counts, or else the pieces themselves [C1]. */
  qty: z.number().positive().max(200),
  counted: z.object({ unit: Unit, qty: OwedQty }).nullish(),
  areaM2: z.number().min(0).max(2000).nullable(),
  sizes: FixtureSizes.nullable(),
  photos: z.array(PhotoRef).max(60),
  /** 谁施工、谁负责 */
  contractor: z.string().min(1).max(60),
  salvage: z.enum(['HOUSEHOLD', 'STORED', 'SCRAPPED']),
  policy: PolicyRef.nullable(),
  /** From before the app: the source row of what was removed, by whom it was brought in. */
  origin: Origin.nullish(),
});
export type Removal = z.infer<typeof Removal>;

/**
 * 应还: one line from exactly one removal line. Type, quantity and sizes derive from it; only decisions are added. A part return splits a
 * line into two that carry it on (`partOf`); the line itself ends as `split` and counts through them alone.
 */
export const Entitlement = z.object({
  removal: RecordId,
  fixture: RecordId,
  place: Place,
  type: FixtureType,
  qty: OwedQty,
  /** What `qty` counts; absent: pieces. */
  countedIn: Unit.nullish(),
  removedSizes: FixtureSizes,
  removedOn: Day,
  policy: PolicyRef,
  status: z.enum(codesOf(entitlementStatusWords)),
  confirmation: Confirmation.nullable(),
  replacement: RecordId.nullable(),
  waiver: Waiver.nullable(),
  /** Signed reason for a size below what was removed [C5]. */
  shortfall: z.object({ reason: z.string().min(1).max(200), signature: Signature }).nullable(),
  acceptance: Acceptance.nullable(),
  partOf: RecordId.nullish(),
  compensation: Compensation.nullish(),
  relocation: Relocation.nullish(),
  cancellation: OrderCancellation.nullish(),
  dispute: LineDispute.nullish(),
  closure: Closure.nullish(),
  rework: Rework.nullish(),
});
export type Entitlement = z.infer<typeof Entitlement>;

/** 还装: what was put back. One piece settles exactly one line [C2]; a uniform addition settles none, and says where it stands instead. */
export const Replacement = z.object({
  entitlement: RecordId.nullable(),
  basis: z.enum(['ENTITLEMENT', 'UNIFORM']),
  installer: z.string().min(1).max(60),
  spec: z.string().min(1).max(60),
  sizes: FixtureSizes,
  installedAt: Instant,
  photos: z.array(PhotoRef).max(40),
  serial: z.string().max(60),
  windowOpens: z.boolean().nullable(),
  residentResult: z.string().max(100),
  warrantor: z.string().max(60),
  warrantyUntil: Day.nullable(),
  /** 换装: its type, where it is not the one that was removed. */
  type: FixtureType.nullish(),
  /** 原物复装: the household's own piece, made good and put back. */
  original: z.boolean().nullish(),
  /** 统一加装: where it stands, which no line tells. */
  place: Place.nullish(),
});
export type Replacement = z.infer<typeof Replacement>;

/** The measures that came back smaller than removed, beyond the policy's tolerance [C5]. Empty is good. */
export function shortMeasures(removed: FixtureSizes, actual: FixtureSizes, policy: TypePolicy): (keyof FixtureSizes)[] {
  return comparedMeasures[policy.sizeRule].filter((measure) => {
    const was = removed[measure];
    const is = actual[measure];
    return was !== null && (is === null || is < was * (1 - policy.tolerancePercent / 100));
  });
}

/** A replacement shows the inside and the outside. */
export function installPhotosMissing(replacement: Replacement): RuleId | undefined {
  return photosAt(replacement.photos, 'INSTALL') < 2 ? 'PHOTO_INSTALL' : undefined;
}

/** The type that comes back for a line: the one removed, unless another was chosen. */
export function returnedType(line: Pick<Entitlement, 'type' | 'confirmation'>): FixtureType {
  return line.confirmation?.type ?? line.type;
}

function disputeMissing(after: Entitlement, _context: ActContext, before: Entitlement): RuleId | undefined {
  const { dispute } = after;
  if (dispute === null || dispute === undefined || dispute.settled) return 'EVIDENCE_MISSING';
  return dispute.from === before.status ? undefined : 'STATE';
}

/** A dispute ends with how it was settled; what it was about stays as it was said. */
function settlementMissing(after: Entitlement, _context: ActContext, before: Entitlement): RuleId | undefined {
  if (!after.dispute?.settled) return 'EVIDENCE_MISSING';
  return sameJson({ ...after.dispute, settled: null }, { ...before.dispute, settled: null }) ? undefined : 'STATE';
}

export const entitlementMachine = {
  confirm: {
    from: ['open'],
    to: 'confirmed',
    roles: ['community', 'team'],
    evidence: ['confirmation'],
    missing: (after) => signatureMissing(after.confirmation?.signature),
  },
  order: { from: ['confirmed'], to: 'ordered', roles: ['community', 'clerk'] },
  cancelOrder: {
    from: ['ordered'],
    to: 'confirmed',
    roles: ['community', 'clerk'],
    evidence: ['cancellation'],
    missing: (after) => (after.cancellation ? undefined : 'EVIDENCE_MISSING'),
  },
  install: {
    from: ['confirmed', 'ordered', 'rework'],
    to: 'installed',
    roles: ['community', 'team'],
    evidence: ['replacement'],
    missing: (after) => (after.replacement === null ? 'EVIDENCE_MISSING' : undefined),
  },
  rework: { from: ['installed', 'accepted'], to: 'rework', roles: ['community', 'clerk'], evidence: ['acceptance', 'shortfall', 'rework'] },
  accept: {
    from: ['installed'],
    to: 'accepted',
    roles: ['community', 'reviewer'],
    evidence: ['acceptance', 'shortfall'],
    missing: (after) => acceptanceMissing(after.acceptance),
  },
  waive: {
    from: ['open', 'confirmed'],
    to: 'waived',
    roles: ['community'],
    evidence: ['waiver'],
    missing: (after) => signatureMissing(after.waiver?.signature),
  },
  compensate: {
    from: ['open', 'confirmed'],
    to: 'compensated',
    roles: ['community', 'clerk'],
    evidence: ['compensation'],
    missing: (after) => signatureMissing(after.compensation?.signature),
  },
  relocate: {
    from: ['open', 'confirmed'],
    to: 'relocated',
    roles: ['community', 'team'],
    evidence: ['relocation'],
    missing: (after) => signatureMissing(after.relocation?.signature),
  },
  split: {
    from: ['open', 'confirmed', 'ordered'],
    to: 'split',
    roles: ['community', 'team', 'clerk'],
    missing: (after, context) => (context.partsQty === after.qty ? undefined : 'C1'),
  },
  dispute: {
    from: ['open', 'confirmed', 'ordered', 'installed', 'rework', 'accepted', 'closed', 'waived', 'compensated', 'relocated'],
    to: 'disputed',
    roles: ['team', 'community', 'clerk', 'reviewer'],
    evidence: ['dispute'],
    missing: disputeMissing,
  },
  settle: {
    from: ['disputed'],
    to: (before) => before.dispute?.from,
    roles: ['clerk', 'reviewer'],
    evidence: ['dispute'],
    missing: settlementMissing,
  },
  close: {
    from: ['accepted'],
    to: 'closed',
    roles: ['clerk', 'reviewer'],
    evidence: ['closure'],
    missing: (after) => (after.closure ? undefined : 'EVIDENCE_MISSING'),
  },
} as const satisfies Machine<Entitlement, string>;

export type EntitlementEvent = keyof typeof entitlementMachine;
