import { randomBytes } from 'node:crypto';
import { rename } from 'node:fs/promises';
import path from 'node:path';
import { FileConfigstore } from '@tus/file-store';
import { Upload } from '@tus/server';
import type { DeviceId, Sha256 } from '#domain/identity.ts';
import type { Parts } from '../parts.ts';
import { addUpload } from '../repositories/blobs.ts';

/** What had come of a photo when its line broke: an upload like any other from now on, which `blobs/check` names and tus goes on with. */
export async function keepBroken(
  { db, stagingFolder, now }: Pick<Parts, 'db' | 'stagingFolder' | 'now'>,
  { dev, sha256, size }: { dev: DeviceId; sha256: Sha256; size: number },
  partial: string,
): Promise<void> {
  const id = randomBytes(16).toString('hex');
  const at = now();
  await rename(partial, path.join(stagingFolder, id));
  const upload = new Upload({ id, size, offset: 0, metadata: { sha256 }, creation_date: at.toISOString() });
  await new FileConfigstore(stagingFolder).set(id, upload);
  await addUpload(db, { id, dev, size, sha256, created_at: at });
}
