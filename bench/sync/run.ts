import { round } from '../store/figures.ts';
import { type FleetSizes, measureFleet } from './fleet.ts';
import { measurePhotos, type PhotoSizes } from './photos.ts';
import { measureRecords } from './records.ts';
import { measureScale, type ScaleSizes } from './scale.ts';

/** What can be measured by itself. */
export const syncParts = ['records', 'photos', 'fleet', 'scale'] as const;
export type SyncPart = (typeof syncParts)[number];

export interface SyncSizes {
  records: number;
  rounds: number;
  photos: PhotoSizes;
  fleet: FleetSizes;
  scale: ScaleSizes;
}

/** Everything the sync promises of speed, in one run, or only some parts of it. */
export async function benchSync(sizes: SyncSizes, parts: readonly SyncPart[] = syncParts): Promise<Record<string, number>> {
  const say = (what: string) => console.error(what);
  const figures: Record<string, number> = {};
  for (const part of parts) Object.assign(figures, await measure(part, sizes, say));
  return Object.fromEntries(Object.entries(figures).map(([name, value]) => [name, round(value)]));
}

function measure(part: SyncPart, { records, rounds, photos, fleet, scale }: SyncSizes, say: (what: string) => void) {
  switch (part) {
    case 'records':
      return measureRecords(records, rounds, say);
    case 'photos':
      return measurePhotos(photos, say);
    case 'fleet':
      return measureFleet(fleet, say);
    case 'scale':
      return measureScale(scale, say);
    default:
      return part satisfies never;
  }
}
