import { setTimeout as pause } from 'node:timers/promises';
import { Failure } from '#contract/failure.ts';
import type { Wire } from '#sync/ports.ts';
import { createDice } from '../store/district.ts';
import { p95, percentile } from '../store/figures.ts';
import { type BenchDistrict, raiseDistrict, subdistrictOf } from './district.ts';
import { householdsOf } from './households.ts';
import { joinPlainDesk, type PlainDesk } from './plain-desk.ts';

export interface FleetSizes {
  devices: number;
  changes: number;
  photos: number;
  photoBytes: number;
  /** Within how long they arrive, in seconds. */
  arriveWithinS: number;
  /** How many subdistricts they are of: each pulls what its own brings. */
  subdistricts: number;
}

/** At 17:30: devices that arrive at seeded moments, each with a day's changes and photos, all through shipped engine, host and wire. */
export async function measureFleet(sizes: FleetSizes, say: (what: string) => void) {
  const district = await raiseDistrict();
  const desks: PlainDesk[] = [];
  try {
    for (let n = 0; n < sizes.devices; n += 1) {
      say(`fleet: a day's work on device ${n + 1} of ${sizes.devices}`);
      const desk = await joinPlainDesk(await district.code(subdistrictOf(n % sizes.subdistricts)));
      desks.push(desk);
      await desk.create(householdsOf(n, sizes.changes));
      await desk.takePhotos(sizes.photos, sizes.photoBytes);
    }
    say('fleet: arriving');
    return await arrive(district, desks, sizes);
  } finally {
    for (const desk of desks) await desk.close();
    await district.close();
  }
}

async function arrive(district: BenchDistrict, desks: readonly PlainDesk[], sizes: FleetSizes) {
  const dice = createDice(1730);
  const pushMs: number[] = [];
  const errors: string[] = [];
  const memory = watchMemory(district);
  const began = performance.now();
  await Promise.all(
    desks.map(async (desk) => {
      await pause(dice() * sizes.arriveWithinS * 1000);
      try {
        const { photoFailures } = await desk.sync(timedPushes(desk.wire, pushMs));
        errors.push(...photoFailures.map(({ code }) => code));
      } catch (error) {
        errors.push(Failure.line(error).code);
      }
    }),
  );
  const storedS = (performance.now() - began) / 1000;
  const resident = await memory.end();
  const refused = desks.reduce((sum, { store }) => sum + store.refused, 0);
  const missing = await countMissing(district, sizes);
  return {
    fleetP95Ms: p95(pushMs),
    fleetMedianMs: percentile(pushMs, 0.5),
    fleetErrors: errors.length + refused,
    fleetMissing: missing,
    fleetStoredS: storedS,
    fleetDevices: sizes.devices,
    fleetChanges: sizes.changes,
    fleetPhotos: sizes.photos,
    ...(resident === undefined
      ? {}
      : { fleetServerStartMB: resident.first, fleetServerPeakMB: resident.peak, fleetServerEndMB: resident.last }),
  };
}

/** What the devices have sent and the server's database does not have. */
async function countMissing({ server: { db } }: BenchDistrict, { devices, changes, photos }: FleetSizes): Promise<number> {
  const count = async (table: 'records' | 'blobs') =>
    Number(
      (
        await db
          .selectFrom(table)
          .select((of) => of.fn.countAll().as('count'))
          .executeTakeFirstOrThrow()
      ).count,
    );
  return devices * (changes + photos) - (await count('records')) - (await count('blobs'));
}

function timedPushes(wire: Wire, pushMs: number[]): Wire {
  return {
    ...wire,
    async pushLines(...asked) {
      const start = performance.now();
      const reply = await wire.pushLines(...asked);
      pushMs.push(performance.now() - start);
      return reply;
    },
  };
}

/** The server's memory, looked at every second. */
function watchMemory({ server }: BenchDistrict) {
  const seen: number[] = [];
  const look = async () => {
    const now = await server.residentMB();
    if (now !== undefined) seen.push(now);
  };
  const first = look();
  const timer = setInterval(() => void look(), 1000);
  return {
    async end() {
      await first;
      clearInterval(timer);
      await look();
      return seen.length === 0 ? undefined : { first: seen[0] ?? 0, peak: Math.max(...seen), last: seen.at(-1) ?? 0 };
    },
  };
}
