import { z } from 'zod';
import { FieldChange } from '#domain/field-change.ts';
import { DeviceId, Instant, RecordId, RecordType } from '#domain/identity.ts';
import { mutationOps } from '#domain/mutation.ts';
import { openObject } from '#domain/open-object.ts';

/** The newest so many changes are told. */
export const historyLimit = 200;

export const HistoryParams = z.object({ type: RecordType, id: RecordId });
export type HistoryParams = z.infer<typeof HistoryParams>;

/** A change of a record that the server applied: who, on which device, when by that device's corrected clock, and what. */
export const ServerChange = openObject({
  uid: z.uuid(),
  op: z.enum(mutationOps),
  user: z.string(),
  device: openObject({ dev: DeviceId, name: z.string() }),
  at: Instant,
  set: z.record(z.string(), FieldChange),
  /** Why, where whoever decided had to say it; empty otherwise. */
  reason: z.string(),
});
export type ServerChange = z.infer<typeof ServerChange>;

/** `GET /sync/v1/records/:type/:id/history`, newest first. `more`: there are older ones that are not told. */
export const HistoryReply = openObject({ changes: z.array(ServerChange), more: z.boolean() });
export type HistoryReply = z.infer<typeof HistoryReply>;
