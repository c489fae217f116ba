import { courierLimits } from '#contract/courier.ts';
import { limits } from '#contract/district-api.ts';
import type { Sha256 } from '#domain/identity.ts';
import type { NumberRange } from './pushes.ts';

export interface PhotoToGo {
  sha256: Sha256;
  bytes: number;
}

/** What one file on the stick carries. */
export interface Part {
  range: NumberRange | null;
  photos: PhotoToGo[];
}

/**
 * Deals mutations and photos out to parts that stay below a file's limit whatever the mutations weigh. Records come first: an office that gets
 * the first part alone has them. There is always one part: an empty one asks for news.
 */
export function planParts(
  ranges: readonly NumberRange[],
  photos: readonly PhotoToGo[],
  partBytes: number = courierLimits.partBytes,
): Part[] {
  const parts: Part[] = ranges.length === 0 ? [{ range: null, photos: [] }] : ranges.map((range) => ({ range, photos: [] }));
  let last = parts.at(-1);
  let room = partBytes - (last === undefined ? 0 : reserveOf(last));
  for (const photo of photos) {
    if (last === undefined || photo.bytes > room || last.photos.length === courierLimits.partPhotos) {
      last = { range: null, photos: [] };
      parts.push(last);
      room = partBytes;
    }
    last.photos.push(photo);
    room -= photo.bytes;
  }
  return parts;
}

function reserveOf({ range }: Part): number {
  return range === null ? 0 : (range.to - range.from + 1) * limits.mutationBytes;
}
