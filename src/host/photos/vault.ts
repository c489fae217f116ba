import { access, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Sha256 } from '#domain/identity.ts';
import type { PhotoSize } from '#domain/photo.ts';
import { readWhole, writeWhole } from '../folder/durable-file.ts';

/** Copies that can be made again from the original. */
export type DerivedSize = Exclude<PhotoSize, 'original'>;

/** Where photo bytes rest, by the hash of their original. All photo bytes pass here: encryption belongs behind this port. */
export interface Vault {
  has(sha256: Sha256, size: PhotoSize): Promise<boolean>;
  read(sha256: Sha256, size: PhotoSize): Promise<Uint8Array | undefined>;
  /** On disk when it returns. An original that is there already is left as it is [A2]. @throws Failure disk-full, data-folder-unwritable */
  write(sha256: Sha256, size: PhotoSize, bytes: Uint8Array): Promise<void>;
  /** Only what can be rebuilt may be dropped. */
  drop(sha256: Sha256, size: DerivedSize): Promise<void>;
}

/** Plain files under `folder`: `<size>/<first two digits>/<sha256>`, so that no folder grows beyond what a file browser can list. */
export function createFolderVault(folder: string): Vault {
  const pathOf = (sha256: Sha256, size: PhotoSize) => join(folder, size, sha256.slice(0, 2), sha256);

  async function has(sha256: Sha256, size: PhotoSize): Promise<boolean> {
    return access(pathOf(sha256, size)).then(
      () => true,
      () => false,
    );
  }

  return {
    has,
    read: (sha256, size) => readWhole(pathOf(sha256, size)),
    async write(sha256, size, bytes) {
      if (size === 'original' && (await has(sha256, size))) return;
      await writeWhole(pathOf(sha256, size), bytes);
    },
    drop: (sha256, size) => rm(pathOf(sha256, size), { force: true }),
  };
}
