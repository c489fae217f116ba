import { z } from 'zod';
import { Person } from './evidence.ts';
import { Day, Instant, RecordId } from './identity.ts';
import { codesOf, occupancyEndingWords, occupancyWords, roomChangeWords, sweepResultWords, zoneWords } from './words.ts';

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

/** 分户 / 并户 / 改号 / 登记有误: what became of rooms, when, by whom and why. Added to, never taken away [A1]. */
export const RoomChange = z.object({
  kind: z.enum(codesOf(roomChangeWords)),
  from: z.array(RoomCode).min(1).max(20),
  to: z.array(RoomCode).max(20),
  on: Day,
  by: Person,
  reason: z.string().min(1).max(200),
});
export type RoomChange = z.infer<typeof RoomChange>;

const Named = z.object({ key: z.string().min(1).max(10), label: z.string().min(1).max(20) });

/** 更正门牌: what a building was called and is called, when, by whom and why. Added to, never taken away [A1]. */
export const Readdress = z.object({ from: Named, to: Named, on: Day, by: Person, reason: z.string().min(1).max(200) });
export type Readdress = z.infer<typeof Readdress>;

/**
 * 结清 of a building [C7]: by whom and when, with the approved 遗留清单 of lines that stay open because nobody lives there, each with its reason.
 * `reopened` where a reviewer took it back.
 */
export const Closing = z.object({
  on: Day,
  by: Person,
  leftovers: z.array(z.object({ line: RecordId, reason: z.string().min(1).max(200) })).max(2000),
  reopened: z.object({ at: Instant, by: Person, reason: z.string().min(1).max(200) }).nullish(),
});
export type Closing = z.infer<typeof Closing>;

/** On the estate's site plan, from its top left corner, as fractions of its width and height. */
export const Pin = z.object({ x: z.number().min(0).max(1), y: z.number().min(0).max(1) });
export type Pin = z.infer<typeof Pin>;

/** A building 幢. `key` is the normalised name, unique in its estate; `rooms` are the fixed things households come and go in. */
export const Building = z.object({
  estate: RecordId,
  key: z.string().min(1).max(10),
  label: z.string().min(1).max(20),
  aliases: z.array(z.string().max(20)),
  rooms: z.array(RoomCode).max(600),
  roomChanges: z.array(RoomChange).max(200).nullish(),
  readdresses: z.array(Readdress).max(50).nullish(),
  closing: Closing.nullish(),
  /** Where what has no pin of its own stands on the plan: fixtures never have one. */
  pin: Pin.nullish(),
});
export type Building = z.infer<typeof Building>;

/** Whether a building is closed 结清, and nobody has reopened it since. */
export function isClosed({ closing }: Pick<Building, 'closing'>): boolean {
  return closing !== null && closing !== undefined && !closing.reopened;
}

/** Why an occupancy ended. */
export const OccupancyEnding = z.object({
  kind: z.enum(codesOf(occupancyEndingWords)),
  at: Instant,
  by: Person,
  reason: z.string().max(200),
});
export type OccupancyEnding = z.infer<typeof OccupancyEnding>;

export function roomCode(unit: string | null, room: string): string {
  return `${unit ?? ''}-${room}`;
}

/** `1-101` → unit 1, room 101; `-101` → no unit. */
export function parseRoomCode(code: string): { unit: string | null; room: string } {
  const at = code.indexOf('-');
  const unit = code.slice(0, at);
  return { unit: unit === '' ? null : unit, room: code.slice(at + 1) };
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
  ending: OccupancyEnding.nullish(),
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
  at: Instant,
  by: z.string().min(1).max(30),
  note: z.string().max(200),
});
export type Sweep = z.infer<typeof Sweep>;
