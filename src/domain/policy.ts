import { z } from 'zod';
import { Day, RecordId } from './identity.ts';
import { codesOf, fixtureTypeWords } from './words.ts';

export const FixtureType = z.enum(codesOf(fixtureTypeWords));
export type FixtureType = z.infer<typeof FixtureType>;

/** Which measures are compared when something comes back [C5]. */
export const SizeRule = z.enum(['WIDTH_HEIGHT', 'LENGTH_DEPTH', 'LENGTH', 'MODEL']);
export type SizeRule = z.infer<typeof SizeRule>;

/** What one type of fixture is owed under a policy. Tolerance is in per cent of the removed measure. */
export const TypePolicy = z.object({
  type: FixtureType,
  eligible: z.boolean(),
  countBy: z.enum(['PIECE', 'OPENING', 'METRE']),
  sizeRule: SizeRule,
  tolerancePercent: z.number().min(0).max(100),
  specs: z.array(z.string().max(60)).min(1),
});
export type TypePolicy = z.infer<typeof TypePolicy>;

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
  complaintPhone: z.string().max(30),
});
export type Policy = z.infer<typeof Policy>;

/** The version a record was made under. */
export const PolicyRef = z.object({ id: RecordId, version: z.string() });
export type PolicyRef = z.infer<typeof PolicyRef>;

/** What a policy says of one type; undefined where it says nothing, which means: not eligible. */
export function findTypePolicy(policy: Policy, type: FixtureType): TypePolicy | undefined {
  return policy.types.find((entry) => entry.type === type);
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
};
