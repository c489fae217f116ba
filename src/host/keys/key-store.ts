import { readWhole, writeWhole } from '../folder/durable-file.ts';

/** Where the key file rests. */
export interface KeyStore {
  read(): Promise<Uint8Array | undefined>;
  /** The whole file, or nothing of it. @throws Failure disk-full, data-folder-unwritable */
  write(bytes: Uint8Array): Promise<void>;
}

/** A file that only this user may read. */
export function createFileKeyStore(path: string): KeyStore {
  return { read: () => readWhole(path), write: (bytes) => writeWhole(path, bytes, 0o600) };
}
