import { createHash } from 'node:crypto';
import type { Sha256 } from '#domain/identity.ts';

export function hashBytes(bytes: Uint8Array): Sha256 {
  return createHash('sha256').update(bytes).digest('hex') as Sha256;
}
