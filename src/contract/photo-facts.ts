import { z } from 'zod';
import { Instant, Sha256 } from '#domain/identity.ts';
import { CaptureSource } from '#domain/photo.ts';

/** What host read from an image, and kept: the original is on disk under its hash when this is returned [A2]. */
export const PhotoFacts = z.object({
  sha256: Sha256,
  bytes: z.int().min(1),
  mime: z.enum(['image/jpeg', 'image/png', 'image/webp', 'image/heic']),
  /** Upright size in pixels (after EXIF orientation). */
  width: z.int(),
  height: z.int(),
  capturedAt: Instant.nullable(),
  capturedSource: CaptureSource,
  importedAt: Instant,
  gps: z.object({ lat: z.number(), lon: z.number() }).nullable(),
  /** False while no display copy could be made (HEIC without its decoder): the original is safe. */
  displayable: z.boolean(),
});
export type PhotoFacts = z.infer<typeof PhotoFacts>;
