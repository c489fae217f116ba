import sharp, { type Sharp } from 'sharp';
import { limits } from '#contract/district-api.ts';
import { Failure } from '#contract/failure.ts';
import { findHeicPixels } from './heic.ts';
import { findImageMime, hasWholeBoxes, type ImageMime } from './image-kind.ts';

/** Upright sRGB pixels, three bytes each, no more than `displayEdge` on a side. */
export interface Pixels {
  data: Buffer;
  width: number;
  height: number;
}

/** What a file's header says: upright size in pixels. */
export interface Header {
  mime: ImageMime;
  width: number;
  height: number;
}

export const displayEdge = 1920;
export const thumbEdge = 320;
export const maxPixels = 100_000_000;

/** Reads the header and nothing behind it. @throws Failure photo-too-big, photo-not-image, photo-damaged, photo-too-many-pixels */
export async function readHeader(bytes: Uint8Array): Promise<Header> {
  if (bytes.byteLength > limits.photoBytes) throw new Failure('photo-too-big', { bytes: bytes.byteLength, limit: limits.photoBytes });
  const mime = findImageMime(bytes);
  if (mime === undefined) throw new Failure('photo-not-image');
  if (mime === 'image/heic' && !hasWholeBoxes(bytes)) throw new Failure('photo-damaged');

  const { width, height } = await uprightSize(bytes);
  if (width * height > maxPixels) throw new Failure('photo-too-many-pixels', { width, height, limit: maxPixels });
  return { mime, width, height };
}

/**
 * Decodes once, at the size of a display copy. Undefined for a HEIC picture that cannot be decoded here.
 * `failOn: 'error'` refuses a picture that was broken off or cannot be decoded, and takes one whose decoder merely complains, as it
 * does about the trailers that phones append: evidence is not refused for that.
 * @throws Failure photo-damaged
 */
export async function findPixels(bytes: Uint8Array, mime: ImageMime): Promise<Pixels | undefined> {
  const source =
    mime === 'image/heic' ? await findHeicSource(bytes) : sharp(bytes, { failOn: 'error', limitInputPixels: maxPixels }).autoOrient();
  if (source === undefined) return undefined;
  try {
    const { data, info } = await source
      .resize(displayEdge, displayEdge, { fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .toColourspace('srgb')
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true });
    return { data, width: info.width, height: info.height };
  } catch (error) {
    throw new Failure('photo-damaged', {}, { cause: error });
  }
}

/** A JPEG without any metadata: what is shown carries no place and no camera. */
export function encodeDisplay(pixels: Pixels): Promise<Buffer> {
  return fromPixels(pixels).jpeg({ quality: 82 }).toBuffer();
}

export function encodeThumb(pixels: Pixels): Promise<Buffer> {
  return fromPixels(pixels).resize(thumbEdge, thumbEdge, { fit: 'inside', withoutEnlargement: true }).jpeg({ quality: 78 }).toBuffer();
}

function fromPixels({ data, width, height }: Pixels): Sharp {
  return sharp(data, { raw: { width, height, channels: 3 } });
}

async function findHeicSource(bytes: Uint8Array): Promise<Sharp | undefined> {
  const pixels = await findHeicPixels(bytes);
  return pixels && sharp(pixels.data, { raw: { width: pixels.width, height: pixels.height, channels: 4 } });
}

/** The limit is ours to judge here, so that too many pixels and a broken header are two failures and not one. */
async function uprightSize(bytes: Uint8Array): Promise<{ width: number; height: number }> {
  try {
    return (await sharp(bytes, { limitInputPixels: false }).metadata()).autoOrient;
  } catch (error) {
    throw new Failure('photo-damaged', {}, { cause: error });
  }
}
