import { z } from 'zod';
import { surveyedOpenings } from '#domain/count.ts';
import { TargetOutcome } from '#domain/operation.ts';
import type { TypePolicy } from '#domain/policy.ts';
import { decimal, photos, text, whole } from '../../ui/field/parse.ts';
import { optional } from '../survey/typed.ts';
import { isRemoval, modeOf, type Outcome } from './outcome.ts';
import type { Target } from './targets.ts';

export const salvages = ['HOUSEHOLD', 'STORED', 'SCRAPPED'] as const;

const outcomeChosen = TargetOutcome.or(z.literal('')).refine((value): value is TargetOutcome => value !== '', 'choose');

/** A policy that counts metres, and a survey that measured no length. */
export function asksLength(target: Target, counted: TypePolicy | undefined): boolean {
  if (target.type !== 'fixture' || counted?.eligible !== true || counted.countBy !== 'METRE') return false;
  const { lengthMm, widthMm } = target.fields.sizes;
  return lengthMm === null && widthMm === null;
}

/** A policy that counts windows. */
export function asksOpenings(target: Target, counted: TypePolicy | undefined): boolean {
  return target.type === 'fixture' && counted?.eligible === true && counted.countBy === 'OPENING';
}

/** What was taken down, as typed: no more than was surveyed, windows too [O3]. */
export function takenShape(target: Target) {
  const fixture = target.type === 'fixture';
  return {
    qty: fixture ? whole(1, target.fields.qty) : whole(1, 1),
    areaM2: fixture ? text(20, 0).transform(() => null) : decimal(0.01, target.fields.areaM2 ?? 2000),
    openings: optional(whole(1, fixture ? surveyedOpenings(target.fields) : 1)),
    lengthMm: optional(whole(100, 6000)),
    contractor: text(60, 0),
    salvage: z.enum(salvages),
  };
}
export type TakenTyped = z.input<z.ZodObject<ReturnType<typeof takenShape>>>;

/** What a removal still lacks: who did it, and a length where the policy counts metres and nobody measured one. */
export function takenMissing(
  { contractor, lengthMm }: { contractor: string; lengthMm: number | null },
  target: Target,
  counted: TypePolicy | undefined,
): ('contractor' | 'lengthMm')[] {
  return [
    ...(contractor === '' ? (['contractor'] as const) : []),
    ...(asksLength(target, counted) && lengthMm === null ? (['lengthMm'] as const) : []),
  ];
}

/** A form with what was taken down among its fields: what it lacks is said at them. */
export function takenEntry<S extends z.ZodRawShape>(target: Target, counted: TypePolicy | undefined, shape: S) {
  return z.object({ ...shape, ...takenShape(target) }).check(({ value, issues }) => {
    // Whatever is added, these two are of the shape.
    const told = value as unknown as { contractor: string; lengthMm: number | null };
    for (const path of takenMissing(told, target, counted))
      issues.push({ code: 'custom', input: value, path: [path], message: 'required' });
  });
}

/** The form of what was taken down, before anything is typed: all that was surveyed. */
export function firstTaken(target: Target): TakenTyped {
  return {
    qty: target.type === 'fixture' ? String(target.fields.qty) : '1',
    areaM2: target.type === 'structure' ? String(target.fields.areaM2 ?? '') : '',
    contractor: '',
    openings: '',
    lengthMm: '',
    salvage: target.fields.agreement?.salvage ?? 'SCRAPPED',
  };
}

/**
 * An outcome as typed. No more than was surveyed, windows too [O3]; a removal by the team shows itself while it happens and after; anything
 * else gives a reason or a photo.
 */
export function outcomeEntryFor(target: Target, counted?: TypePolicy) {
  return z
    .object({
      outcome: outcomeChosen,
      reason: text(200, 0),
      during: photos(0),
      after: photos(0),
      proof: photos(0),
      ...takenShape(target),
    })
    .check(({ value, issues }) => {
      const missing = (path: keyof typeof value, message: string) => issues.push({ code: 'custom', input: value, path: [path], message });
      if (!isRemoval(value.outcome)) {
        if (value.reason === '' && value.proof.length === 0) missing('reason', 'required');
        return;
      }
      if (target.type === 'structure' && modeOf(target) !== 'SELF' && value.during.length === 0) missing('during', 'picture');
      if (value.after.length === 0) missing('after', 'picture');
      for (const path of takenMissing(value, target, counted)) missing(path, 'required');
    });
}

export type OutcomeTyped = z.input<ReturnType<typeof outcomeEntryFor>>;
export type OutcomeEntry = z.infer<ReturnType<typeof outcomeEntryFor>>;

export function firstEntry(target: Target): OutcomeTyped {
  return { outcome: '', reason: '', during: [], after: [], proof: [], ...firstTaken(target) };
}

export function outcomeOf(entry: OutcomeEntry, target: Target): Outcome {
  const { during, after, proof, ...told } = entry;
  const photosTaken = isRemoval(entry.outcome) ? [...during, ...after] : proof;
  return { ...told, areaM2: target.type === 'structure' ? told.areaM2 : null, photos: photosTaken };
}
