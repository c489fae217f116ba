import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { Failure } from '#contract/failure.ts';
import { Sha256 } from '#domain/identity.ts';
import { PlainError } from '../plugins/safe-error.ts';
import type { BlobStore } from './blob-store.ts';
import { checkFile, hashFile, hashStream, receiveFile, replaceFile, sayDiskFull } from './durable-file.ts';
import type { S3Client } from './s3-client.ts';

/**
 * Blobs as objects `ab/<sha256>`. A success that the service reports proves nothing: an object counts when it was read back and its own
 * bytes hash right [P6]. What arrives is first whole and hashed in `stagingFolder`.
 */
export function createS3BlobStore(client: S3Client, stagingFolder: string): BlobStore {
  return {
    receive: (sha256, source, limit, rescue) =>
      sayDiskFull(async () => {
        const staged = path.join(stagingFolder, `${sha256}.${randomUUID()}.partial`);
        const size = await receiveFile(staged, sha256, source, limit, rescue);
        try {
          await keep(client, sha256, staged, size);
          return size;
        } finally {
          await rm(staged, { force: true });
        }
      }),
    adopt: (sha256, file) =>
      sayDiskFull(async () => {
        const size = await checkFile(file, sha256);
        await keep(client, sha256, file, size);
        await rm(file, { force: true });
        return size;
      }),
    find: async (sha256) => {
      const size = await client.head(keyOf(sha256));
      return size === undefined ? undefined : { size, read: () => Readable.from(bytesOf(client, sha256)) };
    },
    probe: () => sayDiskFull(() => probe(client, stagingFolder)),
  };
}

function keyOf(sha256: Sha256): string {
  return `${sha256.slice(0, 2)}/${sha256}`;
}

/** What is there and hashes right is left alone: a put that goes wrong must not spoil it. @throws Failure BUSY, DISK */
async function keep(client: S3Client, sha256: Sha256, file: string, size: number): Promise<void> {
  if (await holds(client, sha256)) return;
  await client.put(keyOf(sha256), { file, size, sha256 });
  if (!(await holds(client, sha256))) throw new Failure('BUSY', {}, { cause: new PlainError('what S3 took does not read back the same') });
}

async function holds(client: S3Client, sha256: Sha256): Promise<boolean> {
  const object = await client.get(keyOf(sha256));
  if (object === undefined) return false;
  try {
    return (await hashStream(object)).sha256 === sha256;
  } catch (error) {
    throw new Failure('BUSY', {}, { cause: error });
  }
}

async function* bytesOf(client: S3Client, sha256: Sha256): AsyncGenerator<Buffer> {
  const object = await client.get(keyOf(sha256));
  if (object === undefined) throw new Failure('NOT_FOUND');
  yield* object as AsyncIterable<Buffer>;
}

async function probe(client: S3Client, stagingFolder: string): Promise<void> {
  const name = `probe-${randomUUID()}`;
  const file = path.join(stagingFolder, `${name}.partial`);
  await replaceFile(file, name);
  try {
    const found = await hashFile(file);
    if (found === undefined) throw new Failure('DISK');
    await client.put(name, { file, size: found.size, sha256: Sha256.parse(found.sha256) });
    await client.delete(name);
  } finally {
    await rm(file, { force: true });
  }
}
