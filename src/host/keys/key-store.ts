import { readWhole, writeWhole } from '../folder/durable-file.ts';

/** Where the device's secret keys rest. What wraps them (the operating system, a passphrase) belongs behind this port. */
export interface KeyStore {
  read(): Promise<Uint8Array | undefined>;
  /** @throws Failure disk-full, data-folder-unwritable */
  write(secret: Uint8Array): Promise<void>;
}

/** Keys as they are, in a file that only this user may read. */
export function createFileKeyStore(path: string): KeyStore {
  return { read: () => readWhole(path), write: (secret) => writeWhole(path, secret, 0o600) };
}
