import type { PhotoFacts } from '#contract/photo-facts.ts';

export type ImageMime = PhotoFacts['mime'];

const heicBrands = new Set(['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'hevm', 'hevs']);

/** What the first bytes say the file is, whatever its name says; undefined when it is no kind of image that we take. */
export function findImageMime(bytes: Uint8Array): ImageMime | undefined {
  if (startsWith(bytes, [0xff, 0xd8, 0xff])) return 'image/jpeg';
  if (startsWith(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'image/png';
  if (latin(bytes, 0, 4) === 'RIFF' && latin(bytes, 8, 12) === 'WEBP') return 'image/webp';
  if (latin(bytes, 4, 8) === 'ftyp' && isHeic(bytes)) return 'image/heic';
  return undefined;
}

/** ISO 14496-12: the major brand, a version, then compatible brands to the end of the box. `mif1` alone may as well be AVIF. */
function isHeic(bytes: Uint8Array): boolean {
  const end = Math.min(uint32(bytes, 0), bytes.length);
  if (heicBrands.has(latin(bytes, 8, 12))) return true;
  for (let at = 16; at + 4 <= end; at += 4) if (heicBrands.has(latin(bytes, at, at + 4))) return true;
  return false;
}

/** Whether every top-level box of an ISO file lies inside it: a copy that was broken off fails this. */
export function hasWholeBoxes(bytes: Uint8Array): boolean {
  let at = 0;
  while (at < bytes.length) {
    if (at + 8 > bytes.length) return false;
    const size = uint32(bytes, at);
    if (size === 0) return true;
    const length = size === 1 ? uint32(bytes, at + 8) * 2 ** 32 + uint32(bytes, at + 12) : size;
    if (length < 8) return false;
    at += length;
  }
  return at === bytes.length;
}

function startsWith(bytes: Uint8Array, magic: number[]): boolean {
  return magic.every((byte, i) => bytes[i] === byte);
}

function latin(bytes: Uint8Array, from: number, to: number): string {
  return String.fromCharCode(...bytes.subarray(from, to));
}

function uint32(bytes: Uint8Array, at: number): number {
  return (bytes[at] ?? 0) * 2 ** 24 + ((bytes[at + 1] ?? 0) << 16) + ((bytes[at + 2] ?? 0) << 8) + (bytes[at + 3] ?? 0);
}
