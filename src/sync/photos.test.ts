import { expect, test } from 'vitest';
import { limits } from '#contract/district-api.ts';
import { Failure, type FailureCode } from '#contract/failure.ts';
import type { Sha256 } from '#domain/identity.ts';
import { hash } from '#domain/testing/samples.ts';
import { sendPhotos } from './photos.ts';
import type { PhotoRef, SyncStore, Wire } from './ports.ts';
import { createStop } from './stop.ts';

/** Goes by itself. */
const large = limits.chunkBytes + 1;

/** A desk with so many photos and a server that has some of them, and says of others that they cannot go. */
function deskWith(
  count: number,
  {
    has = 0,
    refuses = {},
    bytes = () => large,
  }: { has?: number; refuses?: Record<Sha256, FailureCode>; bytes?: (n: number) => number } = {},
) {
  const seen = { asked: [] as number[], sent: [] as Sha256[], parcels: [] as Sha256[][], verified: [] as Sha256[], atOnce: 0 };
  let going = 0;
  const photos = Array.from({ length: count }, (_, n) => ({ sha256: hash(n), bytes: bytes(n) }) as PhotoRef);
  const store: Pick<SyncStore, 'unverifiedPhotos' | 'markVerified'> = {
    unverifiedPhotos: async () => photos,
    markVerified: async (hashes) => void seen.verified.push(...hashes),
  };
  const wire: Pick<Wire, 'checkPhotos' | 'sendPhoto' | 'sendParcel'> = {
    async checkPhotos(page) {
      seen.asked.push(page.length);
      const known = new Set(photos.slice(0, has).map(({ sha256 }) => sha256));
      const hashes = page.map(({ sha256 }) => sha256);
      return { have: hashes.filter((sha256) => known.has(sha256)), need: hashes.filter((sha256) => !known.has(sha256)) };
    },
    async sendPhoto(sha256) {
      going += 1;
      seen.atOnce = Math.max(seen.atOnce, going);
      await Promise.resolve();
      going -= 1;
      const code = refuses[sha256];
      if (code !== undefined) throw new Failure(code);
      seen.sent.push(sha256);
      return { sentBytes: 10 };
    },
    async sendParcel(parcel) {
      seen.parcels.push(parcel);
      return { verified: parcel.filter((sha256) => refuses[sha256] === undefined), sentBytes: 10 };
    },
  };
  const send = () => sendPhotos({ store: store as SyncStore, wire: wire as Wire }, { signal: createStop(), report: () => undefined });
  return { send, seen };
}

test('photos go three at a time, and the server is asked after a thousand at once', async () => {
  const { send, seen } = deskWith(limits.blobCheck + 5, { has: limits.blobCheck - 4 });
  expect(await send()).toEqual([]);
  expect(seen).toMatchObject({ asked: [limits.blobCheck, 5], atOnce: limits.parallelUploads });
  expect([seen.sent.length, seen.verified.length]).toEqual([9, limits.blobCheck + 5]);
});

test('[PH2][P6] one that fails by itself is named and never counts as verified; the rest go on', async () => {
  const { send, seen } = deskWith(5, { refuses: { [hash(1)]: 'BLOB_HASH', [hash(3)]: 'photo-unreadable' } });
  expect(await send()).toEqual([
    { sha256: hash(1), code: 'BLOB_HASH' },
    { sha256: hash(3), code: 'photo-unreadable' },
  ]);
  expect(seen.verified).toEqual([hash(0), hash(2), hash(4)]);
});

test.each(['server-unreachable', 'DISK', 'AUTH'] as const)('[PH2] %s ends the phase: no other photo would fare better', async (code) => {
  const { send, seen } = deskWith(9, { refuses: { [hash(2)]: code } });
  await expect(send()).rejects.toMatchObject({ code });
  expect(seen.sent.length).toBeLessThan(9);
});

test('[PH4] small ones side by side go in parcels of at most sixteen and 4 MiB; a large one, and one between two large ones, go by themselves', async () => {
  const mebibyte = limits.chunkBytes;
  const sizes = [large, 1, large, mebibyte, mebibyte, mebibyte, mebibyte, ...Array.from({ length: 18 }, () => 300)];
  const { send, seen } = deskWith(sizes.length, { bytes: (n) => sizes[n] ?? 0 });
  expect(await send()).toEqual([]);
  const of = (from: number, to: number) => Array.from({ length: to - from }, (_, n) => hash(from + n));
  expect(seen.sent).toEqual(of(0, 3));
  expect(seen.parcels).toEqual([of(3, 7), of(7, 23), of(23, 25)]);
  expect([...seen.verified].sort()).toEqual(of(0, 25).sort());
});

test('[PH2][PH4] what a parcel did not bring goes by itself, and what cannot go is named', async () => {
  const { send, seen } = deskWith(4, { bytes: () => 300, refuses: { [hash(1)]: 'photo-missing' } });
  expect(await send()).toEqual([{ sha256: hash(1), code: 'photo-missing' }]);
  expect([seen.parcels.length, seen.verified]).toEqual([1, [hash(0), hash(2), hash(3)]]);
});
