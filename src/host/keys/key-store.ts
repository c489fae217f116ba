import { readdir, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { readWhole, writeWhole } from '../folder/durable-file.ts';

/** Where the key file rests. */
export interface KeyStore {
  read(): Promise<Uint8Array | undefined>;
  /** The whole file, or nothing of it. @throws Failure disk-full, data-folder-unwritable */
  write(bytes: Uint8Array): Promise<void>;
}

/** A file that only this user may read. What a killed write left beside it may hold a key in the clear: reading clears it away. */
export function createFileKeyStore(path: string): KeyStore {
  return {
    async read() {
      const left = (await readdir(dirname(path))).filter((name) => name.startsWith(`${basename(path)}.`) && name.endsWith('.part'));
      await Promise.all(left.map((name) => rm(join(dirname(path), name), { force: true })));
      return readWhole(path);
    },
    write: (bytes) => writeWhole(path, bytes, 0o600),
  };
}
