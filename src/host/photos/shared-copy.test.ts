import exifr from 'exifr';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import type { PhotoBox, PhotoMark } from '#domain/photo.ts';
import { freshDesk } from '../testing/desk.ts';
import { picture } from '../testing/pictures.ts';
import { hashBytes } from './hash.ts';

const desk = freshDesk();
const { ask, errorOf } = desk;

const gps = { lat: '32/1 0/1 0/1', latRef: 'N', lon: '120/1 51/1 0/1', lonRef: 'E' } as const;
const corner: PhotoBox = { x: 0, y: 0, width: 0.25, height: 0.5 };
const box: PhotoMark = { kind: 'BOX', from: { x: 0.6, y: 0.2 }, to: { x: 0.9, y: 0.8 } };
const arrow: PhotoMark = { kind: 'ARROW', from: { x: 0.6, y: 0.5 }, to: { x: 0.7, y: 0.5 } };

async function shared(redactions: PhotoBox[], marks: PhotoMark[] = []) {
  await desk.enroll();
  const bytes = await picture({ gps, takenAt: '2026:03:01 10:00:00', orientation: 1 }).jpeg().toBuffer();
  const { sha256 } = await desk.ingest(bytes);
  const { url } = await ask('photos.share', { sha256, redactions, marks, name: '共享/1' });
  const served = await desk.host.serve(url);
  if (served === undefined) throw new Error('not served');
  const [original = null] = (await ask('photos.urls', { photos: [{ sha256, size: 'original' }] })).urls;
  return { bytes, sha256, served, original: (await desk.host.serve(original ?? ''))?.body };
}

async function colourAt(jpeg: Uint8Array, x: number, y: number): Promise<number[]> {
  const { data, info } = await sharp(jpeg).raw().toBuffer({ resolveWithObject: true });
  const at = (Math.floor(y * info.height) * info.width + Math.floor(x * info.width)) * info.channels;
  return [...data.subarray(at, at + 3)];
}

test('[A2] a copy for others is black where something is hidden, knows neither place nor camera, and leaves the original as it came', async () => {
  const { served, bytes, sha256, original } = await shared([corner]);
  expect(served).toMatchObject({ type: 'image/jpeg', name: '共享_1.jpg' });
  expect(Math.max(...(await colourAt(served.body, 0.1, 0.2)))).toBeLessThan(12);
  expect((await colourAt(served.body, 0.4, 0.2))[0]).toBeGreaterThan(150);
  expect(await exifr.parse(Buffer.from(served.body)).catch(() => undefined)).toBeUndefined();
  expect((await sharp(served.body).metadata()).exif).toBeUndefined();
  expect(hashBytes(original ?? new Uint8Array())).toBe(sha256);
  expect(original).toEqual(bytes);
});

test('arrows and boxes are drawn where they were put', async () => {
  const { served } = await shared([], [box, arrow]);
  for (const [x, y] of [
    [0.6, 0.3],
    [0.65, 0.5],
  ] as const) {
    const [red = 0, green = 0] = await colourAt(served.body, x, y);
    expect(red - green).toBeGreaterThan(100);
  }
});

test('of a photo that cannot be decoded here there is no copy: what is in it could not be hidden', async () => {
  await desk.enroll();
  // HEIC outside, AV1 inside: it is kept, and shown by nobody.
  const bytes = await picture().avif().toBuffer();
  bytes.write('heic', 8, 'latin1');
  const { sha256 } = await desk.ingest(bytes);
  const failed = await errorOf('photos.share', { sha256, redactions: [], marks: [], name: 'a' });
  expect(failed).toMatchObject({ code: 'photo-heic-unsupported' });
});

test('of a photo that is not here there is no copy', async () => {
  await desk.enroll();
  const sha256 = hashBytes(Buffer.from('none'));
  expect(await errorOf('photos.share', { sha256, redactions: [], marks: [], name: 'a' })).toMatchObject({ code: 'photo-missing' });
});
