import { createHash, type Hash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { renameStubborn } from '#bundle/rename.ts';
import { Failure } from '#contract/failure.ts';
import type { Sha256 } from '#domain/identity.ts';

/** Takes over the file of what had come when a stream broke, by moving it away. */
export type Rescue = (partial: string) => Promise<void>;

/**
 * Keeps a stream as `place`: written beside, hashed, fsynced, renamed, the folder fsynced. Answers its size. Of a stream that breaks nothing is
 * left, but where there is a `rescue`. @throws Failure BLOB_HASH, TOO_BIG
 */
export async function receiveFile(place: string, sha256: Sha256, source: Readable, limit: number, rescue?: Rescue): Promise<number> {
  const partial = `${place}.${randomUUID()}.partial`;
  const file = await openIn(partial);
  try {
    const hash = createHash('sha256');
    const size = await write(file, source, limit, hash);
    if (hash.digest('hex') !== sha256) throw new Failure('BLOB_HASH');
    await file.sync();
    await file.close();
    await renameStubborn(partial, place);
    await syncFolder(path.dirname(place));
    return size;
  } catch (error) {
    await file.close().catch(() => undefined);
    // Its own error: not what reading it found wrong, and not the disk's.
    if (source.errored === error) await rescue?.(partial);
    await rm(partial, { force: true });
    throw error;
  }
}

/** A new file, in a folder that is made only where it is not there: hardly ever. */
async function openIn(file: string): Promise<FileHandle> {
  const make = () => open(file, 'wx', 0o600);
  return make().catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    await makeFolder(path.dirname(file));
    return make();
  });
}

/** A line brings 64 KiB at a time; each write of its own would be a way to another thread and back. */
const writeBytes = 512 * 1024;

async function write(file: FileHandle, source: Readable, limit: number, hash: Hash): Promise<number> {
  let size = 0;
  let gathered: Buffer[] = [];
  let gatheredBytes = 0;
  let writing: Promise<void> = Promise.resolve();
  /** One write at a time, while the line brings what goes into the next. */
  const flush = async () => {
    const chunks = gathered;
    [gathered, gatheredBytes] = [[], 0];
    await writing;
    writing = writeAll(file, chunks);
    writing.catch(() => undefined);
  };
  try {
    for await (const chunk of source as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > limit) throw new Failure('TOO_BIG', { max: limit });
      hash.update(chunk);
      gathered.push(chunk);
      gatheredBytes += chunk.length;
      if (gatheredBytes >= writeBytes) await flush();
    }
  } finally {
    // Also what came before a line broke.
    await flush();
    await writing;
  }
  return size;
}

/** Chunks one behind another, where the file stands, without making one of them first. */
async function writeAll(file: FileHandle, chunks: readonly Buffer[]): Promise<void> {
  if (chunks.length === 0) return;
  const { bytesWritten } = await file.writev(chunks);
  const wanted = chunks.reduce((sum, { length }) => sum + length, 0);
  // A disk may take less at once than it was given.
  if (bytesWritten < wanted) await file.writeFile(Buffer.concat(chunks).subarray(bytesWritten));
}

/** Size of a finished file whose bytes are durable and hash right. Fsyncs first: what is hashed is what a power cut would leave. @throws Failure NOT_FOUND, BLOB_HASH */
export async function checkFile(place: string, sha256: Sha256): Promise<number> {
  const file = await open(place, 'r+').catch((error: unknown) => {
    throw new Failure('NOT_FOUND', {}, { cause: error });
  });
  try {
    await file.sync();
    const found = await hashStream(file.createReadStream({ autoClose: false }));
    if (found.sha256 !== sha256) throw new Failure('BLOB_HASH');
    return found.size;
  } finally {
    await file.close();
  }
}

/** Moves a finished file into place, for good. */
export async function moveIn(from: string, to: string): Promise<void> {
  await makeFolder(path.dirname(to));
  await renameStubborn(from, to);
  await syncFolder(path.dirname(to));
}

/** Writes a whole small file in place of another: beside, fsynced, renamed. */
export async function replaceFile(place: string, content: string | Uint8Array): Promise<void> {
  await makeFolder(path.dirname(place));
  const partial = `${place}.${randomUUID()}.partial`;
  const file = await open(partial, 'wx', 0o600);
  try {
    await file.writeFile(content);
    await file.sync();
    await file.close();
    await moveIn(partial, place);
  } catch (error) {
    await file.close().catch(() => undefined);
    await rm(partial, { force: true });
    throw error;
  }
}

/** Hash and size of a file's bytes; undefined where there is no such file. */
export async function hashFile(place: string): Promise<{ sha256: string; size: number } | undefined> {
  if ((await sizeOf(place)) === undefined) return undefined;
  return hashStream(createReadStream(place));
}

/** Hash and size of all bytes of a stream. */
export async function hashStream(source: AsyncIterable<Buffer>): Promise<{ sha256: string; size: number }> {
  let size = 0;
  const hash = createHash('sha256');
  for await (const chunk of source) {
    size += chunk.length;
    hash.update(chunk);
  }
  return { sha256: hash.digest('hex'), size };
}

/** Makes a folder and what lacks above it, each durable in the one that holds it. */
export async function makeFolder(folder: string): Promise<void> {
  const made = await mkdir(folder, { recursive: true });
  if (made === undefined) return;
  for (let at = path.resolve(folder); at.length >= path.resolve(made).length; at = path.dirname(at)) await syncFolder(path.dirname(at));
}

/** A rename is durable only with its folder. Windows has no such call, and NTFS journals its folders. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  await handle.sync().finally(() => handle.close());
}

/** Bytes of a file; undefined where there is none. */
export async function sizeOf(file: string): Promise<number | undefined> {
  try {
    return (await stat(file)).size;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** A full disk is said as such, wherever it shows. */
export async function sayDiskFull<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw isDiskFull(error) ? new Failure('DISK', {}, { cause: error }) : error;
  }
}

/** What the system says of a full disk, and what PostgreSQL does. */
const full: readonly unknown[] = ['ENOSPC', 'EDQUOT', '53100'];

export function isDiskFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && full.includes(error.code);
}
