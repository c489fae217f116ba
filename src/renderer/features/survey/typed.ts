import { z } from 'zod';
import { parseRoom, parseUnit } from '#domain/place.ts';
import { codesOf, type Word } from '#domain/words.ts';
import type { FieldProblem } from '../../ui/field/words.ts';

const say = (problem: FieldProblem): string => problem;

/** A field that may stay empty: null then, what `schema` makes of it otherwise. */
export function optional<T>(schema: z.ZodType<T, string>) {
  return z.string().transform((typed, context): T | null => {
    if (typed.trim() === '') return null;
    const read = schema.safeParse(typed);
    if (read.success) return read.data;
    context.addIssue({ code: 'custom', message: read.error.issues[0]?.message ?? say('invalid') });
    return z.NEVER;
  });
}

/** One of a table's codes, as a group of buttons gives it: empty until chosen. */
export function oneOf<T extends Record<string, Word>>(words: T) {
  return z.string().pipe(z.enum(codesOf(words), say('choose')));
}

function readable(parse: (typed: string) => string | undefined) {
  return z.string().transform((typed, context): string => {
    const key = parse(typed);
    if (key !== undefined) return key;
    context.addIssue({ code: 'custom', message: say('invalid') });
    return z.NEVER;
  });
}

/** `一单元`, `１` … → `1`; null where left empty. */
export const unitTyped = optional(readable(parseUnit));
/** `1-01`, `１０１室` … → `101`; null where left empty. */
export const roomTyped = optional(readable(parseRoom));
