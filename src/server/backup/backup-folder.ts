import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { Failure } from '#contract/failure.ts';
import type { Sha256 } from '#domain/identity.ts';
import { hashFile, makeFolder, moveIn, receiveFile, replaceFile, sayDiskFull, sizeOf } from '../blobs/durable-file.ts';

/** A folder that holds one server's backup. Names are relative, with `/`. What a call wrote is durable when it resolves, and absent when it rejects. */
export interface BackupFolder {
  /** As the administrator wrote it. */
  readonly place: string;
  /** Writes a stream as a new file. @throws Failure DISK */
  write(name: string, source: AsyncIterable<Uint8Array>): Promise<void>;
  /** The same for bytes that must hash to that. @throws Failure DISK, BLOB_HASH */
  receive(name: string, sha256: Sha256, source: Readable, size: number): Promise<void>;
  /** Replaces a small file. @throws Failure DISK */
  replace(name: string, content: string | Uint8Array): Promise<void>;
  read(name: string): Readable;
  /** The whole of a small file; undefined where there is none. */
  find(name: string): Promise<Buffer | undefined>;
  size(name: string): Promise<number | undefined>;
  /** @throws Failure file-unreadable */
  hash(name: string): Promise<string | undefined>;
  list(folder: string): Promise<string[]>;
  remove(name: string): Promise<void>;
}

export function createBackupFolder(place: string): BackupFolder {
  const root = path.resolve(place);
  // Names come from a manifest that may have been tampered with: nothing outside the folder is ever touched.
  const fileOf = (name: string) => {
    const file = path.join(root, ...name.split('/'));
    if (!file.startsWith(root + path.sep)) throw new RangeError('outside the backup folder');
    return file;
  };
  return {
    place,
    write: (name, source) => sayDiskFull(() => writeStream(fileOf(name), source)),
    receive: async (name, sha256, source, size) => {
      await sayDiskFull(() => receiveFile(fileOf(name), sha256, source, size));
    },
    replace: (name, content) => sayDiskFull(() => replaceFile(fileOf(name), content)),
    read: (name) => createReadStream(fileOf(name)),
    find: (name) => readFile(fileOf(name)).catch(absent),
    size: (name) => sizeOf(fileOf(name)),
    hash: async (name) => (await hashFile(fileOf(name)).catch(unreadable(fileOf(name))))?.sha256,
    list: async (folder) => (await readdir(fileOf(folder)).catch(absent)) ?? [],
    remove: (name) => rm(fileOf(name), { force: true }),
  };
}

/** A disk that goes bad says neither which file it was nor more than a code. */
function unreadable(file: string) {
  return (error: NodeJS.ErrnoException): never => {
    throw new Failure('file-unreadable', { file, reason: error.code ?? 'read' }, { cause: error });
  };
}

function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
  return undefined;
}

async function writeStream(file: string, source: AsyncIterable<Uint8Array>): Promise<void> {
  await makeFolder(path.dirname(file));
  const partial = `${file}.${randomUUID()}.partial`;
  const handle = await open(partial, 'wx', 0o600);
  try {
    for await (const chunk of source) await handle.writeFile(chunk);
    await handle.sync();
    await handle.close();
    await moveIn(partial, file);
  } catch (error) {
    await handle.close().catch(() => undefined);
    await rm(partial, { force: true });
    throw error;
  }
}
