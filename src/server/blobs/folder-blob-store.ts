import { createHash, type Hash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { Failure } from '#contract/failure.ts';
import type { Sha256 } from '#domain/identity.ts';
import type { BlobStore } from './blob-store.ts';

/** Blobs as files under `root`, in folders of the hash's first two digits: written beside, fsynced, renamed, the folder fsynced. */
export function createFolderBlobStore(root: string): BlobStore {
  const placeOf = (sha256: Sha256) => path.join(root, sha256.slice(0, 2), sha256);
  return {
    receive: (sha256, source, limit) => coded(() => receive(placeOf(sha256), sha256, source, limit)),
    adopt: (sha256, file) => coded(() => adopt(placeOf(sha256), sha256, file)),
    find: async (sha256) => {
      const place = placeOf(sha256);
      const size = await sizeOf(place);
      return size === undefined ? undefined : { size, read: () => createReadStream(place) };
    },
  };
}

async function receive(place: string, sha256: Sha256, source: Readable, limit: number): Promise<number> {
  await makeFolder(path.dirname(place));
  const partial = `${place}.${randomUUID()}.partial`;
  const file = await open(partial, 'wx', 0o600);
  try {
    const hash = createHash('sha256');
    const size = await write(file, source, limit, hash);
    if (hash.digest('hex') !== sha256) throw new Failure('BLOB_HASH');
    await file.sync();
    await file.close();
    await moveIn(partial, place);
    return size;
  } catch (error) {
    await file.close().catch(() => undefined);
    await rm(partial, { force: true });
    throw error;
  }
}

async function write(file: FileHandle, source: Readable, limit: number, hash: Hash): Promise<number> {
  let size = 0;
  for await (const chunk of source as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) throw new Failure('TOO_BIG', { max: limit });
    hash.update(chunk);
    await file.writeFile(chunk);
  }
  return size;
}

/** Fsyncs before it hashes: what is hashed is what a power cut would leave. A file that hashes wrong stays for its owner to drop. */
async function adopt(place: string, sha256: Sha256, staged: string): Promise<number> {
  const file = await open(staged, 'r+').catch((error: unknown) => {
    throw new Failure('NOT_FOUND', {}, { cause: error });
  });
  let size = 0;
  const hash = createHash('sha256');
  try {
    await file.sync();
    for await (const chunk of file.createReadStream({ autoClose: false }) as AsyncIterable<Buffer>) {
      size += chunk.length;
      hash.update(chunk);
    }
  } finally {
    await file.close();
  }
  if (hash.digest('hex') !== sha256) throw new Failure('BLOB_HASH');
  await makeFolder(path.dirname(place));
  await moveIn(staged, place);
  return size;
}

async function moveIn(from: string, to: string): Promise<void> {
  await rename(from, to);
  await syncFolder(path.dirname(to));
}

async function makeFolder(folder: string): Promise<void> {
  const made = await mkdir(folder, { recursive: true });
  if (made !== undefined) await syncFolder(path.dirname(folder));
}

/** A rename is durable only with its folder. Windows has no such call, and NTFS journals its folders. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  await handle.sync().finally(() => handle.close());
}

async function sizeOf(file: string): Promise<number | undefined> {
  try {
    return (await stat(file)).size;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** A full disk is said as such, wherever it shows. */
async function coded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw code === 'ENOSPC' || code === 'EDQUOT' ? new Failure('DISK', {}, { cause: error }) : error;
  }
}
