import { z } from 'zod';
import { Day, RecordId } from './identity.ts';
import { codesOf, fixtureTypeWords, sideWords } from './words.ts';

export const FixtureType = z.enum(codesOf(fixtureTypeWords));
export type FixtureType = z.infer<typeof FixtureType>;

/** Which measures are compared when something comes back [C5]. */
export const SizeRule = z.enum(['WIDTH_HEIGHT', 'LENGTH_DEPTH', 'LENGTH', 'MODEL']);
export type SizeRule = z.infer<typeof SizeRule>;

/** What is owed is counted in pieces, in openings, or in whole centimetres where a policy counts by the metre. */
export const Unit = z.enum(['PIECE', 'OPENING', 'CM']);
export type Unit = z.infer<typeof Unit>;

/** What one type of fixture is owed under a policy. Tolerance is in per cent of the removed measure. */
export const TypePolicy = z.object({
  type: FixtureType,
  eligible: z.boolean(),
  countBy: z.enum(['PIECE', 'OPENING', 'METRE']),
  sizeRule: SizeRule,
  tolerancePercent: z.number().min(0).max(100),
  specs: z.array(z.string().max(60)).min(1),
  /** The sides of a building on which it is owed; absent: on all of them. */
  sides: z
    .array(z.enum(codesOf(sideWords)))
    .min(1)
    .optional(),
});
export type TypePolicy = z.infer<typeof TypePolicy>;

/** 换装: what was removed as one type may come back as another, and by no other way [C2]. */
export const Exchange = z.object({ from: FixtureType, to: FixtureType });
export type Exchange = z.infer<typeof Exchange>;

/** 自费升级: a better spec at the household's own cost, in yuan a piece. Information only: the app takes no payment. */
export const Upgrade = z.object({ type: FixtureType, spec: z.string().min(1).max(60), yuan: z.number().min(0).max(100000) });
export type Upgrade = z.infer<typeof Upgrade>;

/** A time of day, `HH:MM`. */
export const TimeOfDay = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/);

/** Hours in which works by consent should make no noise; `from` later than `to` runs over midnight. */
export const QuietHours = z.object({ from: TimeOfDay, to: TimeOfDay });
export type QuietHours = z.infer<typeof QuietHours>;

/**
 * A subdistrict's 拆一还一 rule as versioned data [C3]. A version never changes: a new rule is a new record, and every
 * removal freezes the version it was made under.
 */
export const Policy = z.object({
  version: z.string().min(1).max(40),
  name: z.string().max(60),
  example: z.boolean(),
  from: Day,
  types: z.array(TypePolicy).min(1),
  warrantyMonths: z.int().min(0).max(240),
  overdueDays: z.int().min(1).max(3650),
  determiners: z.int().min(1).max(2),
  /** The authorities whose determination counts; absent or empty: any. */
  authorities: z.array(z.string().min(1).max(60)).max(20).optional(),
  complaintPhone: z.string().max(30),
  exchanges: z.array(Exchange).optional(),
  /** Where a policy lists upgrades, only these may cost the household anything. */
  upgrades: z.array(Upgrade).optional(),
  /** 折价补偿: off unless a policy says so. */
  compensation: z.boolean().optional(),
  /** How far something may project from the wall, in cm, before it is in the way of the works. */
  projectionLimitCm: z.number().min(0).max(500).optional(),
  quietHours: z.array(QuietHours).optional(),
});
export type Policy = z.infer<typeof Policy>;

/** The version a record was made under. */
export const PolicyRef = z.object({ id: RecordId, version: z.string() });
export type PolicyRef = z.infer<typeof PolicyRef>;

/** The policy in force on a day: of those that have begun the newest, and of two that begin together the later made. */
export function policyInForce<P extends { id: RecordId; fields: Pick<Policy, 'from'> }>(policies: readonly P[], day: Day): P | undefined {
  const begun = policies.filter(({ fields }) => fields.from <= day);
  return [...begun].sort((a, b) => b.fields.from.localeCompare(a.fields.from) || b.id.localeCompare(a.id))[0];
}

/** What a policy says of one type; undefined where it says nothing, which means: not eligible. */
export function findTypePolicy(policy: Policy, type: FixtureType): TypePolicy | undefined {
  return policy.types.find((entry) => entry.type === type);
}

/** Whether a fixture of this type on this side is owed anything [C3]. `side` null: not known, and held against nobody. */
export function isEligible(policy: Policy, type: FixtureType, side: keyof typeof sideWords | null = null): boolean {
  const entry = findTypePolicy(policy, type);
  if (entry === undefined || !entry.eligible) return false;
  return side === null || entry.sides === undefined || entry.sides.includes(side);
}

/** Whether what was removed as `from` may come back as `to` [C2]. */
export function mayReturnAs(policy: Policy, from: FixtureType, to: FixtureType): boolean {
  return from === to || (policy.exchanges ?? []).some((exchange) => exchange.from === from && exchange.to === to);
}

/** Whether a household may be asked this much a piece for this spec. A policy that lists no upgrades leaves it to the people. */
export function mayCost(policy: Policy, type: FixtureType, spec: string, yuan: number): boolean {
  if (yuan === 0 || policy.upgrades === undefined) return true;
  return policy.upgrades.some((upgrade) => upgrade.type === type && upgrade.spec === spec && yuan <= upgrade.yuan);
}

/** A policy to begin with. Nobody has published Nantong's rule: it is marked as an example and shown as one. */
export const examplePolicy: Policy = {
  version: '示例2026-1',
  name: '拆一还一政策（示例）',
  example: true,
  from: '2026-01-01',
  types: [
    {
      type: 'GRILLE',
      eligible: true,
      countBy: 'OPENING',
      sizeRule: 'WIDTH_HEIGHT',
      tolerancePercent: 5,
      specs: ['304不锈钢平面防盗窗', '铝合金平面防盗窗'],
    },
    {
      type: 'INVISIBLE_GUARD',
      eligible: true,
      countBy: 'OPENING',
      sizeRule: 'WIDTH_HEIGHT',
      tolerancePercent: 5,
      specs: ['316隐形防护网'],
    },
    {
      type: 'RACK',
      eligible: true,
      countBy: 'PIECE',
      sizeRule: 'LENGTH',
      tolerancePercent: 10,
      specs: ['不锈钢固定晾衣架', '铝合金折叠晾衣架'],
    },
    { type: 'AWNING', eligible: true, countBy: 'PIECE', sizeRule: 'LENGTH_DEPTH', tolerancePercent: 10, specs: ['PC耐力板雨棚'] },
    { type: 'AC_COVER', eligible: false, countBy: 'PIECE', sizeRule: 'MODEL', tolerancePercent: 0, specs: ['统一空调罩'] },
    { type: 'SOLAR', eligible: false, countBy: 'PIECE', sizeRule: 'MODEL', tolerancePercent: 0, specs: ['原物复装'] },
  ],
  warrantyMonths: 24,
  overdueDays: 90,
  determiners: 1,
  complaintPhone: '0513-12345',
  exchanges: [
    { from: 'GRILLE', to: 'INVISIBLE_GUARD' },
    { from: 'INVISIBLE_GUARD', to: 'GRILLE' },
  ],
  compensation: false,
  projectionLimitCm: 0,
  quietHours: [
    { from: '22:00', to: '06:00' },
    { from: '12:00', to: '14:00' },
  ],
};
