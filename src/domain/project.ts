import { z } from 'zod';
import { Person } from './evidence.ts';
import { Day, Instant, RecordId } from './identity.ts';
import { PolicyRef } from './policy.ts';
import { codesOf, salvageWords } from './words.ts';

/** 改造项目: the renovation of one estate in one year, under the policy it begins with. */
export const Project = z.object({
  estate: RecordId,
  year: z.int().min(2000).max(2100),
  name: z.string().min(1).max(60),
  contractor: z.string().max(60),
  supervisor: z.string().max(60),
  agent: z.string().max(60),
  from: Day.nullable(),
  to: Day.nullable(),
  policy: PolicyRef.nullable(),
  note: z.string().max(500),
});
export type Project = z.infer<typeof Project>;

/** 包户: a household has one active team. `to` null while it is active. */
export const Assignment = z.object({
  household: RecordId,
  team: RecordId,
  responsible: z.string().max(30),
  from: Day,
  to: Day.nullable(),
});
export type Assignment = z.infer<typeof Assignment>;

/** 退单 from a batch: the lines that left it, so that another installer may take them up. Told once, never taken back [A1]. */
export const Withdrawal = z.object({
  at: Instant,
  by: Person,
  reason: z.string().min(1).max(200),
  lines: z.array(RecordId).min(1).max(500),
});
export type Withdrawal = z.infer<typeof Withdrawal>;

/** 还装批次: the lines of one building that one contractor gives back, and what was delivered for them. */
export const ReturnBatch = z.object({
  building: RecordId,
  contractor: z.string().min(1).max(60),
  contractNo: z.string().max(60),
  lines: z.array(RecordId).min(1).max(500),
  deliveries: z.array(z.object({ on: Day, text: z.string().min(1).max(200), qty: z.int().min(1).max(2000) })).max(200),
  note: z.string().max(500),
  withdrawals: z.array(Withdrawal).max(500).nullish(),
});
export type ReturnBatch = z.infer<typeof ReturnBatch>;

/** The lines that a batch still gives back: all that it was made of, without those that left it. */
export function linesHeld({ lines, withdrawals }: Pick<ReturnBatch, 'lines' | 'withdrawals'>): RecordId[] {
  const left = new Set((withdrawals ?? []).flatMap((one) => one.lines));
  return lines.filter((line) => !left.has(line));
}

/** 拆下物处置: what became of a removed piece after its removal was recorded. A fact; the latest counts. */
export const Salvage = z.object({
  removal: RecordId,
  what: z.enum(codesOf(salvageWords)),
  at: Instant,
  by: Person,
  where: z.string().max(100),
  note: z.string().max(200),
});
export type Salvage = z.infer<typeof Salvage>;
