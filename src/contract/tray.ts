import { z } from 'zod';
import { PhoneFor } from './phone.ts';
import { PhotoFacts } from './photo-facts.ts';

/** 待归档: a photo on this device that no record has yet. It is known by its hash: the same file twice waits once. */
export const TrayPhoto = z.object({
  facts: PhotoFacts,
  /** What its file was called. */
  fileName: z.string().max(255),
  /** A phone sent it, for this record; absent for a file of this machine. Nobody has accepted it yet. */
  phone: PhoneFor.nullish(),
});
export type TrayPhoto = z.infer<typeof TrayPhoto>;
