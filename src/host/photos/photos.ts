import { Failure } from '#contract/failure.ts';
import type { PhotoFacts } from '#contract/photo-facts.ts';
import type { Sha256 } from '#domain/identity.ts';
import type { CaptureSource, WatermarkText } from '#domain/photo.ts';
import { type Clock, localInstant } from '../clock.ts';
import { type ExifFacts, readExif } from './exif.ts';
import { hashBytes } from './hash.ts';
import { findImageMime } from './image-kind.ts';
import { encodeDisplay, encodeThumb, findPixels, type Pixels, readHeader } from './picture.ts';
import { encodeShared, type SharedLayer } from './shared-copy.ts';
import type { DerivedSize, Vault } from './vault.ts';
import type { Watermark } from './watermark.ts';

export interface Intake {
  watermark: Pick<WatermarkText, 'place' | 'code' | 'stage' | 'device'>;
  /** Taken with the app's own shutter a moment ago: only then is this machine's clock the time of capture. */
  shutter: boolean;
}

export interface Photos {
  /**
   * Keeps a picture as it came and makes its copies; a refused file leaves nothing behind.
   * @throws Failure photo-not-image, photo-damaged, photo-too-big, photo-too-many-pixels, disk-full
   */
  ingest(bytes: Uint8Array, intake: Intake): Promise<PhotoFacts>;
  /** Keeps an original that came from the server, and makes its copies. @throws Failure BLOB_HASH when it is not what was asked for */
  keepOriginal(sha256: Sha256, bytes: Uint8Array, watermark: WatermarkText): Promise<void>;
  /** Keeps a copy that came from the server, bare: a display copy gets its watermark here. @throws Failure photo-damaged */
  keepDerived(sha256: Sha256, size: DerivedSize, bytes: Uint8Array, watermark: WatermarkText): Promise<void>;
  /** Makes both copies again. False where there is no original here, or none can be made of it. */
  rebuild(sha256: Sha256, watermark: WatermarkText): Promise<boolean>;
  /** A JPEG for others, of the original where it is here and else of its display copy. @throws Failure photo-missing, photo-damaged */
  share(sha256: Sha256, layer: SharedLayer): Promise<Uint8Array>;
  /** Deletes a picture that no record ever named, with its copies. */
  erase(sha256: Sha256): Promise<void>;
}

export function createPhotos({ vault, watermark, now }: { vault: Vault; watermark: Watermark; now: Clock }): Photos {
  async function ingest(bytes: Uint8Array, intake: Intake): Promise<PhotoFacts> {
    const importedAt = localInstant(now());
    const header = await readHeader(bytes);
    const [exif, pixels] = await Promise.all([readExif(bytes), findPixels(bytes, header.mime)]);
    const sha256 = hashBytes(bytes);
    const captured = capture(intake.shutter, exif, importedAt);
    if (pixels !== undefined) await writeDerived(sha256, pixels, { ...intake.watermark, ...captured, importedAt });
    await writeOriginal(sha256, bytes);
    return { sha256, bytes: bytes.byteLength, ...header, ...captured, importedAt, gps: exif.gps, displayable: pixels !== undefined };
  }

  /** The original goes last: where it is, its copies are. Without it they are nobody's. */
  async function writeOriginal(sha256: Sha256, bytes: Uint8Array): Promise<void> {
    try {
      await vault.write(sha256, 'original', bytes);
    } catch (error) {
      await dropDerived(sha256);
      throw error;
    }
  }

  async function writeDerived(sha256: Sha256, pixels: Pixels, text: WatermarkText): Promise<void> {
    // The thumb is made of bare pixels while the band is drawn into the others.
    const bare = { ...pixels, data: Buffer.from(pixels.data) };
    const [thumb, display] = await Promise.all([encodeThumb(bare), drawDisplay(sha256, pixels, text)]);
    const writes = await Promise.allSettled([vault.write(sha256, 'thumb', thumb), vault.write(sha256, 'display', display)]);
    const failed = writes.find((write) => write.status === 'rejected');
    if (failed === undefined) return;
    if (!(await vault.has(sha256, 'original'))) await dropDerived(sha256);
    throw failed.reason;
  }

  async function drawDisplay(sha256: Sha256, pixels: Pixels, text: WatermarkText): Promise<Buffer> {
    await watermark.draw(pixels, text, sha256);
    return encodeDisplay(pixels);
  }

  async function dropDerived(sha256: Sha256): Promise<void> {
    await Promise.allSettled([vault.drop(sha256, 'thumb'), vault.drop(sha256, 'display')]);
  }

  async function keepOriginal(sha256: Sha256, bytes: Uint8Array, text: WatermarkText): Promise<void> {
    if (hashBytes(bytes) !== sha256) throw new Failure('BLOB_HASH');
    const { mime } = await readHeader(bytes);
    const pixels = await findPixels(bytes, mime);
    if (pixels !== undefined) await writeDerived(sha256, pixels, text);
    await writeOriginal(sha256, bytes);
  }

  async function keepDerived(sha256: Sha256, size: DerivedSize, bytes: Uint8Array, text: WatermarkText): Promise<void> {
    const { mime } = await readHeader(bytes);
    const pixels = await findPixels(bytes, mime);
    if (pixels === undefined) throw new Failure('photo-damaged');
    await vault.write(sha256, size, size === 'thumb' ? await encodeThumb(pixels) : await drawDisplay(sha256, pixels, text));
  }

  async function rebuild(sha256: Sha256, text: WatermarkText): Promise<boolean> {
    const original = await vault.read(sha256, 'original');
    const mime = original && findImageMime(original);
    const pixels = original && mime && (await findPixels(original, mime));
    if (pixels === undefined) return false;
    await writeDerived(sha256, pixels, text);
    return true;
  }

  async function share(sha256: Sha256, layer: SharedLayer): Promise<Uint8Array> {
    const bytes = (await vault.read(sha256, 'original')) ?? (await vault.read(sha256, 'display'));
    const mime = bytes && findImageMime(bytes);
    if (bytes === undefined || mime === undefined) throw new Failure('photo-missing');
    const pixels = await findPixels(bytes, mime);
    if (pixels === undefined) throw new Failure('photo-heic-unsupported');
    return encodeShared(pixels, layer);
  }

  async function erase(sha256: Sha256): Promise<void> {
    await vault.release(sha256);
    await dropDerived(sha256);
  }

  return { ingest, keepOriginal, keepDerived, rebuild, share, erase };
}

/** An imported file never takes the clock: without a time of its own, its time is unknown. */
function capture(shutter: boolean, exif: ExifFacts, importedAt: string): { capturedAt: string | null; capturedSource: CaptureSource } {
  if (shutter) return { capturedAt: importedAt, capturedSource: 'APP_SHUTTER' };
  if (exif.takenAt !== null) return { capturedAt: exif.takenAt, capturedSource: 'EXIF' };
  return { capturedAt: null, capturedSource: 'UNKNOWN' };
}
