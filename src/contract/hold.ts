import { z } from 'zod';
import { DeviceId, Instant, User, UserId } from '#domain/identity.ts';
import { Json } from '#domain/json-value.ts';
import { Mutation } from '#domain/mutation.ts';
import { openObject } from '#domain/open-object.ts';

/** What became of changes that wait for a person. `held`: nobody has decided yet. */
export const heldStates = ['held', 'resolved', 'released', 'rejected'] as const;
export const HeldStateName = z.enum(heldStates);
export type HeldStateName = z.infer<typeof HeldStateName>;

/** Who wrote a value, on which device, and when, by that device's clock as the server corrected it. */
export const Writer = openObject({ user: z.string(), device: z.string(), at: Instant });
export type Writer = z.infer<typeof Writer>;

/** A field that two people wrote differently: what the later author had seen, what stood, what they wanted; and whose the standing value is. */
export const ConflictValue = openObject({ base: Json, server: Json, device: Json, by: Writer.optional() });
export type ConflictValue = z.infer<typeof ConflictValue>;

/** One change that was not applied: as it was sent, whole. */
export const HeldLine = openObject({
  mutation: Mutation,
  outcome: z.enum(['conflict', 'quarantined']),
  /** The rule that holds it as things stand now. */
  rule: z.string(),
  /** Its own conflict, where it opened one. */
  conflict: z.uuid().nullable(),
  fields: z.record(z.string(), ConflictValue),
  /** Who wrote it, as they are known now; null where nobody is known by that id. */
  author: User.nullable(),
});
export type HeldLine = z.infer<typeof HeldLine>;

/** What happened to it while it waited: given back to somebody, answered, or a release that the rules did not let through. */
export const HoldNote = z.discriminatedUnion('kind', [
  openObject({
    kind: z.literal('return'),
    by: z.string(),
    at: Instant,
    text: z.string(),
    to: UserId,
    toName: z.string(),
    due: z.iso.date(),
  }),
  openObject({ kind: z.literal('answer'), by: z.string(), at: Instant, text: z.string() }),
  openObject({ kind: z.literal('reopened'), by: z.string(), at: Instant, rule: z.string() }),
]);
export type HoldNote = z.infer<typeof HoldNote>;

/** What waits for one decision: one change, or all of one group. Once decided, it comes without its lines. */
export const HoldRow = openObject({
  id: z.uuid(),
  seq: z.int().min(1),
  state: HeldStateName,
  openedAt: Instant,
  device: openObject({ dev: DeviceId, name: z.string() }),
  lines: z.array(HeldLine),
  notes: z.array(HoldNote),
  assignee: UserId.nullable(),
  decided: openObject({ by: z.string(), at: Instant, reason: z.string() }).nullable(),
});
export type HoldRow = z.infer<typeof HoldRow>;

/**
 * `GET /sync/v1/holds?epoch&cursor&limit`: holds with `seq > cursor` in order, those that are decided only behind a cursor. A desk of a clerk or a
 * reviewer sees its subdistrict's; any other its own, and those given back to its people. `scope` names which: where it is another than the
 * device asked under before, it asks again from 0.
 */
export const HoldsReply = openObject({ epoch: z.int(), scope: z.string(), rows: z.array(HoldRow), cursor: z.int(), head: z.int() });
export type HoldsReply = z.infer<typeof HoldsReply>;

export const HoldsQuery = z.object({
  epoch: z.coerce.number<number>().int(),
  cursor: z.coerce.number<number>().int().min(0),
  limit: z.coerce.number<number>().int().min(1).max(200).default(200),
});

/** `GET /sync/v1/devices`: what the server knows of the subdistrict's devices. Nobody can know what a silent tablet holds. */
export const KnownDevice = openObject({
  dev: DeviceId,
  serial: z.string(),
  name: z.string(),
  people: z.array(z.string()),
  revoked: z.boolean(),
  /** Null where it was never heard. */
  heardAt: Instant.nullable(),
  /** How many changes it has sent in all, and of them, how many wait for a person. */
  received: z.int(),
  held: z.int(),
  /** Photos that its records name and the server does not have yet. */
  photosMissing: z.int(),
  /** Changes saved there that had not come when it was last met; null where it never said. Servers of before say nothing. */
  unsent: z.int().nullish(),
  /** How far its clock was ahead then, in milliseconds. */
  clockMs: z.int().nullish(),
});
export type KnownDevice = z.infer<typeof KnownDevice>;

export const DevicesReply = openObject({ devices: z.array(KnownDevice) });
export type DevicesReply = z.infer<typeof DevicesReply>;
