import { z } from 'zod';
import { Day, RecordId } from './identity.ts';
import { codesOf, occupancyWords, sweepResultWords, zoneWords } from './words.ts';

/** A residential estate 小区. `code` leads every code that people read. */
export const Estate = z.object({
  name: z.string().min(1).max(40),
  code: z.string().regex(/^[A-Z]{2,4}$/),
  neighborhood: z.string().max(40),
  subdistrict: z.string(),
});
export type Estate = z.infer<typeof Estate>;

/** `1-101`, or `-101` where the building has no units: a room inside its building. */
export const RoomCode = z.string().regex(/^[^-]{0,10}-[^-]{1,10}$/);

/** A building 幢. `key` is the normalised name, unique in its estate; `rooms` are the fixed things households come and go in. */
export const Building = z.object({
  estate: RecordId,
  key: z.string().min(1).max(10),
  label: z.string().min(1).max(20),
  aliases: z.array(z.string().max(20)),
  rooms: z.array(RoomCode).max(600),
});
export type Building = z.infer<typeof Building>;

export function roomCode(unit: string | null, room: string): string {
  return `${unit ?? ''}-${room}`;
}

export const Zone = z.enum(codesOf(zoneWords));
export type Zone = z.infer<typeof Zone>;

const phonePattern = /^(?:1\d{10}|0\d{2,3}-?\d{7,8}(?:-\d{1,6})?)$/;

/** A household: a dated occupancy of a room. No identity number, no health facts: the accommodation, not the diagnosis. */
export const Household = z.object({
  building: RecordId,
  unit: z.string().max(10).nullable(),
  room: z.string().min(1).max(10),
  /** Empty while nobody is known (空置): shown as 待补. */
  contactName: z.string().max(30),
  phone: z.string().regex(phonePattern).nullable(),
  occupancy: z.enum(codesOf(occupancyWords)),
  from: Day.nullable(),
  to: Day.nullable(),
  ownerReachable: z.boolean().nullable(),
  accommodation: z.enum(['RAMP', 'KEEP_DOOR', 'TIME_WINDOW', 'OTHER']).nullable(),
  note: z.string().max(200),
  /** Where an imported household comes from. */
  source: z.object({ file: z.string(), row: z.int() }).nullable(),
});
export type Household = z.infer<typeof Household>;

/** Phone as written in a roster → canonical, or null where it is none (`不详`). Undefined where there is text but no phone in it. */
export function parsePhone(text: string): string | null | undefined {
  const bare = text.normalize('NFKC').replace(/[\s()]/gu, '');
  if (bare === '' || /^(?:不详|无|未知|\/|-)$/u.test(bare)) return null;
  return phonePattern.test(bare) ? bare : undefined;
}

/** A sweep 排查: a zone of a building was looked at. Blank is not clean. */
export const Sweep = z.object({
  building: RecordId,
  unit: z.string().max(10).nullable(),
  zone: Zone,
  result: z.enum(codesOf(sweepResultWords)),
  at: z.iso.datetime({ offset: true }),
  by: z.string().min(1).max(30),
  note: z.string().max(200),
});
export type Sweep = z.infer<typeof Sweep>;
