import { photoFloorBytes } from '#contract/disk.ts';
import type { HostMethod } from '#contract/host-api.ts';
import type { TrayPhoto } from '#contract/tray.ts';
import type { Sha256 } from '#domain/identity.ts';
import type { Calls } from '../call-table.ts';
import type { Device } from '../device.ts';
import { requireFree } from '../folder/data-folder.ts';
import type { Lock } from '../people/lock.ts';

type TrayMethod = Extract<HostMethod, `tray.${string}`>;

export function trayCalls(device: Device, lock: Lock): Pick<Calls, TrayMethod> {
  return {
    'tray.take': ({ fileName }, bytes) => takeIn(device, bytes, fileName),
    async 'tray.list'() {
      const photos = await device.parts().tray.list();
      // Whoever asked may have left while the disk was read.
      lock.requirePerson();
      return { photos };
    },
    async 'tray.drop'({ photos, erase }) {
      const { tray, photos: kept } = device.parts();
      const named = erase ? await namedHere(device) : () => true;
      await tray.drop(photos);
      for (const sha256 of photos) if (!named(sha256)) await kept.erase(sha256);
      return {};
    },
  };
}

/** Keeps a picture that has no record yet, and puts it into the tray. @throws Failure as Photos.ingest, disk-low */
export async function takeIn(device: Device, bytes: Uint8Array, fileName: string): Promise<{ photo: TrayPhoto; known: boolean }> {
  await requireFree(device.folder, photoFloorBytes);
  const { photos, tray } = device.parts();
  const name = device.settings.membership()?.enrollment.deviceName ?? '—';
  const watermark = { place: '待归档', code: fileName.slice(-40), stage: '', device: name };
  const photo: TrayPhoto = { facts: await photos.ingest(bytes, { watermark, shutter: false }), fileName };
  return { photo, known: !(await tray.put(photo)) };
}

/** Whether a record of this device, or a draft on it, names a photo [A2]: such bytes are nobody's to delete. */
async function namedHere(device: Device): Promise<(sha256: Sha256) => boolean> {
  const { journal, drafts } = device.parts();
  const recorded = new Set<unknown>();
  const page = 1000;
  for (let from = 1; ; from += page) {
    const { muts, last } = await journal.read(from, page);
    for (const { type, set } of muts) if (type === 'photo') recorded.add(set.sha256?.new);
    if (from + page > last) break;
  }
  const typed = (await drafts.list()).map((draft) => JSON.stringify(draft.values));
  return (sha256) => recorded.has(sha256) || typed.some((values) => values.includes(sha256));
}
