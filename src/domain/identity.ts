import { z } from 'zod';

/** Every kind of record that can appear in the feed, in the order a new device needs them: parents before children. */
export const recordTypes = [
  'policy',
  'estate',
  'project',
  'building',
  'household',
  'team',
  'assignment',
  'sweep',
  'structure',
  'fixture',
  'posting',
  'debris',
  'visit',
  'consultation',
  'objection',
  'statement',
  'finding',
  'operation',
  'removal',
  'salvage',
  'entitlement',
  'returnBatch',
  'replacement',
  'photo',
] as const;

export const RecordType = z.enum(recordTypes);
export type RecordType = z.infer<typeof RecordType>;

export const RecordId = z.uuid().brand<'RecordId'>();
export type RecordId = z.infer<typeof RecordId>;

export const DeviceId = z.uuid().brand<'DeviceId'>();
export type DeviceId = z.infer<typeof DeviceId>;

export const UserId = z.uuid().brand<'UserId'>();
export type UserId = z.infer<typeof UserId>;

/** SHA-256 in lower-case hex: of a photo's bytes as received (A2), or of a mutation's content. */
export const Sha256 = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .brand<'Sha256'>();
export type Sha256 = z.infer<typeof Sha256>;

/** RFC 3339 instant with offset, as a device read it from its own clock. */
export const Instant = z.iso.datetime({ offset: true });
export type Instant = z.infer<typeof Instant>;

/** Calendar date, `YYYY-MM-DD`. */
export const Day = z.iso.date();
export type Day = z.infer<typeof Day>;

export const roles = ['team', 'community', 'clerk', 'reviewer', 'district'] as const;
export const Role = z.enum(roles);
export type Role = z.infer<typeof Role>;

/** A person who may work on a device, as the server granted it. */
export const User = z.object({ id: UserId, name: z.string().min(1).max(30), roles: z.array(Role).min(1) });
export type User = z.infer<typeof User>;

/**
 * The id of the entitlement that a removal opens [C2]: the removal's UUIDv7 with its version nibble set to 8
 * (RFC 9562 §5.8), so that two devices that record the same removal line open the same entitlement.
 */
export function entitlementIdOf(removalId: RecordId): RecordId {
  return `${removalId.slice(0, 14)}8${removalId.slice(15)}` as RecordId;
}

const idBits = (1n << 122n) - 1n;

/**
 * The ids of the two parts of a line that is split [C2]: the 122 free bits of its id, multiplied by an odd constant and moved by the part, so
 * that two devices that split one line make the same two, and parts may be split again.
 */
export function partIdOf(lineId: RecordId, part: 1 | 2): RecordId {
  const hex = lineId.replaceAll('-', '');
  const free = BigInt(`0x${hex.slice(0, 12)}${hex.slice(13, 16)}`) * (1n << 62n) + (BigInt(`0x${hex.slice(16)}`) & ((1n << 62n) - 1n));
  const mixed = (free * 0x9e3779b97f4a7c15f39cc0605cedc835n + BigInt(part)) & idBits;
  const high = (mixed >> 62n).toString(16).padStart(15, '0');
  const low = ((mixed & ((1n << 62n) - 1n)) | (1n << 63n)).toString(16);
  return `${high.slice(0, 8)}-${high.slice(8, 12)}-8${high.slice(12)}-${low.slice(0, 4)}-${low.slice(4)}` as RecordId;
}
