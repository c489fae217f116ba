import { type BinaryLike, randomBytes, type ScryptOptions, scrypt } from 'node:crypto';
import { promisify } from 'node:util';
import { z } from 'zod';

/** scrypt's parameters and salt, kept beside what was made with them. */
export const Stretching = z.object({
  salt: z.base64url(),
  n: z.int().max(2 ** 20),
  r: z.int().max(32),
  p: z.int().max(16),
});
export type Stretching = z.infer<typeof Stretching>;

/** scrypt's N for a passphrase. About 64 MiB and 200 ms on a small desk: what a thief of the disk pays for each one they try. */
export const passphraseCost = 2 ** 16;

export function freshStretching(n: number): Stretching {
  return { salt: randomBytes(16).toString('base64url'), n, r: 8, p: 1 };
}

/**
 * 32 bytes of what a person typed: scrypt over its NFKC form, so that one passphrase is one whichever keyboard wrote it. It runs off the main
 * thread.
 */
export function stretch(typed: string, { salt, n, r, p }: Stretching): Promise<Buffer> {
  return scryptAsync(typed.normalize('NFKC'), Buffer.from(salt, 'base64url'), 32, { N: n, r, p, maxmem: 256 * n * r });
}

const scryptAsync = promisify<BinaryLike, BinaryLike, number, ScryptOptions, Buffer>(scrypt);
