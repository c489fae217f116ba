import { z } from 'zod';
import { FieldChanges } from './field-change.ts';
import { DeviceId, Instant, RecordId, RecordType, Sha256, UserId } from './identity.ts';
import { type Json, JsonFields } from './json-value.ts';
import { openObject } from './open-object.ts';
import { type HoldVerdict, Verdict } from './verdict.ts';

export { FieldChange } from './field-change.ts';
export type { Json } from './json-value.ts';

export const mutationOps = ['create', 'patch', 'delete', 'restore', 'resolve', 'merge'] as const;

/**
 * What a person did, before the journal numbers it. Immutable once journaled; ≤ 64 KiB as canonical JSON.
 * `g` groups mutations that are all or nothing; `seen` carries every value a `delete` saw, or the server values a `resolve` saw.
 * `conflict` is what a `resolve` decides: one conflict, or with a `verdict` on it the hold, whole.
 * Wire format of docs: src/sync/SPEC.md [M1].
 */
export const MutationDraft = openObject({
  uid: z.uuid(),
  g: z.uuid().nullable(),
  op: z.enum(mutationOps),
  type: RecordType,
  id: RecordId,
  base: openObject({ rev: z.int().min(0) }),
  set: FieldChanges,
  seen: JsonFields,
  conflict: z.uuid().nullable(),
  verdict: Verdict.optional(),
  photos: openObject({ add: z.array(Sha256), remove: z.array(Sha256) }),
  user: UserId,
  schema: z.int().min(1),
  app: z.string().max(20),
  at: openObject({ wall: Instant, monoMs: z.number().min(0), boot: z.uuid(), offMs: z.number() }),
});
export type MutationDraft = z.infer<typeof MutationDraft>;

/** When its author did it: by the device's clock, as the server had corrected it. */
export const momentOf = ({ at }: Pick<MutationDraft, 'at'>): Date => new Date(Date.parse(at.wall) + at.offMs);

/** A journaled mutation: numbered contiguously per device and chained by hash. Members of a newer version stay in it [W1]. */
export const Mutation = MutationDraft.extend({
  dev: DeviceId,
  n: z.int().min(1),
  prev: Sha256,
  c: Sha256,
  h: Sha256,
});
export type Mutation = z.infer<typeof Mutation>;

export type Fields = Record<string, Json>;

/** A record as the server holds it and a device pulls it. `seq` is the server-wide position of its latest change. */
export const FeedRecord = openObject({
  type: RecordType,
  id: RecordId,
  rev: z.int().min(1),
  seq: z.int().min(1),
  deleted: z.boolean(),
  schema: z.int().min(1),
  fields: JsonFields,
  openConflicts: z.int().min(0),
  aliasOf: RecordId.optional(),
});
export type FeedRecord = z.infer<typeof FeedRecord>;

/** `prev` of a device's first mutation. */
export const genesisHash = '0'.repeat(64) as Sha256;

/** The current schema version of every record type. Only the server upcasts. */
export const schemaVersion = 1;

/** NUL, and half a pair: whole pairs are one sign to it. */
const unstorable = /[\0\ud800-\udfff]/u;

/** Every text in it, names of members among them. */
function isStorableJson(value: unknown): boolean {
  if (typeof value === 'string') return !unstorable.test(value);
  if (value === null || typeof value !== 'object') return true;
  if (Array.isArray(value)) return value.every(isStorableJson);
  for (const name in value) if (unstorable.test(name) || !isStorableJson(value[name as keyof object])) return false;
  return true;
}

/**
 * Whether the record that a mutation makes can be stored and found again wherever it goes: text without NUL and without half a character
 * (a pasted emoji cut in two), ids in lower case. Device and server ask the same.
 */
export function isStorable(mutation: MutationDraft): boolean {
  const lowerCase = [mutation.id, mutation.uid, mutation.g ?? ''].every((id) => id === id.toLowerCase());
  return lowerCase && isStorableJson(mutation.set) && isStorableJson(mutation.verdict);
}

/** The verdict on a hold that a mutation carries; undefined for every other change, a choice between two values among them. */
export function verdictOf({ op, verdict }: Pick<MutationDraft, 'op' | 'verdict'>): HoldVerdict | undefined {
  return op === 'resolve' && verdict !== undefined && verdict.kind !== 'choose' ? verdict : undefined;
}
