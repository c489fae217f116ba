import { photoFloorBytes } from '#contract/disk.ts';
import type { TrayPhoto } from '#contract/tray.ts';
import { type DataFolder, requireFree } from '../folder/data-folder.ts';
import type { Photos } from '../photos/photos.ts';
import type { Settings } from '../settings/settings.ts';
import type { Tray } from './tray.ts';

/**
 * Keeps a picture that has no record yet, and puts it into the tray. `known` where it waits there already.
 * @throws Failure as Photos.ingest, disk-low
 */
export type TrayIntake = (bytes: Uint8Array, from: Omit<TrayPhoto, 'facts'>) => Promise<{ photo: TrayPhoto; known: boolean }>;

interface IntakeOptions {
  photos: Photos;
  tray: Tray;
  folder: Pick<DataFolder, 'freeBytes'>;
  settings: Settings;
}

export function createTrayIntake({ photos, tray, folder, settings }: IntakeOptions): TrayIntake {
  return async (bytes, from) => {
    await requireFree(folder, photoFloorBytes);
    const device = settings.membership()?.enrollment.deviceName ?? '—';
    const watermark = { place: '待归档', code: from.fileName.slice(-40), stage: '', device };
    const photo: TrayPhoto = { facts: await photos.ingest(bytes, { watermark, shutter: false }), ...from };
    return { photo, known: !(await tray.put(photo)) };
  };
}
