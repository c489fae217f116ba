import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Jimp } from 'jimp';
import sharp from 'sharp';
import { createDataKey } from '#host/keys/data-key.ts';
import { createPhotos, type Photos } from '#host/photos/photos.ts';
import { displayEdge, thumbEdge } from '#host/photos/picture.ts';
import { createSealedVault } from '#host/photos/vault.ts';
import { createWatermark } from '#host/photos/watermark.ts';
import { median, round } from '../store/figures.ts';
import { anotherFileOf, takePicture } from './camera.ts';
import { benchCard } from './card.ts';

export interface PhotoSizes {
  rounds: number;
  /** Photos of the card. None where it is 0. */
  card: number;
}

const resources = join(import.meta.dirname, '..', '..', 'resources');
const watermark = { place: '城港新村 3幢2单元501室', code: 'XT-03-0042', stage: '拆除前', device: '平板03' };

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

const inside = { fit: 'inside', withoutEnlargement: true } as const;
const display = { quality: 82 };
const thumb = { quality: 78 };

/** The two copies and nothing else, each decoded at its own size: no hash, no watermark, nothing kept. */
async function sharpTwice(bytes: Buffer): Promise<void> {
  const picture = () => sharp(bytes).autoOrient();
  await Promise.all([
    picture().resize(displayEdge, displayEdge, inside).jpeg(display).toBuffer(),
    picture().resize(thumbEdge, thumbEdge, inside).jpeg(thumb).toBuffer(),
  ]);
}

/** The same from one decoding. */
async function sharpOnce(bytes: Buffer): Promise<void> {
  const { data, info } = await sharp(bytes)
    .autoOrient()
    .resize(displayEdge, displayEdge, inside)
    .raw()
    .toBuffer({ resolveWithObject: true });
  const pixels = () => sharp(data, { raw: { width: info.width, height: info.height, channels: info.channels } });
  await Promise.all([pixels().jpeg(display).toBuffer(), pixels().resize(thumbEdge, thumbEdge, inside).jpeg(thumb).toBuffer()]);
}

/** jimp turns a picture upright by itself. */
async function byJimp(bytes: Buffer): Promise<void> {
  const picture = await Jimp.read(bytes);
  await picture.scaleToFit({ w: displayEdge, h: displayEdge }).getBuffer('image/jpeg', display);
  await picture.scaleToFit({ w: thumbEdge, h: thumbEdge }).getBuffer('image/jpeg', thumb);
}

interface Times {
  ours: number[];
  twice: number[];
  once: number[];
  jimp: number[];
}

/** One file after another, as a person chooses them; each way in turn on the same file. Ours is a new file each time: one that is known is not written again. */
async function measureIngest(photos: Photos, rounds: number): Promise<Times> {
  const times: Times = { ours: [], twice: [], once: [], jimp: [] };
  const picture = await takePicture(1);
  const warm = anotherFileOf(picture, -1);
  await photos.ingest(warm, { watermark, shutter: false });
  await sharpTwice(warm);
  await sharpOnce(warm);
  for (let n = 0; n < rounds; n += 1) {
    const bytes = anotherFileOf(picture, n);
    times.ours.push(await timed(() => photos.ingest(bytes, { watermark, shutter: false })));
    times.twice.push(await timed(() => sharpTwice(bytes)));
    times.once.push(await timed(() => sharpOnce(bytes)));
    if (n < 5) times.jimp.push(await timed(() => byJimp(bytes)));
  }
  return times;
}

/** One photo, and a card of them. */
export async function benchPhotos({ rounds, card }: PhotoSizes): Promise<Record<string, number>> {
  const figures = { ...(await benchIngest(rounds)), ...(card > 0 && (await benchCard(card))) };
  return Object.fromEntries(Object.entries(figures).map(([name, value]) => [name, round(value)]));
}

/** Taking in a photo: host's own module with its sealed and synced files, beside sharp alone and beside jimp. */
async function benchIngest(rounds: number): Promise<Record<string, number>> {
  const folder = await mkdtemp(join(tmpdir(), 'chaihuan-bench-'));
  try {
    const vault = createSealedVault(folder, createDataKey());
    const photos = createPhotos({ vault, watermark: createWatermark(resources), now: () => new Date() });
    const { ours, twice, once, jimp } = await measureIngest(photos, rounds);
    const floor = Math.min(median(twice), median(once));
    return {
      ingestFloorRatio: median(ours) / floor,
      vsJimp: median(jimp) / median(ours),
      ingestMs: median(ours),
      sharpOnceMs: median(once),
      sharpTwiceMs: median(twice),
      jimpMs: median(jimp),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
