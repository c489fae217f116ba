import { z } from 'zod';
import { Person, PhotoRef } from './evidence.ts';
import { Day, Instant, RecordId } from './identity.ts';
import { Place } from './place.ts';
import { codesOf, visitResultWords } from './words.ts';

/** 入户: somebody of the team was at the door. A fact. */
export const Visit = z.object({
  place: Place,
  household: RecordId.nullable(),
  team: RecordId,
  at: Instant,
  by: Person,
  result: z.enum(codesOf(visitResultWords)),
  about: z.array(RecordId).max(60),
  note: z.string().max(500),
  photos: z.array(PhotoRef).max(20),
});
export type Visit = z.infer<typeof Visit>;

const Reply = z.object({ at: Instant, by: Person, outcome: z.enum(['ACCEPTED', 'EXPLAINED']), text: z.string().min(1).max(500) });

/** 征询意见: what a household thinks of the plan, and what it was answered. */
export const Consultation = z.object({
  household: RecordId,
  at: Instant,
  by: Person,
  opinion: z.string().min(1).max(500),
  due: Day.nullable(),
  reply: Reply.nullable(),
});
export type Consultation = z.infer<typeof Consultation>;

/** 公示: what hung where, from when to when, and what people said of it. */
export const Posting = z.object({
  text: z.string().min(1).max(2000),
  place: Place,
  from: Day,
  to: Day,
  photos: z.array(PhotoRef).max(20),
  comments: z.array(z.object({ at: Instant, by: z.string().max(30), text: z.string().min(1).max(500) })).max(200),
});
export type Posting = z.infer<typeof Posting>;

/** 意见诉求 of anybody, about anything, and the answer. */
export const Objection = z.object({
  at: Instant,
  by: z.string().max(30),
  household: RecordId.nullable(),
  about: RecordId.nullable(),
  text: z.string().min(1).max(1000),
  reply: z.object({ at: Instant, by: Person, text: z.string().min(1).max(1000) }).nullable(),
  photos: z.array(PhotoRef).max(20),
});
export type Objection = z.infer<typeof Objection>;

/** 陈述申辩 against a determination. Upheld, the structure is kept; it is decided by a reviewer, once. */
export const Statement = z.object({
  structure: RecordId,
  at: Instant,
  by: z.string().min(1).max(30),
  text: z.string().min(1).max(2000),
  photos: z.array(PhotoRef).max(20),
  decision: z.object({ at: Instant, by: Person, result: z.enum(['UPHELD', 'REJECTED']), reason: z.string().min(1).max(500) }).nullable(),
});
export type Statement = z.infer<typeof Statement>;
