import { z } from 'zod';
import { Instant } from '#domain/identity.ts';
import { openObject } from '#domain/open-object.ts';
import { EnrollReply } from './district-api.ts';
import { Peer } from './handover.ts';

/**
 * 登记文件 `.che`: what enrolling answers over the line, written beforehand for one device that has none, with the one-time code that the device
 * shows with its keys in its first `.chb` [EF1]. Whoever has the file may enroll with it, once: it is handled as a code is.
 */
export const enrollFileEnding = '.che';

export const EnrollFile = openObject({
  format: z.literal('che1'),
  code: z.string().min(1).max(64),
  /** Where a line may be found later; null where none is known. */
  serverUrl: z.url().nullable(),
  /** Until when the server takes the code. */
  until: Instant,
  reply: EnrollReply,
  peers: z.array(Peer),
  /** SHA-256 of the canonical JSON of everything but `digest` and `sig`; `sig` is the server's over `che1\n<digest>`. */
  digest: z.string(),
  sig: z.base64url(),
});
export type EnrollFile = z.infer<typeof EnrollFile>;

/** A fresh server's file is some kilobytes; with the keys of a thousand devices still below. */
export const enrollFileBytes = 1024 * 1024;
