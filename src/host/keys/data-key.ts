import { createSecretKey, hkdfSync, type KeyObject, randomBytes } from 'node:crypto';

/** What each key derived from the data key is for: no two purposes ever share one. */
export type Purpose = 'journal' | 'photos' | 'photo-names' | 'files' | 'secrets' | 'store';

/** The one random key of a device that everything personal on its disk is sealed under. It never leaves host: only keys derived from it do. */
export interface DataKey {
  /** 32 bytes for one purpose. */
  subkey(purpose: Purpose): Buffer;
  /** The key itself, to be wrapped. */
  export(): Buffer;
}

export const dataKeyBytes = 32;

export function createDataKey(secret: Uint8Array = randomBytes(dataKeyBytes)): DataKey {
  if (secret.byteLength !== dataKeyBytes) throw new TypeError('a data key has 32 bytes');
  const key: KeyObject = createSecretKey(secret);
  return {
    subkey: (purpose) => Buffer.from(hkdfSync('sha256', key, new Uint8Array(), `chaihuan/${purpose}`, 32)),
    export: () => key.export(),
  };
}
