import { z } from 'zod';
import type { Acceptance } from '#domain/evidence.ts';
import type { Day, User } from '#domain/identity.ts';
import { acceptanceStepWords, codesOf } from '#domain/words.ts';
import { day, text } from '../../ui/field/parse.ts';
import { SignatureEntry } from './signature-entry.ts';

/** What a household says of the piece, recorded and never a veto. */
export const satisfactions = { yes: true, no: false, unsaid: null } as const;
export const Satisfaction = z.enum(['yes', 'no', 'unsaid']);

export const acceptanceSteps = codesOf(acceptanceStepWords);

/** 施工自检 → 监理 → 社区 → 街道: who took which, as far as they were taken apart. */
export const StepsEntry = z.object({
  CONTRACTOR: text(30, 0),
  SUPERVISOR: text(30, 0),
  COMMUNITY: text(30, 0),
  SUBDISTRICT: text(30, 0),
});
type StepsEntry = z.output<typeof StepsEntry>;

export const noSteps: z.input<typeof StepsEntry> = { CONTRACTOR: '', SUPERVISOR: '', COMMUNITY: '', SUBDISTRICT: '' };

/** The steps that somebody took, in their order. */
export function stepsOf(on: Day, steps: StepsEntry): Pick<Acceptance, 'steps'> {
  const taken = acceptanceSteps.flatMap((who) => (steps[who] === '' ? [] : [{ who, on, by: steps[who] }]));
  return taken.length === 0 ? {} : { steps: taken };
}

/** 验收 as it is kept, from what its form says. */
export const acceptanceOf = (
  { id, name }: Pick<User, 'id' | 'name'>,
  { on, result, steps }: { on: Day; result: string; steps: StepsEntry },
  residentSatisfied: Acceptance['residentSatisfied'],
): Acceptance => ({ on, by: { name, user: id }, result, residentSatisfied, ...stepsOf(on, steps) });

/** A signature that is asked for, or one that nobody has to give. */
export const signatureIf = (asked: boolean) => (asked ? SignatureEntry : z.custom<SignatureEntry>());

/**
 * 验收 as typed: when, how it was found, who took which step, and what the household says. `signed`: it signed for that. `short`: the piece is smaller
 * than its policy lets it, and comes in only with a signed reason [C5].
 */
export const acceptEntryFor = ({ short, signed }: { short: boolean; signed: boolean }) =>
  z.object({
    on: day,
    result: text(200),
    satisfied: Satisfaction,
    steps: StepsEntry,
    signed: z.boolean(),
    resident: signatureIf(signed && !short),
    reason: short ? text(200) : z.string(),
    signature: signatureIf(short),
  });
export type AcceptTyped = z.input<ReturnType<typeof acceptEntryFor>>;
export type AcceptEntry = z.output<ReturnType<typeof acceptEntryFor>>;
