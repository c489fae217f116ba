import { z } from 'zod';
import { canonicalJson } from '#contract/canonical.ts';
import { Failure } from '#contract/failure.ts';
import { UserId } from '#domain/identity.ts';
import { hashText } from '../journal/line.ts';

/** The data key sealed under what scrypt makes of a passphrase, with the parameters it was made with. */
export const PassphraseWrap = z.object({
  salt: z.base64url(),
  n: z.int(),
  r: z.int(),
  p: z.int(),
  sealed: z.base64url(),
});
export type PassphraseWrap = z.infer<typeof PassphraseWrap>;

/**
 * `keys.json`, format 2. Whatever wraps the data key wraps the same one: any of them opens the device.
 * All bytes are base64url.
 */
const Content = z.object({
  format: z.literal(2),
  /** Raw 32-byte public keys, Ed25519 and X25519. */
  signKey: z.base64url(),
  boxKey: z.base64url(),
  /** Both private keys, sealed under the data key's `secrets`. It also proves that a data key is this device's. */
  secrets: z.base64url(),
  wraps: z.object({
    /** The data key in the clear, while nothing personal is stored: until the first person has chosen their secrets. */
    none: z.base64url().nullable(),
    /** As the operating system's vault gave it back. */
    os: z.base64url().nullable(),
    /** age, to the district's recovery key. */
    recovery: z.object({ recipient: z.string(), wrapped: z.base64url() }).nullable(),
  }),
  people: z.array(
    z.object({
      user: UserId,
      passphrase: PassphraseWrap.nullable(),
      /** What a PIN is compared with, and the tries that are left: sealed under the data key, so that a stolen disk tells no PIN. */
      pin: z.base64url().nullable(),
    }),
  ),
});
export type KeyFile = z.infer<typeof Content>;
export type PersonKeys = KeyFile['people'][number];

/** The hash of all the rest: it tells damage from a wrong passphrase. It keeps nobody from writing another file. */
const Format2 = Content.extend({ check: z.string() });

/** Both private keys as PKCS #8, base64url. */
export const PrivateKeys = z.object({ sign: z.base64url(), box: z.base64url() });
export type PrivateKeys = z.infer<typeof PrivateKeys>;

/** Before there was a data key: the private keys in the clear. */
const Format1 = PrivateKeys.extend({ format: z.literal(1) });

export function formatKeyFile(file: KeyFile): Buffer {
  return Buffer.from(`${JSON.stringify({ ...file, check: checkOf(file) }, null, 2)}\n`);
}

/** A file of format 1 answers its private keys, to be sealed. @throws Failure keys-damaged */
export function parseKeyFile(bytes: Uint8Array): KeyFile | PrivateKeys {
  try {
    const read = z.discriminatedUnion('format', [Format1, Format2]).parse(JSON.parse(Buffer.from(bytes).toString('utf8')));
    if (read.format === 1) return { sign: read.sign, box: read.box };
    const { check, ...file } = read;
    if (check !== checkOf(file)) throw new Error('check differs');
    return file;
  } catch (cause) {
    throw new Failure('keys-damaged', {}, { cause });
  }
}

function checkOf(file: KeyFile): string {
  return hashText(canonicalJson(file));
}
