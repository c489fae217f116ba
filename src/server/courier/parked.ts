import { copyFile, mkdir, open, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { renameStubborn } from '#bundle/rename.ts';
import { bundleEnding } from '#contract/courier.ts';
import type { DeviceId } from '#domain/identity.ts';
import { sayDiskFull } from '../blobs/durable-file.ts';
import type { Parts } from '../parts.ts';

type Place = Pick<Parts, 'parkedFolder'>;

/**
 * Keeps a bundle, sealed as it came, until its predecessors are here [CR5]. Parked twice it lies there once. It is a convenience, no custody: the
 * device keeps everything until it is answered.
 */
export async function park({ parkedFolder }: Place, dev: DeviceId, from: number, digest: string, sealed: string): Promise<void> {
  const folder = path.join(parkedFolder, dev);
  const place = path.join(folder, `${String(from).padStart(12, '0')}-${digest.slice(0, 16)}${bundleEnding}`);
  if (path.resolve(sealed) === path.resolve(place)) return;
  await sayDiskFull(async () => {
    await mkdir(folder, { recursive: true });
    await copyFile(sealed, `${place}.partial`);
    const file = await open(`${place}.partial`, 'r+');
    await file.sync().finally(() => file.close());
    await renameStubborn(`${place}.partial`, place);
  });
}

/** A device's parked bundles, lowest number first. */
export async function listParked({ parkedFolder }: Place, dev: DeviceId): Promise<string[]> {
  const folder = path.join(parkedFolder, dev);
  const names = await readdir(folder).catch(() => []);
  return names
    .filter((name) => name.endsWith(bundleEnding))
    .sort()
    .map((name) => path.join(folder, name));
}

export async function unpark(place: string): Promise<void> {
  await rm(place, { force: true });
}
