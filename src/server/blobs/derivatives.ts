import { randomUUID } from 'node:crypto';
import { access, mkdir, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import { Failure } from '#contract/failure.ts';
import type { Sha256 } from '#domain/identity.ts';
import type { PhotoSize } from '#domain/photo.ts';
import type { BlobStore } from './blob-store.ts';

/** Longest side in pixels. */
const sides = { thumb: 320, display: 1920 } as const satisfies Record<Exclude<PhotoSize, 'original'>, number>;
export type DerivedSize = keyof typeof sides;

/** Smaller copies of photos, made on demand and kept: upright JPEG, no metadata, no watermark (devices put their own). */
export interface Derivatives {
  /** Path of the copy. @throws Failure NOT_FOUND where there is no such blob, or none that can be decoded here */
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
  await mkdir(path.dirname(place), { recursive: true });
  const partial = `${place}.${randomUUID()}.partial`;
  try {
    const image = sharp({ limitInputPixels: 120_000_000, autoOrient: true });
    blob
      .read()
      .on('error', (error) => image.destroy(error))
      .pipe(image);
    await image
      .resize({ width: sides[size], height: sides[size], fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#fff' })
      .jpeg({ quality: size === 'thumb' ? 75 : 82 })
      .toFile(partial);
    await syncFile(partial);
    await rename(partial, place);
    return place;
  } catch (error) {
    await rm(partial, { force: true });
    throw new Failure('NOT_FOUND', {}, { cause: error });
  }
}

/** A copy that a power cut left empty would be served as it is, for ever. */
async function syncFile(file: string): Promise<void> {
  const handle = await open(file, 'r+');
  await handle.sync().finally(() => handle.close());
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
