import type { HostMethod } from '#contract/host-api.ts';
import type { Sha256 } from '#domain/identity.ts';
import type { Calls } from '../call-table.ts';
import type { Device } from '../device.ts';
import type { Lock } from '../people/lock.ts';

type TrayMethod = Extract<HostMethod, `${'tray' | 'phone'}.${string}`>;

export function trayCalls(device: Device, lock: Lock): Pick<Calls, TrayMethod> {
  return {
    'tray.take': ({ fileName }, bytes) => device.parts().intake(bytes, { fileName }),
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
    async 'phone.open'({ for: wanted, address }) {
      const { phone } = device.parts();
      const door = await phone.open(wanted, address);
      // Whoever asked may have left meanwhile: a door that nobody watches is shut.
      if (lock.state().user === null) await phone.close();
      lock.requirePerson();
      return door;
    },
    'phone.state': async () => ({ door: device.parts().phone.state() }),
    async 'phone.close'() {
      await device.parts().phone.close();
      return {};
    },
  };
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
