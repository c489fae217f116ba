import type { Sha256 } from '#domain/identity.ts';
import type { PhotoSize } from '#domain/photo.ts';
import { bringCopies } from '../../store/bring-copies.ts';
import type { Desk } from '../../store/desk.ts';
import { qrOf } from './form-code.ts';
import type { SheetPictures } from './ReturnSheetBody.tsx';
import { photoNumber, type ReturnSheet } from './return-sheet.ts';

/** A form is at most 2 MB of HTML, pictures included. */
const mostPhotos = 12;
const mostCharacters = 1_500_000;

function dataAddress(bytes: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error ?? new Error('the picture cannot be read'));
    reader.readAsDataURL(bytes);
  });
}

async function findPictures(desk: Desk, hashes: readonly Sha256[], size: PhotoSize): Promise<(string | null)[]> {
  if (hashes.length === 0) return [];
  const { urls } = await desk.host.call('photos.urls', { photos: hashes.map((sha256) => ({ sha256, size })) });
  return Promise.all(
    urls.map(async (url) => {
      const answer = url === null ? null : await fetch(url);
      return answer?.ok ? dataAddress(await answer.blob()) : null;
    }),
  );
}

/** As many lines as a code of this size names and a photo of the paper still shows. */
export const mostInCode = 10;

/** Photos as thumbs by their hash: those that are here, as many as a page has room for. */
export async function findThumbs(desk: Desk, hashes: readonly Sha256[]): Promise<Map<Sha256, string>> {
  const found = await findPictures(desk, hashes.slice(0, 500), 'thumb');
  const thumbs = new Map<Sha256, string>();
  let room = mostCharacters;
  hashes.forEach((sha256, index) => {
    const data = found[index];
    if (!data || data.length > room) return;
    room -= data.length;
    thumbs.set(sha256, data);
  });
  return thumbs;
}

/** A signature drawn on screen without the watermark's band over it; a photo of signed paper as its display copy. */
async function findSignature(desk: Desk, { signature }: ReturnSheet): Promise<string | null> {
  if (signature === null || signature.picture === null) return null;
  const [drawn = null] = signature.kind === 'SCREEN' ? await findPictures(desk, [signature.picture], 'original') : [];
  if (drawn !== null) return drawn;
  const [shown = null] = await findPictures(desk, [signature.picture], 'display');
  if (shown !== null || (await bringCopies(desk, [signature.picture], 'display')) === 0) return shown;
  const [brought = null] = await findPictures(desk, [signature.picture], 'display');
  return brought;
}

/** Everything a sheet shows, as data addresses: photos as thumbs, as many as fit. */
export async function picturesOf(desk: Desk, sheet: ReturnSheet): Promise<SheetPictures> {
  const hashes = [...new Set(sheet.lines.flatMap((line) => line.photos))].slice(0, mostPhotos);
  const [thumbs, signature, qr] = await Promise.all([
    findPictures(desk, hashes, 'thumb'),
    findSignature(desk, sheet),
    qrOf('entitlement', sheet.ids.slice(0, mostInCode)),
  ]);
  const photos = new Map<string, string>();
  let room = mostCharacters - (signature?.length ?? 0);
  hashes.forEach((sha256, index) => {
    const data = thumbs[index];
    if (!data || data.length > room) return;
    room -= data.length;
    photos.set(photoNumber(sha256), data);
  });
  return { qr, signature, photos };
}
