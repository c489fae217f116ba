import { readdir, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Sha256 } from '#domain/identity.ts';
import { PhotoSize } from '#domain/photo.ts';
import { errno, readWhole } from '../folder/durable-file.ts';

/** What versions before sealing left in the vault's folder: `<size>/<first two digits>/<sha256>`, in the clear. Nothing is added to it. */
export interface PlainPhotos {
  pathOf(sha256: Sha256, size: PhotoSize): string;
  read(sha256: Sha256, size: PhotoSize): Promise<Uint8Array | undefined>;
  remove(sha256: Sha256, size: PhotoSize): Promise<void>;
  list(): AsyncIterable<{ sha256: Sha256; size: PhotoSize }>;
  /** The folders, once they are empty but for pieces of writes that never ended. */
  removeFolders(): Promise<void>;
}

export function createPlainPhotos(folder: string): PlainPhotos {
  const pathOf = (sha256: Sha256, size: PhotoSize) => join(folder, size, sha256.slice(0, 2), sha256);

  async function* listFolders(): AsyncGenerator<{ path: string; size: PhotoSize; names: string[] }> {
    for (const size of PhotoSize.options) {
      for (const part of await namesIn(join(folder, size))) {
        const path = join(folder, size, part);
        yield { path, size, names: await namesIn(path) };
      }
    }
  }

  async function* list(): AsyncGenerator<{ sha256: Sha256; size: PhotoSize }> {
    for await (const { size, names } of listFolders()) {
      for (const name of names) {
        const sha256 = Sha256.safeParse(name);
        if (sha256.success) yield { sha256: sha256.data, size };
      }
    }
  }

  async function removeFolders(): Promise<void> {
    for await (const { path, names } of listFolders()) {
      for (const name of names) if (name.endsWith('.part')) await rm(join(path, name), { force: true });
      await removeEmpty(path);
    }
    for (const size of PhotoSize.options) await removeEmpty(join(folder, size));
  }

  return {
    pathOf,
    read: (sha256, size) => readWhole(pathOf(sha256, size)),
    remove: (sha256, size) => rm(pathOf(sha256, size), { force: true }),
    list,
    removeFolders,
  };
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(errno(error) ?? '')) return [];
    throw error;
  }
}

/** Whatever else somebody put there stays. */
async function removeEmpty(folder: string): Promise<void> {
  await rmdir(folder).catch((error: unknown) => {
    if (!['ENOENT', 'ENOTEMPTY', 'EEXIST', 'ENOTDIR', 'EPERM'].includes(errno(error) ?? '')) throw error;
  });
}
