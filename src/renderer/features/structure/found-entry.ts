import { z } from 'zod';
import type { FoundRemoved } from '#domain/case.ts';
import type { Day } from '#domain/identity.ts';
import type { Desk } from '../../store/desk.ts';
import { instantOf } from '../../ui/field/calendar.ts';
import { day, photos, text } from '../../ui/field/parse.ts';

/** What was found gone, as typed. `noted` 1: what two people saw must be told; 0: it may be, where a photo from before shows it [C4]. */
export function foundShape(self: string, noted: 0 | 1) {
  return {
    on: day,
    approximate: z.boolean(),
    text: text(500, noted),
    witness: text(30, noted).refine((name) => name !== self, 'invalid'),
    photos: photos(1),
  };
}
export type FoundTyped = z.input<z.ZodObject<ReturnType<typeof foundShape>>>;
export type FoundEntry = z.output<z.ZodObject<ReturnType<typeof foundShape>>>;

export function firstFound(today: Day): FoundTyped {
  return { on: today, approximate: true, text: '', witness: '', photos: [] };
}

/** The finding as it is kept: a note where it was told, by the person at the desk and the other who saw it. */
export function foundOf(
  { user, enrollment, source }: Desk,
  { on, approximate, text: seen, witness }: Omit<FoundEntry, 'photos'>,
): FoundRemoved {
  const second = { name: witness, user: enrollment.users.find(({ name }) => name === witness)?.id ?? null };
  const people = [{ name: user.name, user: user.id }, second];
  const note = seen === '' || witness === '' ? null : { text: seen, people, at: instantOf(source.now()) };
  return { on, approximate, note };
}
