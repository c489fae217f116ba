import { z } from 'zod';
import { type Household, parsePhone } from '#domain/estate.ts';
import { RecordId } from '#domain/identity.ts';
import { occupancyWords, visitResultWords, type Word } from '#domain/words.ts';
import { day, photos, text } from '../../ui/field/parse.ts';
import type { FieldProblem } from '../../ui/field/words.ts';
import { oneOf, optional } from '../survey/typed.ts';

const choose: FieldProblem = 'choose';
const required: FieldProblem = 'required';

export const VisitEntry = z.object({
  result: oneOf(visitResultWords),
  team: z.string().pipe(z.custom<RecordId>((id) => RecordId.safeParse(id).success, choose)),
  on: day,
  note: text(500, 0),
  photos: photos(0),
});
export type VisitTyped = z.input<typeof VisitEntry>;
export type VisitEntry = z.output<typeof VisitEntry>;

export const ConsultationEntry = z.object({ opinion: text(500), due: optional(day) });
export type ConsultationTyped = z.input<typeof ConsultationEntry>;
export type ConsultationEntry = z.output<typeof ConsultationEntry>;

export const outcomeWords = {
  ACCEPTED: { zh: '采纳', en: 'Accepted' },
  EXPLAINED: { zh: '解释说明', en: 'Explained' },
} as const satisfies Record<string, Word>;

export const ReplyEntry = z.object({ outcome: oneOf(outcomeWords), text: text(500) });
export type ReplyTyped = z.input<typeof ReplyEntry>;
export type ReplyEntry = z.output<typeof ReplyEntry>;

export const ObjectionEntry = z.object({ by: text(30, 0), text: text(1000), photos: photos(0) });
export type ObjectionTyped = z.input<typeof ObjectionEntry>;
export type ObjectionEntry = z.output<typeof ObjectionEntry>;

export const AnswerEntry = z.object({ text: text(1000) });

export const OccupantEntry = z.object({
  contactName: text(30),
  phone: z
    .string()
    .refine((typed) => parsePhone(typed) !== undefined, 'invalid' satisfies FieldProblem)
    .transform((typed) => parsePhone(typed) ?? null),
  occupancy: oneOf(occupancyWords),
  from: optional(day),
});
export type OccupantTyped = z.input<typeof OccupantEntry>;
export type OccupantEntry = z.output<typeof OccupantEntry>;

/** What the household needs of us; never why. */
export const accommodationWords = {
  RAMP: { zh: '要坡道', en: 'A ramp' },
  KEEP_DOOR: { zh: '门口要留通道', en: 'Keep the door clear' },
  TIME_WINDOW: { zh: '限定时段施工', en: 'Work at certain hours' },
  OTHER: { zh: '其他', en: 'Something else' },
} as const satisfies Record<NonNullable<Household['accommodation']>, Word>;
export const noAccommodation = 'NONE';

export const AccommodationEntry = z
  .object({ accommodation: z.enum([noAccommodation, 'RAMP', 'KEEP_DOOR', 'TIME_WINDOW', 'OTHER'], choose), note: text(200, 0) })
  .superRefine(({ accommodation, note }, context) => {
    const unsaid = (accommodation === 'OTHER' || accommodation === 'TIME_WINDOW') && note === '';
    if (unsaid) context.addIssue({ code: 'custom', path: ['note'], message: required });
  });
export type AccommodationTyped = z.input<typeof AccommodationEntry>;
export type AccommodationEntry = z.output<typeof AccommodationEntry>;
