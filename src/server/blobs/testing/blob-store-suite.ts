import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Sha256 } from '#domain/identity.ts';
import type { BlobStore } from '../blob-store.ts';

const hashOf = (bytes: Buffer) => Sha256.parse(createHash('sha256').update(bytes).digest('hex'));

/** The laws of a blob store. `list` names every file or object it holds, finished or not. */
export function blobStoreSuite(name: string, open: (folder: string) => Promise<{ store: BlobStore; list(): Promise<string[]> }>): void {
  describe(`blobs in ${name}`, () => {
    let folder: string;
    let store: BlobStore;
    let list: () => Promise<string[]>;
    beforeAll(async () => {
      folder = await mkdtemp(path.join(os.tmpdir(), 'chaihuan-blobs-'));
      ({ store, list } = await open(path.join(folder, 'store')));
    });
    afterAll(() => rm(folder, { recursive: true, force: true }));

    async function bytesOf(sha256: Sha256): Promise<Buffer | undefined> {
      const blob = await store.find(sha256);
      return blob && buffer(blob.read());
    }

    async function stage(bytes: Buffer): Promise<string> {
      const file = path.join(folder, randomBytes(8).toString('hex'));
      await writeFile(file, bytes);
      return file;
    }

    test('what was received is found, byte for byte, also when it is received twice at once', async () => {
      const bytes = randomBytes(100_000);
      const receive = () => store.receive(hashOf(bytes), Readable.from([bytes.subarray(0, 10), bytes.subarray(10)]), 100_000);
      expect(await Promise.all([receive(), receive()])).toEqual([100_000, 100_000]);
      expect((await bytesOf(hashOf(bytes)))?.equals(bytes)).toBe(true);
    });

    test('P6 wrong bytes, too many bytes and a stream that breaks leave nothing behind', async () => {
      const before = await list();
      const sha256 = hashOf(randomBytes(4));
      await expect(store.receive(sha256, Readable.from([randomBytes(10)]), 100)).rejects.toMatchObject({ code: 'BLOB_HASH' });
      await expect(store.receive(sha256, Readable.from([randomBytes(60), randomBytes(60)]), 100)).rejects.toMatchObject({
        code: 'TOO_BIG',
      });
      const broken = Readable.from(
        (async function* () {
          yield randomBytes(10);
          throw new Error('line cut');
        })(),
      );
      await expect(store.receive(sha256, broken, 100)).rejects.toThrow('line cut');
      expect(await store.find(sha256)).toBeUndefined();
      expect(await list()).toEqual(before);
    });

    test('a finished file is adopted only under its own hash', async () => {
      const bytes = randomBytes(3000);
      const file = await stage(bytes);
      await expect(store.adopt(hashOf(randomBytes(3)), file)).rejects.toMatchObject({ code: 'BLOB_HASH' });
      expect(await store.adopt(hashOf(bytes), file)).toBe(3000);
      expect((await bytesOf(hashOf(bytes)))?.equals(bytes)).toBe(true);
      await expect(store.adopt(hashOf(bytes), file)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    });

    test('a blob that is not there is not found', async () => {
      expect(await store.find(hashOf(randomBytes(5)))).toBeUndefined();
    });
  });
}
