import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import exifr from 'exifr';
import fc from 'fast-check';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { localInstant } from '../clock.ts';
import { createDataKey } from '../keys/data-key.ts';
import { sealFile } from '../keys/sealed-file.ts';
import { noise, picture } from '../testing/pictures.ts';
import { hashBytes } from './hash.ts';
import { createPhotos, type Photos } from './photos.ts';
import { createSealedVault, type Vault } from './vault.ts';
import { createWatermark } from './watermark.ts';

const resources = join(import.meta.dirname, '../../../resources');
const clock = new Date('2026-03-02T00:15:30Z');
const intake = { shutter: false, watermark: { place: '学田小区 3幢2单元501室', code: 'XT-03-0042', stage: '拆除前', device: '平板03' } };

let folder: string;
let vault: Vault;
let photos: Photos;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'photos-'));
  vault = createSealedVault(folder, createDataKey());
  photos = createPhotos({ vault, watermark: createWatermark(resources), now: () => clock });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function files(): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
}

async function contents(): Promise<Buffer[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return Promise.all(entries.filter((entry) => entry.isFile()).map((entry) => readFile(join(entry.parentPath, entry.name))));
}

async function read(sha256: string, size: 'thumb' | 'display' | 'original'): Promise<Uint8Array> {
  const bytes = await vault.read(hashOf(sha256), size);
  if (bytes === undefined) throw new Error(`no ${size}`);
  return bytes;
}
const hashOf = (sha256: string) => sha256 as ReturnType<typeof hashBytes>;

describe('[A2] the original', () => {
  test('is kept byte for byte under the hash of the bytes as received', async () => {
    const bytes = await picture({ takenAt: '2026:03:01 10:00:00' }).jpeg().toBuffer();
    const facts = await photos.ingest(bytes, intake);
    expect(facts).toMatchObject({ sha256: hashBytes(bytes), bytes: bytes.length, mime: 'image/jpeg' });
    expect(await read(facts.sha256, 'original')).toEqual(bytes);
  });

  test('is never written again when the same picture comes again', async () => {
    const bytes = await picture().jpeg().toBuffer();
    const { sha256 } = await photos.ingest(bytes, intake);
    const before = await contents();
    await photos.ingest(bytes, intake);
    const after = await contents();
    // Each seal of the same bytes differs: what is the same was not written.
    const untouched = before.filter((file) => after.some((other) => other.equals(file)));
    expect(untouched.map((file) => file.length)).toEqual([sealFile(Buffer.alloc(32), '', bytes).length]);
    expect(await read(sha256, 'original')).toEqual(bytes);
    expect(await files()).toHaveLength(3);
  });

  test('stays as it was whatever a picture of it is rebuilt to say', async () => {
    const bytes = await picture().jpeg().toBuffer();
    const { sha256, importedAt } = await photos.ingest(bytes, intake);
    const first = await read(sha256, 'display');
    const text = { ...intake.watermark, place: '别处', capturedAt: null, capturedSource: 'UNKNOWN' as const, importedAt };
    expect(await photos.rebuild(sha256, text)).toBe(true);
    expect(await read(sha256, 'display')).not.toEqual(first);
    expect(await read(sha256, 'original')).toEqual(bytes);
  });
});

describe('time of capture', () => {
  test.each([
    ['with an offset', { takenAt: '2026:03:02 08:15:00', offset: '+09:00' }, '2026-03-02T08:15:00+09:00', 'EXIF'],
    ['without an offset is read as +08:00', { takenAt: '2026:03:02 08:15:00' }, '2026-03-02T08:15:00+08:00', 'EXIF'],
    ['with a nonsense offset is read as +08:00', { takenAt: '2026:03:02 08:15:00', offset: '8 h' }, '2026-03-02T08:15:00+08:00', 'EXIF'],
    ['of a clock never set is unknown', { takenAt: '0000:00:00 00:00:00' }, null, 'UNKNOWN'],
    ['on a day that does not exist is unknown', { takenAt: '2026:02:30 08:15:00' }, null, 'UNKNOWN'],
    ['without EXIF is unknown: an import never takes the clock', {}, null, 'UNKNOWN'],
  ])('%s', async (_, exif, capturedAt, capturedSource) => {
    const facts = await photos.ingest(await picture(exif).jpeg().toBuffer(), intake);
    expect(facts).toMatchObject({ capturedAt, capturedSource, importedAt: localInstant(clock) });
  });

  test('of the app’s own shutter is this machine’s clock, whatever EXIF says', async () => {
    const bytes = await picture({ takenAt: '2020:01:01 00:00:00' }).jpeg().toBuffer();
    const facts = await photos.ingest(bytes, { ...intake, shutter: true });
    expect(facts).toMatchObject({ capturedAt: localInstant(clock), capturedSource: 'APP_SHUTTER' });
  });
});

describe('place of capture', () => {
  const gps = { lat: '32/1 1/1 0/1', latRef: 'N', lon: '120/1 51/1 0/1', lonRef: 'W' } as const;

  test('is read with its hemisphere', async () => {
    const facts = await photos.ingest(await picture({ gps }).jpeg().toBuffer(), intake);
    expect(facts.gps?.lat).toBeCloseTo(32 + 1 / 60, 6);
    expect(facts.gps?.lon).toBeCloseTo(-(120 + 51 / 60), 6);
  });

  test('never leaves with a copy: display and thumb carry no metadata', async () => {
    const { sha256 } = await photos.ingest(await picture({ gps, takenAt: '2026:03:02 08:15:00' }).jpeg().toBuffer(), intake);
    for (const size of ['display', 'thumb'] as const) {
      const copy = await read(sha256, size);
      expect((await sharp(copy).metadata()).exif).toBeUndefined();
      expect(await exifr.parse(copy, { gps: true, xmp: true, iptc: true }).catch(() => undefined)).toMatchObject({});
      expect(Buffer.from(copy).includes('Exif')).toBe(false);
    }
  });
});

describe('copies', () => {
  test.each([1, 2, 3, 4, 5, 6, 7, 8])('stand upright from EXIF orientation %i', async (orientation) => {
    const facts = await photos.ingest(await picture({ width: 800, height: 600, orientation }).jpeg().toBuffer(), intake);
    const turned = orientation >= 5;
    expect(facts).toMatchObject(turned ? { width: 600, height: 800 } : { width: 800, height: 600 });
    const thumb = sharp(await read(facts.sha256, 'thumb'));
    expect(await thumb.metadata()).toMatchObject(turned ? { width: 240, height: 320 } : { width: 320, height: 240 });
    const { data, info } = await thumb.raw().toBuffer({ resolveWithObject: true });
    const redAt = (x: number, y: number) => (data[(Math.floor(y * info.height) * info.width + Math.floor(x * info.width)) * 3] ?? 0) > 120;
    const red = [redAt(0.25, 0.5), redAt(0.75, 0.5), redAt(0.5, 0.25), redAt(0.5, 0.75)];
    const left = [true, false];
    const upright: Record<number, boolean[]> = { 1: left, 4: left, 2: [false, true], 3: [false, true] };
    if (!turned) expect(red.slice(0, 2)).toEqual(upright[orientation]);
    else expect(red.slice(2)).toEqual([5, 6].includes(orientation) ? [true, false] : [false, true]);
  });

  test('are at most 1920 and 320 pixels long, and never larger than the picture', async () => {
    const big = await photos.ingest(await picture({ width: 3000, height: 2000 }).jpeg().toBuffer(), intake);
    expect(await sharp(await read(big.sha256, 'display')).metadata()).toMatchObject({ format: 'jpeg', width: 1920, height: 1280 });
    const small = await photos.ingest(await picture({ width: 100, height: 60 }).png().toBuffer(), intake);
    expect(await sharp(await read(small.sha256, 'display')).metadata()).toMatchObject({ width: 100, height: 60 });
    expect(await sharp(await read(small.sha256, 'thumb')).metadata()).toMatchObject({ width: 100, height: 60 });
  });

  test.each(['png', 'webp', 'jpeg'] as const)('are three-channel JPEG even of a grey %s', async (format) => {
    const grey = await photos.ingest(await picture().greyscale().toFormat(format).toBuffer(), intake);
    expect(await sharp(await read(grey.sha256, 'display')).metadata()).toMatchObject({ format: 'jpeg', width: 640, channels: 3 });
    expect(grey.mime).toBe(`image/${format}`);
  });

  test('of a transparent picture lie on white, and 16 bits become 8', async () => {
    const clear = sharp({ create: { width: 700, height: 500, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } } });
    const facts = await photos.ingest(await clear.toColourspace('rgb16').png().toBuffer(), intake);
    const { data } = await sharp(await read(facts.sha256, 'display'))
      .raw()
      .toBuffer({ resolveWithObject: true });
    expect(data[0]).toBe(255);
  });
});

describe('a refused file leaves nothing behind', () => {
  const refused = async (bytes: Uint8Array, code: string) => {
    await expect(photos.ingest(bytes, intake)).rejects.toMatchObject({ code });
    expect(await files()).toEqual([]);
  };

  test.each([
    ['nothing', Buffer.alloc(0)],
    ['text', Buffer.from('这不是照片')],
    ['SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')],
    ['PDF', Buffer.from('%PDF-1.7')],
  ])('%s is photo-not-image', (_, bytes) => refused(bytes, 'photo-not-image'));

  test('GIF, TIFF and AVIF are photo-not-image', async () => {
    for (const format of ['gif', 'tiff', 'avif'] as const) await refused(await picture().toFormat(format).toBuffer(), 'photo-not-image');
  });

  test.each(['jpeg', 'png', 'webp'] as const)('a %s that was broken off anywhere is photo-damaged', async (format) => {
    const whole = await noise(400, 300).toFormat(format).toBuffer();
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 16, max: Math.floor(whole.length * 0.98) }), (cut) =>
        refused(whole.subarray(0, cut), 'photo-damaged'),
      ),
      { numRuns: 15 },
    );
  });

  test('more than 50 MiB is photo-too-big', async () => {
    const header = await picture().jpeg().toBuffer();
    await refused(Buffer.concat([header, Buffer.alloc(50 * 1024 * 1024)]), 'photo-too-big');
  });

  test('more than 100 megapixels is refused by the header alone', async () => {
    const header = await picture({ width: 8, height: 8 }).png().toBuffer();
    header.writeUInt32BE(10_001, 16);
    header.writeUInt32BE(10_000, 20);
    header.writeUInt32BE(crc32(header.subarray(12, 29)), 29);
    await refused(header, 'photo-too-many-pixels');
  });

  test('a disk that fills up on any of the three writes', async () => {
    const bytes = await picture().jpeg().toBuffer();
    for (const full of ['thumb', 'display', 'original'] as const) {
      const failing: Vault = {
        ...vault,
        write: (sha256, size, copy) => (size === full ? Promise.reject(new Error('ENOSPC')) : vault.write(sha256, size, copy)),
      };
      const onFullDisk = createPhotos({ vault: failing, watermark: createWatermark(resources), now: () => clock });
      await expect(onFullDisk.ingest(bytes, intake)).rejects.toThrow('ENOSPC');
      expect(await files()).toEqual([]);
    }
  });
});

describe('HEIC', () => {
  /** A box of ISO 14496-12. */
  const box = (type: string, body: Buffer) => Buffer.concat([Buffer.from([0, 0, 0, 8 + body.length]), Buffer.from(type), body]);

  test('that was broken off is photo-damaged', async () => {
    const cut = Buffer.concat([box('ftyp', Buffer.from('heic\0\0\0\0mif1heic')), Buffer.from([0, 0, 9, 9]), Buffer.from('mdat')]);
    await expect(photos.ingest(cut, intake)).rejects.toMatchObject({ code: 'photo-damaged' });
    expect(await files()).toEqual([]);
  });

  test('that cannot be decoded here is kept, and is not displayable', async () => {
    // A real HEIF container that says HEIC outside and holds AV1 inside: its header reads, its picture does not.
    const bytes = await picture().avif().toBuffer();
    bytes.write('heic', 8, 'latin1');
    const facts = await photos.ingest(bytes, intake);
    expect(facts).toMatchObject({ mime: 'image/heic', width: 640, height: 480, displayable: false });
    expect(await files()).toHaveLength(1);
    expect(await read(facts.sha256, 'original')).toEqual(bytes);
  });

  test('without a picture in it is photo-damaged', async () => {
    const empty = box('ftyp', Buffer.from('mif1\0\0\0\0mif1heic'));
    await expect(photos.ingest(empty, intake)).rejects.toMatchObject({ code: 'photo-damaged' });
  });
});

/** CRC-32 of PNG, bit by bit: only a test needs it. */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}
