import { z } from 'zod';
import { Day } from '#domain/identity.ts';
import type { TakenPhoto } from '../../store/photo-changes.ts';
import type { FieldProblem } from './words.ts';

const say = (problem: FieldProblem): string => problem;

/** Typed text, trimmed; required unless `min` is 0. */
export const text = (max: number, min: 0 | 1 = 1) => z.string().trim().min(min, say('required')).max(max, say('tooLong'));

/** A number as typed, `１２.５` too. Limits are inclusive. */
export const decimal = (min: number, max: number) =>
  text(20)
    .transform((typed) => Number(typed.normalize('NFKC')))
    .pipe(z.number(say('number')).min(min, say('range')).max(max, say('range')));

export const whole = (min: number, max: number) => decimal(min, max).refine(Number.isInteger, say('whole'));

export const day = z.string().pipe(Day.or(z.literal('')).refine((typed): typed is Day => typed !== '', say('required')));

/** Photos of one stage, at least `min`. */
export const photos = (min: number) => z.array(z.custom<TakenPhoto>()).min(min, say('picture'));

export const drawnSignature = z.custom<TakenPhoto | null>().refine((drawn): drawn is TakenPhoto => drawn !== null, say('signature'));
