import { createHash, createPublicKey, generateKeyPairSync, hash, sign, verify } from 'node:crypto';
import type { HashText } from '#contract/canonical.ts';

/** SHA-256 of UTF-8 text, lower-case hex. */
export const hashText: HashText = (text) => hash('sha256', text);

/** SHA-256 of bytes, lower-case hex. */
export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** DER headers that turn a raw 32-byte public key into SubjectPublicKeyInfo (RFC 8410). */
const spkiHeaders = { ed25519: Buffer.from('302a300506032b6570032100', 'hex'), x25519: Buffer.from('302a300506032b656e032100', 'hex') };

/** Raw public key (32 bytes) and private key (PKCS#8 DER). */
export interface KeyPair {
  publicKey: Buffer;
  privateKey: Buffer;
}

export function createSignKeys(): KeyPair {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  return rawPair(publicKey.export({ format: 'der', type: 'spki' }), privateKey.export({ format: 'der', type: 'pkcs8' }), 'ed25519');
}

export function createBoxKeys(): KeyPair {
  const { publicKey, privateKey } = generateKeyPairSync('x25519');
  return rawPair(publicKey.export({ format: 'der', type: 'spki' }), privateKey.export({ format: 'der', type: 'pkcs8' }), 'x25519');
}

function rawPair(spki: Buffer, pkcs8: Buffer, curve: keyof typeof spkiHeaders): KeyPair {
  return { publicKey: spki.subarray(spkiHeaders[curve].length), privateKey: pkcs8 };
}

/** Ed25519 signature as base64url. */
export function signText(privateKey: Uint8Array, text: string): string {
  const key = { key: Buffer.from(privateKey), format: 'der', type: 'pkcs8' } as const;
  return sign(null, Buffer.from(text, 'utf8'), key).toString('base64url');
}

/** Whether `signature` (base64url) is the Ed25519 signature of `text` by the raw public key. False for a key that is none. */
export function verifyText(publicKey: Uint8Array, text: string, signature: string): boolean {
  if (publicKey.length !== 32) return false;
  const spki = Buffer.concat([spkiHeaders.ed25519, publicKey]);
  const key = createPublicKey({ key: spki, format: 'der', type: 'spki' });
  return verify(null, Buffer.from(text, 'utf8'), key, Buffer.from(signature, 'base64url'));
}
