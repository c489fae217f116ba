import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto';
import type { Readable } from 'node:stream';
import { z } from 'zod';
import { rawPrivateKey } from '#bundle/age-key.ts';
import { unseal } from '#bundle/seal.ts';

/** Both private keys as PKCS #8, base64url. */
export const PrivateKeys = z.object({ sign: z.base64url(), box: z.base64url() });
export type PrivateKeys = z.infer<typeof PrivateKeys>;

/** What this device shows of itself, and signs with. */
export interface Signer {
  /** Raw 32-byte Ed25519 public key, base64url. */
  signKey: string;
  /** Raw 32-byte X25519 public key, base64url: what is meant for this device is encrypted to it. */
  boxKey: string;
  /** Ed25519 over the text's UTF-8, base64url. */
  sign(text: string): string;
}

/** What this device can do with its keys; the keys themselves stay inside. */
export interface DeviceKeys extends Signer {
  /** What was sealed to the box key. @throws Failure bundle-foreign, bundle-damaged */
  unseal(sealed: Readable): Promise<Readable>;
}

export function createPrivateKeys(): PrivateKeys {
  return { sign: pkcs8(generateKeyPairSync('ed25519').privateKey), box: pkcs8(generateKeyPairSync('x25519').privateKey) };
}

/** @throws TypeError or Error when they are no such keys */
export function createDeviceKeys(secrets: PrivateKeys): DeviceKeys {
  const signing = privateKey(secrets.sign);
  return {
    signKey: rawPublicKey(signing),
    boxKey: rawPublicKey(privateKey(secrets.box)),
    sign: (text) => sign(null, Buffer.from(text), signing).toString('base64url'),
    unseal: (sealed) => unseal(rawPrivateKey(Buffer.from(secrets.box, 'base64url')), sealed),
  };
}

/** Whether `signature` is the Ed25519 signature of `text` by the holder of the raw public key. A malformed key or signature is not. */
export function isSignedBy(signKey: string, text: string, signature: string): boolean {
  try {
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: signKey }, format: 'jwk' });
    return verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64url'));
  } catch {
    return false;
  }
}

function pkcs8(key: KeyObject): string {
  return key.export({ format: 'der', type: 'pkcs8' }).toString('base64url');
}

function privateKey(encoded: string): KeyObject {
  return createPrivateKey({ key: Buffer.from(encoded, 'base64url'), format: 'der', type: 'pkcs8' });
}

function rawPublicKey(key: KeyObject): string {
  const { x } = createPublicKey(key).export({ format: 'jwk' });
  if (x === undefined) throw new TypeError('not an Edwards or Montgomery key');
  return x;
}
