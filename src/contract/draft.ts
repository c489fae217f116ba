import { z } from 'zod';
import { UserId } from '#domain/identity.ts';
import { JsonFields } from '#domain/json-value.ts';

/**
 * What somebody typed into a form and has not saved. `key` names form, person and what the form is about; `uid` is the mutation that will
 * save it: once the journal has that one, the draft is settled [DR2]. Those of version 1 have no `uid`, `path` or `about`.
 */
export const Draft = z.object({
  key: z.string().min(1).max(1000),
  /** Milliseconds since 1970. */
  savedAt: z.int().min(0),
  uid: z.uuid().optional(),
  /** Address of the page its form stands on. */
  path: z.string().max(2000).optional(),
  /** What it is about, as people call it: a code, a place. */
  about: z.string().max(300).optional(),
  values: JsonFields,
});
export type Draft = z.infer<typeof Draft>;

/** A draft's JSON may be this long: hundreds of photos' facts, and no more. */
export const draftBytes = 512 * 1024;

/** Whose draft it is: the second part of its key. */
export function findDraftUser({ key }: Pick<Draft, 'key'>): UserId | undefined {
  return UserId.safeParse(key.split('|')[1]).data;
}
