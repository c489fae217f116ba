import type { AnsweredPush } from '#contract/courier.ts';
import { Failure } from '#contract/failure.ts';
import type { DeviceId, Sha256 } from '#domain/identity.ts';
import type { Parts } from '../parts.ts';
import { listParked, park, unpark } from './parked.ts';
import { type TakenBundle, takeBundle } from './take-bundle.ts';

/** All that the bundles of one device came to: what its answer is made of. */
export interface DeviceImport {
  dev: DeviceId;
  cursor: number;
  awaited: Set<Sha256>;
  handed: Set<string>;
  batches: Set<string>;
  pushes: AnsweredPush[];
  photos: Set<Sha256>;
  parked: { from: number; to: number }[];
}

export interface ImportReport {
  devices: DeviceImport[];
  /** Files that were not taken, each with why: they keep no other from being taken. */
  refused: { file: string; failure: Failure }[];
}

/**
 * Takes bundles in whatever order they come. What comes too early is parked, and taken as soon as what was missing is here, in this run or in a
 * later one [CR5].
 */
export async function importBundles(parts: Parts, files: readonly string[], actor: string): Promise<ImportReport> {
  const devices = new Map<DeviceId, DeviceImport>();
  const refused: ImportReport['refused'] = [];
  for (const file of files) {
    try {
      const taken = await takeBundle(parts, file, actor);
      if (taken.parked !== null) await park(parts, taken.dev, taken.parked.from, taken.digest, file);
      add(devices, taken);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      refused.push({ file, failure: error });
    }
  }
  for (const device of devices.values()) await takeParked(parts, device, actor);
  return { devices: [...devices.values()], refused };
}

/** What will never be taken, because it contradicts what the server has, waits no longer: the device still holds it, and is asked for it anew. */
async function takeParked(parts: Parts, device: DeviceImport, actor: string): Promise<void> {
  for (const file of await listParked(parts, device.dev)) {
    const taken = await takeBundle(parts, file, actor).catch((error: unknown) => {
      const { code } = Failure.line(error);
      if (code === 'internal' || code === 'DISK' || code === 'BUSY') throw error;
      return undefined;
    });
    if (taken?.parked) device.parked.push(taken.parked);
    else await unpark(file);
    if (taken === undefined) continue;
    device.pushes.push(...taken.pushes);
    device.batches.add(taken.batch);
    for (const sha256 of taken.awaited) device.awaited.add(sha256);
    for (const uid of taken.handed) device.handed.add(uid);
  }
}

function add(devices: Map<DeviceId, DeviceImport>, taken: TakenBundle): void {
  const { dev, cursor } = taken;
  const fresh = { awaited: new Set<Sha256>(), handed: new Set<string>(), batches: new Set<string>(), photos: new Set<Sha256>() };
  const device = devices.get(dev) ?? { dev, cursor, ...fresh, pushes: [], parked: [] };
  devices.set(dev, device);
  device.cursor = Math.min(device.cursor, cursor);
  for (const sha256 of taken.awaited) device.awaited.add(sha256);
  for (const uid of taken.handed) device.handed.add(uid);
  device.batches.add(taken.batch);
  device.pushes.push(...taken.pushes);
  for (const sha256 of taken.photos) device.photos.add(sha256);
}
