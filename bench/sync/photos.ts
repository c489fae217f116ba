import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { limits } from '#contract/district-api.ts';
import { sendPhotos } from '#sync/photos.ts';
import type { PhotoRef } from '#sync/ports.ts';
import { createStop } from '#sync/stop.ts';
import { type Program, startProgram } from '../programs.ts';
import { createDice } from '../store/district.ts';
import { openByteCutter } from './byte-cutter.ts';
import { type BenchDistrict, raiseDistrict, subdistrictOf } from './district.ts';
import { joinPlainDesk, type PlainDesk } from './plain-desk.ts';

export interface PhotoSizes {
  /** Photos of 1.7 MB. */
  large: number;
  /** Photos of 300 KB. */
  small: number;
  /** How many uploads are cut, each at its own byte. */
  cuts: number;
}

const largeBytes = 1_700_000;
const smallBytes = 300_000;
/** What is cut in turn: a large photo, a small one by itself, and a parcel of small ones. */
const cutUploads = [
  { count: 1, each: largeBytes },
  { count: 3, each: smallBytes },
  { count: 1, each: largeBytes },
  { count: 1, each: smallBytes },
] as const;
/** How often the two sides take turns. */
const turns = 4;

/** Photos through the shipped upload path beside bare PUTs with fsync, equally many at once; and what a cut costs. */
export async function measurePhotos({ large, small, cuts }: PhotoSizes, say: (what: string) => void) {
  const folder = await mkdtemp(join(tmpdir(), 'chaihuan-bench-puts-'));
  const puts = await startProgram(join(import.meta.dirname, 'put-server.ts'), folder);
  const district = await raiseDistrict();
  const desk = await joinPlainDesk(await district.code(subdistrictOf(0)));
  try {
    say(`photos: ${large} of 1.7 MB`);
    const many = await compare(desk, puts, large, largeBytes);
    say(`photos: ${small} of 300 KB`);
    const few = await compare(desk, puts, small, smallBytes);
    say(`photos: ${cuts} cuts`);
    return {
      photoVsPut: Math.min(many.ratio, few.ratio),
      photoLargeVsPut: many.ratio,
      photoSmallVsPut: few.ratio,
      photoLargeMBps: many.MBps,
      photoSmallMBps: few.MBps,
      photosLarge: large,
      photosSmall: small,
      photoCuts: cuts,
      resentBytesMost: await mostResent(district, cuts),
      chunkBytes: limits.chunkBytes,
    };
  } finally {
    await desk.close();
    await puts.end();
    await district.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** In turn, so that what the machine does meanwhile falls on both. `ratio` is ours over theirs, of bytes a second. */
async function compare(desk: PlainDesk, puts: Program, count: number, bytes: number) {
  let [ours, theirs] = [0, 0];
  for (let turn = 0; turn < turns; turn += 1) {
    const photos = await desk.takePhotos(Math.ceil(count / turns), bytes);
    const took = async () => {
      ours += await timed(() => send(desk, photos));
    };
    const tookBare = async () => {
      theirs += await timed(() => putAll(puts.url, photos.length, bytes));
    };
    for (const work of turn % 2 === 0 ? [took, tookBare] : [tookBare, took]) await work();
  }
  return { ratio: theirs / ours, MBps: (Math.ceil(count / turns) * turns * bytes) / 1000 / ours };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

async function send({ store, wire }: PlainDesk, photos: readonly PhotoRef[]): Promise<void> {
  const failures = await sendPhotos({ store, wire }, { signal: createStop(), report: () => undefined });
  if (failures.length > 0 || (await store.unverifiedPhotos()).length > 0)
    throw new Error(`of ${photos.length} photos ${failures.length} failed`);
}

async function putAll(url: string, count: number, bytes: number): Promise<void> {
  const body = new Uint8Array(bytes);
  const left = Array.from({ length: count }).values();
  const lane = async () => {
    for (const _ of left) {
      const reply = await fetch(url, { method: 'PUT', body });
      if (!reply.ok) throw new Error(`a bare PUT was answered with ${reply.status}`);
      await reply.arrayBuffer();
    }
  };
  await Promise.all(Array.from({ length: limits.parallelUploads }, lane));
}

/** The most bytes that went over the line a second time, of photos that were cut at a byte each and sent again until they were verified. */
async function mostResent(district: BenchDistrict, cuts: number): Promise<number> {
  const cutter = await openByteCutter(district.server.url);
  const dice = createDice(7);
  const desk = await joinPlainDesk({ ...(await district.code(subdistrictOf(1))), url: cutter.url });
  let most = 0;
  try {
    for (let cut = 0; cut < cuts; cut += 1) {
      const { count, each } = cutUploads[cut % cutUploads.length] ?? cutUploads[0];
      const bytes = count * each;
      const photos = await desk.takePhotos(count, each);
      const before = cutter.passed;
      cutter.cutAfter(1 + Math.floor(dice() * (bytes - 1)));
      // A line that broke is the driver's to try again: here, at once.
      for (let tries = 0; tries < 3 && (await desk.store.unverifiedPhotos()).length > 0; tries += 1) {
        await send(desk, photos).catch(() => undefined);
      }
      if ((await desk.store.unverifiedPhotos()).length > 0) throw new Error('a photo that was cut did not arrive');
      most = Math.max(most, cutter.passed - before - bytes);
    }
  } finally {
    await desk.close();
    await cutter.close();
  }
  return most;
}
