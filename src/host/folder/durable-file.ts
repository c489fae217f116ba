import { randomBytes } from 'node:crypto';
import { type FileHandle, mkdir, open, readFile, rm } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { renameStubborn } from '#bundle/rename.ts';
import { Failure } from '#contract/failure.ts';

/**
 * Writes a whole file so that a reader, or a power cut, finds the old one or the new one and nothing in between:
 * beside, fsync, rename, fsync of the folder. Creates missing folders.
 * @throws Failure disk-full, data-folder-unwritable
 */
export async function writeWhole(path: string, bytes: Uint8Array, mode = 0o600): Promise<void> {
  const beside = `${path}.${randomBytes(6).toString('hex')}.part`;
  try {
    await makeFolder(dirname(path));
    await writeSynced(beside, bytes, mode);
    await renameStubborn(beside, path);
    await syncFolder(dirname(path));
  } catch (error) {
    await rm(beside, { force: true }).catch(() => undefined);
    throw diskFailure(error);
  }
}

/** The file's bytes, or undefined when there is none. */
export async function readWhole(path: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    if (errno(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** Makes a folder and what lacks above it, each durable in the one that holds it. */
export async function makeFolder(path: string, mode?: number): Promise<void> {
  const made = await mkdir(path, { recursive: true, mode });
  if (made === undefined) return;
  for (let at = resolve(path); at.length >= resolve(made).length; at = dirname(at)) await syncFolder(dirname(at));
}

/** Makes a new or renamed entry of a folder survive a power cut. Windows has no such call: NTFS journals its folders. */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  await folder.sync().finally(() => folder.close());
}

/** Turns an error of the file system into the failure that says what a person can do about it. */
export function diskFailure(error: unknown): unknown {
  if (error instanceof Failure) return error;
  switch (errno(error)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new Failure('disk-full', {}, { cause: error });
    case 'EACCES':
    case 'EPERM':
    case 'EBUSY':
    case 'EROFS':
    case 'EEXIST':
    case 'ENOTDIR':
      return new Failure('data-folder-unwritable', {}, { cause: error });
    default:
      return error;
  }
}

export function errno(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** Writes all of `bytes` at `position`: one `write` may do less than it was asked to. */
export async function writeFully(file: Pick<FileHandle, 'write'>, bytes: Uint8Array, position: number): Promise<void> {
  let done = 0;
  while (done < bytes.byteLength) {
    const { bytesWritten } = await file.write(bytes, done, bytes.byteLength - done, position + done);
    done += bytesWritten;
  }
}

async function writeSynced(path: string, bytes: Uint8Array, mode: number): Promise<void> {
  const file = await open(path, 'wx', mode);
  try {
    await writeFully(file, bytes, 0);
    await file.sync();
  } finally {
    await file.close();
  }
}
