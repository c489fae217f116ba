import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const algorithm = 'aes-256-gcm';
export const nonceBytes = 12;
export const tagBytes = 16;

/** What a seal adds to the bytes: a random nonce before them and a tag behind. */
export const sealBytes = nonceBytes + tagBytes;

/**
 * AES-256-GCM under a 32-byte key: `nonce ‖ ciphertext ‖ tag`. `aad` says what the bytes are for and has to be the same when they are
 * opened. The nonce is random: one key seals up to 2³² small texts; what is large or many belongs in files with a key of their own.
 */
export function seal(key: Uint8Array, bytes: Uint8Array, aad: string): Buffer {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv(algorithm, key, nonce, { authTagLength: tagBytes }).setAAD(Buffer.from(aad));
  return Buffer.concat([nonce, cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
}

/** The bytes that were sealed, or undefined when one bit of them, the key or `aad` is another. */
export function openSealed(key: Uint8Array, sealed: Uint8Array, aad: string): Buffer | undefined {
  if (sealed.byteLength < sealBytes) return undefined;
  const end = sealed.byteLength - tagBytes;
  const decipher = createDecipheriv(algorithm, key, sealed.subarray(0, nonceBytes), { authTagLength: tagBytes })
    .setAAD(Buffer.from(aad))
    .setAuthTag(sealed.subarray(end));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(nonceBytes, end)), decipher.final()]);
  } catch {
    return undefined;
  }
}
