import { z } from 'zod';
import { canonicalJson } from '#contract/canonical.ts';
import { Failure } from '#contract/failure.ts';
import { UserId } from '#domain/identity.ts';
import { hashText } from '../journal/line.ts';
import { createDataKey, type DataKey, dataKeyBytes } from './data-key.ts';
import { createDeviceKeys, type DeviceKeys, PrivateKeys } from './device-keys.ts';
import { findSealed, seal } from './sealing.ts';
import { Stretching } from './stretch.ts';

/** The data key sealed under what scrypt makes of a passphrase. */
export const PassphraseWrap = Stretching.extend({ sealed: z.base64url() });
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
      pin: z.base64url(),
    }),
  ),
});
export type KeyFile = z.infer<typeof Content>;
export type PersonKeys = KeyFile['people'][number];

/** The hash of all the rest: it tells damage from a wrong passphrase. It keeps nobody from writing another file. */
const Format2 = Content.extend({ check: z.string() });

/** Before there was a data key: the private keys in the clear. */
const Format1 = PrivateKeys.extend({ format: z.literal(1) });

export function formatKeyFile(file: KeyFile): Buffer {
  return Buffer.from(`${JSON.stringify({ ...file, check: checkOf(file) }, null, 2)}\n`);
}

/** A file of format 1 answers a first file over its private keys, which is still to be written. @throws Failure keys-damaged */
export function parseKeyFile(bytes: Uint8Array): KeyFile {
  try {
    const read = z.discriminatedUnion('format', [Format1, Format2]).parse(JSON.parse(Buffer.from(bytes).toString('utf8')));
    if (read.format === 1) return createKeyFile({ sign: read.sign, box: read.box });
    const { check, ...file } = read;
    if (check !== checkOf(file)) throw new Error('check differs');
    return file;
  } catch (cause) {
    throw new Failure('keys-damaged', {}, { cause });
  }
}

/** A fresh data key over these private keys, in the clear until somebody's data is to be kept. */
export function createKeyFile(secrets: PrivateKeys): KeyFile {
  const dataKey = createDataKey();
  const { signKey, boxKey } = createDeviceKeys(secrets);
  return {
    format: 2,
    signKey,
    boxKey,
    secrets: seal(dataKey.subkey('secrets'), aboutSecrets, Buffer.from(JSON.stringify(secrets))).toString('base64url'),
    wraps: { none: dataKey.export().toString('base64url'), os: null, recovery: null },
    people: [],
  };
}

/** Everything that comes with the data key. */
export interface OpenKeys {
  dataKey: DataKey;
  keys: DeviceKeys;
}

/** What this data key opens, or undefined when it is not this file's. */
export function findOpenKeys(file: KeyFile, secret: Uint8Array): OpenKeys | undefined {
  if (secret.byteLength !== dataKeyBytes) return undefined;
  const dataKey = createDataKey(secret);
  const opened = findSealed(dataKey.subkey('secrets'), aboutSecrets, Buffer.from(file.secrets, 'base64url'));
  return opened && { dataKey, keys: createDeviceKeys(PrivateKeys.parse(JSON.parse(opened.toString('utf8')))) };
}

const aboutSecrets = 'keys.json/secrets';

function checkOf(file: KeyFile): string {
  return hashText(canonicalJson(file));
}
