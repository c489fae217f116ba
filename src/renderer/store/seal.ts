import { xchacha20poly1305 } from '@noble/ciphers/chacha.js';
import { hkdf } from '@noble/hashes/hkdf.js';
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { Failure } from '#contract/failure.ts';
import type { Json } from '#domain/mutation.ts';

/** Closes values under the desk's key, and opens what was closed for the same place. Synchronous: it works inside a transaction. */
export interface Seal {
  /** A random nonce of 24 bytes, the value as JSON enciphered, a tag of 16. `place` is where it will lie, and opens with it alone. */
  close(value: Json, place: string): Uint8Array;
  /** @throws Failure store-damaged where the key is another, a byte was changed or it lay elsewhere */
  open(sealed: Uint8Array, place: string): Json;
  /** What a token of personal data is found by: 9 bytes of a keyed hash as 12 signs of base64. Tells which are equal, and no more. */
  blind(token: string): string;
}

const nonceBytes = 24;
const blindBytes = 9;
const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true });

/** `storeKey` as host gives it at sign-in: 32 bytes as base64url. @throws Failure keys-damaged where it is shorter */
export function createSeal(storeKey: string): Seal {
  if (storeKey.length < 43) throw new Failure('keys-damaged');
  const derive = (use: string) => hkdf(sha256, encoder.encode(storeKey), undefined, encoder.encode(`chaihuan store ${use} 1`), 32);
  const sealKey = derive('seal');
  const blinding = hmac.create(sha256, derive('blind'));
  return {
    close(value, place) {
      const nonce = crypto.getRandomValues(new Uint8Array(nonceBytes));
      const box = xchacha20poly1305(sealKey, nonce, encoder.encode(place)).encrypt(encoder.encode(JSON.stringify(value)));
      const sealed = new Uint8Array(nonceBytes + box.length);
      sealed.set(nonce);
      sealed.set(box, nonceBytes);
      return sealed;
    },
    open(sealed, place) {
      try {
        const cipher = xchacha20poly1305(sealKey, sealed.subarray(0, nonceBytes), encoder.encode(place));
        return JSON.parse(decoder.decode(cipher.decrypt(sealed.subarray(nonceBytes))));
      } catch (cause) {
        throw new Failure('store-damaged', {}, { cause });
      }
    },
    blind: remembered((token) => {
      const hashed = blinding.clone().update(encoder.encode(token)).digest().subarray(0, blindBytes);
      return btoa(String.fromCharCode(...hashed));
    }),
  };
}

/** Names share their signs: a pull asks for the same few thousand tokens again and again. */
function remembered(hash: (token: string) => string): (token: string) => string {
  const known = new Map<string, string>();
  return (token) => {
    const before = known.get(token);
    if (before !== undefined) return before;
    if (known.size >= 20_000) known.clear();
    const hashed = hash(token);
    known.set(token, hashed);
    return hashed;
  };
}
