import { Failure } from '#contract/failure.ts';
import { createDataKey, type DataKey } from './data-key.ts';
import { createDeviceKeys, createPrivateKeys, type DeviceKeys } from './device-keys.ts';
import { formatKeyFile, type KeyFile, PrivateKeys, parseKeyFile } from './key-file.ts';
import type { KeyStore } from './key-store.ts';
import { findSealed, seal } from './sealing.ts';

/** Everything that comes with the data key. */
export interface OpenKeys {
  dataKey: DataKey;
  keys: DeviceKeys;
}

/**
 * The keys of this device, made and stored when there are none yet; a file of format 1 keeps its keys.
 * @throws Failure keys-damaged, and then nothing is written; disk-full, data-folder-unwritable
 */
export async function openKeyring(store: KeyStore): Promise<OpenKeys> {
  const bytes = await store.read();
  const read = bytes === undefined ? createPrivateKeys() : parseKeyFile(bytes);
  const file = 'format' in read ? read : await keep(store, sealFirst(read));
  const { none } = file.wraps;
  const opened = none === null ? undefined : findOpenKeys(file, Buffer.from(none, 'base64url'));
  if (opened === undefined) throw new Failure('keys-damaged');
  return opened;
}

/** A fresh data key over these private keys, in the clear until somebody's data is to be kept. */
function sealFirst(secrets: PrivateKeys): KeyFile {
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

const aboutSecrets = 'keys.json/secrets';

/** What this data key opens, or undefined when it is not this file's. */
export function findOpenKeys(file: KeyFile, secret: Uint8Array): OpenKeys | undefined {
  const dataKey = createDataKey(secret);
  const opened = findSealed(dataKey.subkey('secrets'), aboutSecrets, Buffer.from(file.secrets, 'base64url'));
  return opened && { dataKey, keys: createDeviceKeys(PrivateKeys.parse(JSON.parse(opened.toString('utf8')))) };
}

async function keep(store: KeyStore, file: KeyFile): Promise<KeyFile> {
  await store.write(formatKeyFile(file));
  return file;
}
