import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const algorithm = 'aes-256-gcm';
const nonceBytes = 12;
const tagBytes = 16;

/**
 * AES-256-GCM: nonce (12 bytes), ciphertext, tag (16 bytes). `about` is authenticated and not stored: what is sealed in one place opens in
 * no other. Nonces are random, so one key seals at most a few thousand million times.
 */
export function seal(key: Uint8Array, about: string, bytes: Uint8Array): Buffer {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv(algorithm, key, nonce).setAAD(Buffer.from(about, 'utf8'));
  return Buffer.concat([nonce, cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
}

/** The bytes, or undefined when they were sealed with another key, about something else, or have changed since. */
export function findSealed(key: Uint8Array, about: string, sealed: Uint8Array): Buffer | undefined {
  if (sealed.byteLength < nonceBytes + tagBytes) return undefined;
  const end = sealed.byteLength - tagBytes;
  const decipher = createDecipheriv(algorithm, key, sealed.subarray(0, nonceBytes), { authTagLength: tagBytes })
    .setAAD(Buffer.from(about, 'utf8'))
    .setAuthTag(sealed.subarray(end));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(nonceBytes, end)), decipher.final()]);
  } catch {
    return undefined;
  }
}
