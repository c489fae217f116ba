import QRCode from 'qrcode';
import type { Sha256 } from '#domain/identity.ts';
import type { PhotoSize } from '#domain/photo.ts';
import type { Desk } from '../../store/desk.ts';
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

/** What a scanner reads to file the signed paper: the lines it is about. */
export function qrOf(ids: readonly string[]): Promise<string> {
  return QRCode.toDataURL(`chaihuan:entitlement:${ids.join(',')}`, { margin: 1, width: 240, errorCorrectionLevel: 'M' });
}

/** Everything a sheet shows, as data addresses: photos as thumbs, as many as fit. */
export async function picturesOf(desk: Desk, sheet: ReturnSheet): Promise<SheetPictures> {
  const hashes = [...new Set(sheet.lines.flatMap((line) => line.photos))].slice(0, mostPhotos);
  const signed = sheet.signature?.picture ?? null;
  const [thumbs, [signature = null], qr] = await Promise.all([
    findPictures(desk, hashes, 'thumb'),
    findPictures(desk, signed === null ? [] : [signed], 'display'),
    qrOf(sheet.ids.slice(0, 10)),
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
