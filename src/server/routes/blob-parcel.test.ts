import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BlobCheckReply, limits, type ParcelPhoto, writeParcel } from '#contract/district-api.ts';
import { Sha256 } from '#domain/identity.ts';
import { openAppBench } from '../testing/app-bench.ts';
import { enrollTestDevice } from '../testing/enrolled-device.ts';

let server: Awaited<ReturnType<typeof openAppBench>>;
let token: string;
beforeAll(async () => {
  server = await openAppBench();
  token = (await enrollTestDevice(server, server.db)).token;
}, 60_000);
afterAll(() => server.close());

const hashOf = (bytes: Buffer) => Sha256.parse(createHash('sha256').update(bytes).digest('hex'));
const photoOf = (bytes: Buffer): ParcelPhoto => ({ sha256: hashOf(bytes), size: bytes.length });

function put(photos: readonly ParcelPhoto[], bytes: Buffer) {
  return server.call('PUT', `/sync/v1/blobs?photos=${writeParcel(photos)}`, { token, bytes });
}

async function heldOf(photos: readonly ParcelPhoto[]): Promise<Sha256[]> {
  const reply = await server.call('POST', '/sync/v1/blobs/check', { token, json: photos });
  return BlobCheckReply.parse(reply.body).have;
}

test('[PH4][P6] every photo of a parcel is kept under its hash and answered as verified, however often it comes', async () => {
  const bytes = [1, 70_000, 300_000, 5].map((size) => randomBytes(size));
  const photos = bytes.map(photoOf);
  const verified = photos.map((photo) => ({ ...photo, verified: true }));
  for (let time = 0; time < 2; time += 1) {
    const reply = await put(photos, Buffer.concat(bytes));
    expect(reply).toMatchObject({ status: 200, body: { verified: expect.arrayContaining(verified) } });
  }
  expect(await heldOf(photos)).toEqual(photos.map(({ sha256 }) => sha256));
  const kept = await Promise.all(photos.map(async ({ sha256 }) => (await server.parts.blobs.find(sha256))?.size));
  expect(kept).toEqual([1, 70_000, 300_000, 5]);
});

test('[PH2] one that is not what its hash says is neither kept nor answered, and keeps no other from it', async () => {
  const bytes = [1, 2, 3].map(() => randomBytes(1000));
  const photos = bytes.map(photoOf);
  const [first, second, third] = photos;
  const spoilt = Buffer.concat(bytes);
  spoilt.writeUInt8(spoilt.readUInt8(1500) ^ 1, 1500);
  const reply = await put(photos, spoilt);
  const verified = [first, third].map((photo) => ({ ...photo, verified: true }));
  expect(reply).toMatchObject({ status: 200, body: { verified: expect.arrayContaining(verified) } });
  expect(await heldOf(photos)).toEqual([first?.sha256, third?.sha256]);
  expect(await server.parts.blobs.find(second?.sha256 ?? hashOf(spoilt))).toBeUndefined();
});

test('a body that is shorter or longer than was said is no parcel, and what was whole of it counts', async () => {
  const bytes = [1, 2].map(() => randomBytes(1000));
  const photos = bytes.map(photoOf);
  expect(await put(photos, Buffer.concat(bytes).subarray(0, 1999))).toMatchObject({ status: 400, body: { error: { code: 'input-bad' } } });
  expect(await heldOf(photos)).toEqual([photos[0]?.sha256]);
  expect((await put(photos, Buffer.concat([...bytes, Buffer.from('x')]))).status).toBe(400);
  expect(await heldOf(photos)).toEqual(photos.map(({ sha256 }) => sha256));
});

test('a photo larger than a chunk, and more than goes in one request, are TOO_BIG before a byte is kept; nonsense is input-bad', async () => {
  const of = (...sizes: number[]) => sizes.map((size) => ({ sha256: hashOf(randomBytes(8)), size }));
  const tooBig = { status: 413, body: { error: { code: 'TOO_BIG' } } };
  expect(await put(of(limits.chunkBytes + 1), Buffer.from('x'))).toMatchObject(tooBig);
  expect(await put(of(...Array.from({ length: 5 }, () => limits.chunkBytes)), Buffer.from('x'))).toMatchObject(tooBig);
  expect((await put(of(...Array.from({ length: limits.parcelPhotos + 1 }, () => 1)), Buffer.from('x'))).status).toBe(400);
  for (const photos of ['', 'x', `${'a'.repeat(64)}.0`, `${'a'.repeat(64)}.1,`]) {
    const reply = await server.call('PUT', `/sync/v1/blobs?photos=${photos}`, { token, bytes: Buffer.from('x') });
    expect(reply).toMatchObject({ status: 400, body: { error: { code: 'input-bad' } } });
  }
});
