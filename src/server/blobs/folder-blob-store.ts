import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { Sha256 } from '#domain/identity.ts';
import type { BlobStore } from './blob-store.ts';
import { checkFile, moveIn, receiveFile, replaceFile, sayDiskFull, sizeOf } from './durable-file.ts';

/** Blobs as files under `root`, in folders of the hash's first two digits: written beside, fsynced, renamed, the folder fsynced. */
export function createFolderBlobStore(root: string): BlobStore {
  const placeOf = (sha256: Sha256) => path.join(root, sha256.slice(0, 2), sha256);
  return {
    receive: (sha256, source, limit, rescue) => sayDiskFull(() => receiveFile(placeOf(sha256), sha256, source, limit, rescue)),
    adopt: (sha256, file) => sayDiskFull(() => adopt(placeOf(sha256), sha256, file)),
    find: async (sha256) => {
      const place = placeOf(sha256);
      const size = await sizeOf(place);
      return size === undefined ? undefined : { size, read: () => createReadStream(place) };
    },
    probe: () => sayDiskFull(() => probe(path.join(root, `probe-${randomUUID()}`))),
  };
}

/** A file that hashes wrong stays for its owner to drop. */
async function adopt(place: string, sha256: Sha256, staged: string): Promise<number> {
  const size = await checkFile(staged, sha256);
  await moveIn(staged, place);
  return size;
}

async function probe(file: string): Promise<void> {
  await replaceFile(file, 'probe');
  await rm(file);
}
