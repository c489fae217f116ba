import { z } from 'zod';
import { Person, PhotoRef, Signature } from './evidence.ts';
import { Day, Instant, UserId } from './identity.ts';
import { FixtureType } from './policy.ts';
import { codesOf, entitlementStatusWords } from './words.ts';

/** What the household chose, in front of somebody, with its signature [C6]. Money is information only. */
export const Confirmation = z.object({
  at: Instant,
  by: UserId,
  spec: z.string().min(1).max(60),
  upgradeYuan: z.number().min(0).max(100000),
  note: z.string().max(200),
  signature: Signature,
  /** 换装: the type that comes back, where it is not the one that was removed [C2]. */
  type: FixtureType.nullish(),
});
export type Confirmation = z.infer<typeof Confirmation>;

/** 放弃: signed or witnessed, silence is never one [C6]. */
export const Waiver = z.object({ at: Instant, reason: z.string().min(1).max(200), signature: Signature });
export type Waiver = z.infer<typeof Waiver>;

/** 折价补偿. The amount is what was agreed: nothing is paid through the app. */
export const Compensation = z.object({
  at: Instant,
  by: Person,
  amountYuan: z.number().min(0).max(100000),
  reason: z.string().min(1).max(200),
  signature: Signature,
});
export type Compensation = z.infer<typeof Compensation>;

/** 移位复装: the household's own piece stands again, elsewhere. */
export const Relocation = z.object({
  at: Instant,
  by: Person,
  to: z.string().min(1).max(60),
  photos: z.array(PhotoRef).max(20),
  signature: Signature,
});
export type Relocation = z.infer<typeof Relocation>;

/** 退单: why an order came to nothing. */
export const OrderCancellation = z.object({ at: Instant, by: Person, reason: z.string().min(1).max(200) });
export type OrderCancellation = z.infer<typeof OrderCancellation>;

/** 返工: why, and who answers for it under warranty; another may do the work. */
export const Rework = z.object({ at: Instant, by: Person, reason: z.string().max(200), warrantor: z.string().max(60) });
export type Rework = z.infer<typeof Rework>;

/** 质保期满. */
export const Closure = z.object({ on: Day, by: Person });
export type Closure = z.infer<typeof Closure>;

/** What a line is disputed for, the state it goes back to, and how it was settled. `OVER_RETURNED` 多还. */
export const LineDispute = z.object({
  at: Instant,
  by: Person,
  kind: z.enum(['OVER_RETURNED', 'CLAIMANT', 'QUALITY', 'OTHER']),
  reason: z.string().min(1).max(200),
  from: z.enum(codesOf(entitlementStatusWords)),
  settled: z.object({ at: Instant, by: Person, how: z.string().min(1).max(200) }).nullish(),
});
export type LineDispute = z.infer<typeof LineDispute>;
