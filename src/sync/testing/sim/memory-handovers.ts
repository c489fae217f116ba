import { hash } from 'node:crypto';
import { Failure } from '#contract/failure.ts';
import { handoverLimits, type KeptHandover } from '#contract/handover.ts';
import { Sha256 } from '#domain/identity.ts';
import { findCreatedPhoto } from '#domain/photo.ts';
import type { KeptHandovers } from '#host/courier/kept-handovers.ts';
import type { Relay } from '#host/remote/relay.ts';
import type { Disk } from './disk.ts';
import type { Power } from './memory-journal.ts';
import type { StickPart } from './stick.ts';

/** What one desk hands to another: who wrote it is known by name. */
export interface HandedOver {
  device: string;
  parts: readonly StickPart[];
}

interface HandoverParts {
  disk: Disk;
  power: Power;
}

const sealedOf = (part: StickPart) => Buffer.from(JSON.stringify(part));
/** What the line carries, read again by the server. */
export const openSealed = (bytes: Uint8Array) => JSON.parse(Buffer.from(bytes).toString()) as StickPart;

/** Host's kept handovers, on a disk in memory, without the bytes of ZIP and seal. */
export function createMemoryKept({ disk, power }: HandoverParts): KeptHandovers {
  const { handovers } = disk;
  const change = async (id: Sha256, kept: { about: KeptHandover; part: StickPart } | undefined) => {
    await power.write();
    if (kept === undefined) handovers.delete(id);
    else handovers.set(id, kept);
    await power.write();
  };
  return {
    list: async () => [...handovers.values()].map(({ about }) => about),
    async read(id) {
      const kept = handovers.get(id);
      return kept && sealedOf(kept.part);
    },
    keep: (about, sealed) => change(about.id, { about, part: openSealed(sealed) }),
    async noteRelayed(id) {
      const kept = handovers.get(id);
      if (kept !== undefined) await change(id, { ...kept, about: { ...kept.about, relayed: true } });
    },
    drop: (id) => change(id, undefined),
    copyTo: () => Promise.reject(new TypeError('a stick takes them from the disk')),
  };
}

/** The handovers that no server was given yet, as they lie on a stick for the office. */
export const toRelay = ({ handovers }: Disk): StickPart[] =>
  [...handovers.values()].filter(({ about }) => !about.relayed).map(({ part }) => part);

/** Takes in what another desk wrote, as host does: what is its own, and what was here before, changes nothing [HO2]. */
export async function takeIn({ device, parts }: HandedOver, { disk, power }: HandoverParts, kept: KeptHandovers): Promise<void> {
  const { enrollment, earlier = [] } = disk.membership;
  const known = new Set<Sha256>();
  for (const part of parts) {
    const { dev, batch, pushes } = part;
    if (dev === enrollment.dev || earlier.includes(dev)) return;
    if (power.isFull()) throw new Failure('disk-full');
    const muts = pushes.flatMap((push) => push.muts);
    for (const photo of muts.flatMap((mutation) => findCreatedPhoto(mutation) ?? [])) known.add(photo.sha256);
    const id = Sha256.parse(hash('sha256', `${batch} ${pushes[0]?.from}`));
    const about = { id, dev, device, takenAt: '2026-03-02T08:00:00+08:00', mutations: muts.length, relayed: false };
    if (muts.length > 0 && !disk.handovers.has(id)) await kept.keep(about, sealedOf(part));
    for (const sha256 of part.photos) if (known.has(sha256)) disk.originals.add(sha256);
  }
}

type Calls = Record<string, (input: never) => Promise<unknown>>;

/** Host's calls about handovers. */
export function handoverCalls({ disk }: HandoverParts, kept: KeptHandovers, relay: Relay): Calls {
  return {
    'handover.list': async () => ({ handovers: await kept.list() }),
    async 'handover.read'({ id, skip }: { id: Sha256; skip: number }) {
      const found = disk.handovers.get(id);
      if (found === undefined) throw new Failure('input-bad', { field: 'id' });
      const muts = found.part.pushes.flatMap((push) => push.muts).slice(skip, skip + handoverLimits.page);
      const shown = muts.flatMap((mutation) => findCreatedPhoto(mutation)?.sha256 ?? []);
      return { muts, photos: shown.filter((sha256) => disk.originals.has(sha256)) };
    },
    'handover.relay': () => relay.relay(),
    'handover.arrived': async ({ uids }: { uids: string[] }) => ({ arrived: await relay.arrived(uids) }),
    async 'handover.keepOnly'({ ids }: { ids: Sha256[] }) {
      for (const { id, relayed } of await kept.list()) if (relayed && !ids.includes(id)) await kept.drop(id);
      return {};
    },
  };
}
