import { timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { UserId } from '#domain/identity.ts';
import type { DataKey } from '../keys/data-key.ts';
import { findSealed, seal } from '../keys/sealing.ts';
import { freshStretching, Stretching, stretch } from '../keys/stretch.ts';

/** Wrong PINs in a row before only the passphrase helps. */
export const pinTries = 5;

/** scrypt's N for a PIN: it rests sealed, so this slows down nobody but whoever holds the data key already. */
const pinCost = 2 ** 14;

/** What a PIN is compared with. `left` are the tries before it is spent. */
const PinVerifier = Stretching.extend({ hash: z.base64url(), left: z.int().min(0).max(pinTries) });
export type PinVerifier = z.infer<typeof PinVerifier>;

export async function createPinVerifier(pin: string, cost = pinCost): Promise<PinVerifier> {
  const stretching = freshStretching(cost);
  return { ...stretching, hash: (await stretch(pin, stretching)).toString('base64url'), left: pinTries };
}

export async function isPin(pin: string, verifier: PinVerifier): Promise<boolean> {
  return timingSafeEqual(await stretch(pin, verifier), Buffer.from(verifier.hash, 'base64url'));
}

/** The verifier as it rests on disk: this person's alone, and told to nobody without the data key. */
export function sealPin(dataKey: DataKey, user: UserId, verifier: PinVerifier): string {
  return seal(dataKey.subkey('secrets'), aboutPin(user), Buffer.from(JSON.stringify(verifier))).toString('base64url');
}

/** Undefined when it is another person's or of another device. */
export function findPin(dataKey: DataKey, user: UserId, sealed: string): PinVerifier | undefined {
  const opened = findSealed(dataKey.subkey('secrets'), aboutPin(user), Buffer.from(sealed, 'base64url'));
  return opened && PinVerifier.parse(JSON.parse(opened.toString('utf8')));
}

function aboutPin(user: UserId): string {
  return `keys.json/pin/${user}`;
}
