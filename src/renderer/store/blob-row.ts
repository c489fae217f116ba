import { type Photo, watermarkOf } from '#domain/photo.ts';
import type { BlobRow } from './rows.ts';

/** What the store keeps of a photo: of one's own the bytes are here and not yet verified, of a pulled one the other way round. */
export function blobRow(photo: Photo, from: 'own' | 'pulled', assigned: boolean): BlobRow {
  const own = from === 'own' ? 1 : 0;
  return {
    sha256: photo.sha256,
    bytes: photo.bytes,
    own,
    verified: own ? 0 : 1,
    thumb: own,
    display: own,
    wanted: own ? 0 : 1,
    assigned: assigned ? 1 : 0,
    addedAt: Date.parse(photo.importedAt),
    watermark: watermarkOf(photo),
  };
}
