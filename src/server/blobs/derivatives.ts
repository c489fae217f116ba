import { access } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import sharp from 'sharp';
import { Failure } from '#contract/failure.ts';
import type { Sha256 } from '#domain/identity.ts';
import type { PhotoSize } from '#domain/photo.ts';
import type { BlobStore } from './blob-store.ts';
import { replaceFile, sayDiskFull } from './durable-file.ts';

/** Longest side in pixels. */
const sides = { thumb: 320, display: 1920 } as const satisfies Record<Exclude<PhotoSize, 'original'>, number>;
export type DerivedSize = keyof typeof sides;

/** Smaller copies of photos, made on demand and kept: upright JPEG, no metadata, no watermark (devices put their own). */
export interface Derivatives {
  /** Path of the copy. @throws Failure NOT_FOUND where there is no such blob, or none that can be decoded here; BUSY, DISK */
  make(sha256: Sha256, size: DerivedSize): Promise<string>;
}

export function createDerivatives(blobs: BlobStore, root: string): Derivatives {
  // Two readers of the same new copy share one decoding.
  const making = new Map<string, Promise<string>>();
  return {
    make: (sha256, size) => {
      const place = path.join(root, size, sha256.slice(0, 2), `${sha256}.jpg`);
      const running = making.get(place) ?? derive(blobs, sha256, size, place).finally(() => making.delete(place));
      making.set(place, running);
      return running;
    },
  };
}

async function derive(blobs: BlobStore, sha256: Sha256, size: DerivedSize, place: string): Promise<string> {
  if (await exists(place)) return place;
  const blob = await blobs.find(sha256);
  if (blob === undefined) throw new Failure('NOT_FOUND');
  const copy = await encode(await readWhole(blob.read()), size);
  await sayDiskFull(() => replaceFile(place, copy));
  return place;
}

/** A decoder holds the whole picture anyway; fed by a stream that breaks it would wait for ever. @throws Failure BUSY where the bytes cannot be had now */
function readWhole(source: Readable): Promise<Buffer> {
  return buffer(source).catch((cause: unknown) => {
    throw cause instanceof Failure ? cause : new Failure('BUSY', {}, { cause });
  });
}

async function encode(picture: Buffer, size: DerivedSize): Promise<Buffer> {
  try {
    return await sharp(picture, { limitInputPixels: 120_000_000, autoOrient: true })
      .resize({ width: sides[size], height: sides[size], fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#fff' })
      .jpeg({ quality: size === 'thumb' ? 75 : 82 })
      .toBuffer();
  } catch (cause) {
    throw new Failure('NOT_FOUND', {}, { cause });
  }
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
