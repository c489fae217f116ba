import type { Sha256 } from '#domain/identity.ts';
import type { WatermarkText } from '#domain/photo.ts';
import type { Desk } from './desk.ts';

/**
 * What is shown of a photo says what its record says now. Where its original is not here, the next copy that is brought does. The record is saved
 * already: a picture that could not be drawn anew loses nothing.
 */
export async function rebuildCopy({ db, host }: Pick<Desk, 'db' | 'host'>, sha256: Sha256, watermark: WatermarkText): Promise<void> {
  await db.blobs.update(sha256, { watermark });
  await host.call('photos.rebuild', { sha256, watermark }).catch(() => undefined);
}
