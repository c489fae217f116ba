import { z } from 'zod';
import { RecordId, RecordType } from '#domain/identity.ts';

/** What one opening of the phone's door lets in. */
export const phoneLimits = { minutes: 10, photos: 20, bytes: 300 * 1024 * 1024 } as const;

/** The record that a phone's page was opened for. `about` is what people call it. */
export const PhoneFor = z.object({ type: RecordType, id: RecordId, about: z.string().max(160) });
export type PhoneFor = z.infer<typeof PhoneFor>;

/** The door as it stands open. */
export const PhoneDoor = z.object({
  /** What the phone opens; it holds the token. */
  url: z.string(),
  address: z.string(),
  /** Where else this machine can be reached in its own network. */
  addresses: z.array(z.string()),
  /** Milliseconds until it closes by itself. */
  leftMs: z.int().min(0),
  /** Whether a phone has taken the token: no other one can from then on. */
  taken: z.boolean(),
  arrived: z.int().min(0),
  refused: z.int().min(0),
  for: PhoneFor,
});
export type PhoneDoor = z.infer<typeof PhoneDoor>;
