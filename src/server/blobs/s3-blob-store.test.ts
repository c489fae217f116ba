import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { Sha256 } from '#domain/identity.ts';
import type { BlobStore } from './blob-store.ts';
import { createS3BlobStore } from './s3-blob-store.ts';
import { createS3Client } from './s3-client.ts';
import { blobStoreSuite } from './testing/blob-store-suite.ts';
import { type S3Faults, type S3Server, startS3Server } from './testing/s3-server.ts';

let server: S3Server;
let staging: string;
let store: BlobStore;
beforeAll(async () => {
  server = await startS3Server();
  staging = await mkdtemp(path.join(os.tmpdir(), 'chaihuan-s3-'));
  store = createS3BlobStore(createS3Client(server.settings), staging);
});
beforeEach(() => {
  server.faults = {};
});
afterAll(async () => {
  await server.close();
  await rm(staging, { recursive: true, force: true });
});

blobStoreSuite('an S3 bucket', async (folder) => ({
  store: createS3BlobStore(createS3Client(server.settings), folder),
  list: async () => [...server.objects.keys(), ...(await readdir(folder))].sort(),
}));

const hashOf = (bytes: Buffer) => Sha256.parse(createHash('sha256').update(bytes).digest('hex'));

function flip(bytes: Buffer): Buffer {
  const changed = Buffer.from(bytes);
  changed[bytes.length >> 1] = (changed[bytes.length >> 1] ?? 0) ^ 1;
  return changed;
}

const corruptions: Record<string, S3Faults> = {
  'keeps a flipped bit': { keep: flip },
  'keeps half of it': { keep: (bytes) => bytes.subarray(0, bytes.length >> 1) },
  'says kept and keeps nothing': { keep: () => null },
  'keeps it and gives a flipped bit back': { give: flip },
  'gives half of it back': { give: (bytes) => bytes.subarray(0, bytes.length >> 1) },
  'keeps something else': { keep: () => randomBytes(50) },
};

for (const [name, faults] of Object.entries(corruptions)) {
  test(`P6 a service that ${name} never gets a blob verified, and the same bytes are kept once it is mended`, async () => {
    const bytes = randomBytes(70_000);
    const file = path.join(staging, 'upload');
    await writeFile(file, bytes);
    server.faults = faults;
    await expect(store.receive(hashOf(bytes), Readable.from([bytes]), 100_000)).rejects.toMatchObject({ code: 'BUSY' });
    await expect(store.adopt(hashOf(bytes), file)).rejects.toMatchObject({ code: 'BUSY' });
    server.faults = {};
    expect(await store.adopt(hashOf(bytes), file)).toBe(70_000);
    const blob = await store.find(hashOf(bytes));
    expect(blob && (await buffer(blob.read())).equals(bytes)).toBe(true);
    expect(await readdir(staging)).toEqual([]);
  });
}

test('a blob that is there and reads back right is not put again, so that a bad put cannot spoil it', async () => {
  const bytes = randomBytes(1000);
  await store.receive(hashOf(bytes), Readable.from([bytes]), 1000);
  server.faults = { keep: flip };
  expect(await store.receive(hashOf(bytes), Readable.from([bytes]), 1000)).toBe(1000);
});

test('a service that refuses is BUSY, one without room is DISK, and one that is gone is BUSY', async () => {
  const receive = (client: BlobStore) => client.receive(hashOf(Buffer.from('x')), Readable.from([Buffer.from('x')]), 10);
  server.faults = { refuse: { status: 503, code: 'SlowDown' } };
  await expect(receive(store)).rejects.toMatchObject({ code: 'BUSY' });
  server.faults = { refuse: { status: 507, code: 'XMinioStorageFull' } };
  await expect(receive(store)).rejects.toMatchObject({ code: 'DISK' });
  await expect(store.probe()).rejects.toMatchObject({ code: 'DISK' });
  server.faults = {};
  const gone = createS3BlobStore(createS3Client({ ...server.settings, endpoint: 'http://127.0.0.1:9' }), staging);
  await expect(receive(gone)).rejects.toMatchObject({ code: 'BUSY' });
});

test('a wrong secret is refused by the signature, and a probe leaves nothing', async () => {
  const stranger = createS3BlobStore(createS3Client({ ...server.settings, secretAccessKey: 'guessed' }), staging);
  const refused = await stranger.probe().catch((error: Error) => error);
  expect(refused).toMatchObject({ code: 'BUSY', cause: { message: 'S3 answered 403 SignatureDoesNotMatch' } });
  const before = [...server.objects.keys()];
  await store.probe();
  expect([...server.objects.keys()]).toEqual(before);
  expect(await readdir(staging)).toEqual([]);
});
