import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { photoName } from '#contract/courier.ts';
import { Failure, type FailureLine } from '#contract/failure.ts';
import { handoverEnding, handoverLimits, type KeptHandover, type TakenHandovers } from '#contract/handover.ts';
import { Sha256 } from '#domain/identity.ts';
import type { Mutation } from '#domain/mutation.ts';
import { findCreatedPhoto, type WatermarkText, watermarkOf } from '#domain/photo.ts';
import { type Clock, localInstant } from '../clock.ts';
import type { DeviceKeys } from '../keys/device-keys.ts';
import type { Photos } from '../photos/photos.ts';
import type { Vault } from '../photos/vault.ts';
import type { Membership } from '../settings/settings.ts';
import type { KeptHandovers } from './kept-handovers.ts';
import { type OpenHandover, openHandover, readHanded } from './open-handover.ts';

export interface TakeInParts {
  kept: KeptHandovers;
  vault: Pick<Vault, 'has'>;
  photos: Pick<Photos, 'keepOriginal'>;
  keys: DeviceKeys;
  membership: Membership;
  now: Clock;
  /** Between two files, and two photos: whoever wants to stop is heard. What was taken stays. */
  signal: AbortSignal;
  report(progress: { doneBytes: number; totalBytes: number }): void;
}

/** What a run has come to, and what it has learned on the way. */
interface Run {
  taken: KeptHandover[];
  photos: number;
  watermarks: Map<Sha256, WatermarkText>;
  known: Map<string, KeptHandover>;
  doneBytes: number;
  totalBytes: number;
}

/**
 * Takes in every handover in a folder that was sealed to this device [HO2]. Records are kept as they came; photos go among the photos of this
 * device, which sends them as its own. A photo whose record is in none of them is left: it comes with a pull.
 * @throws Failure handover-none, stick-unreadable, disk-full; why none was taken where none was: first what somebody can mend
 */
export async function takeInHandovers(folder: string, parts: TakeInParts): Promise<TakenHandovers> {
  const files = await listHandovers(folder);
  const known = new Map((await parts.kept.list()).map((handover) => [handover.id as string, handover]));
  const totalBytes = files.reduce((sum, { bytes }) => sum + bytes, 0);
  const run: Run = { taken: [], photos: 0, watermarks: new Map(), known, doneBytes: 0, totalBytes };
  const refused: FailureLine[] = [];
  for (const { name, bytes } of files) {
    parts.signal.throwIfAborted();
    try {
      await takeOne(join(folder, name), bytes, run, parts);
    } catch (error) {
      const line = Failure.line(error);
      if (!refusals.has(line.code)) throw error;
      refused.push({ code: line.code === 'bundle-damaged' ? 'handover-damaged' : line.code, facts: { file: name } });
    }
    run.doneBytes += bytes;
    parts.report(run);
  }
  const why = refused.find(({ code }) => !doneBefore.has(code)) ?? refused[0];
  if (run.taken.length === 0 && run.photos === 0 && why !== undefined) throw new Failure(why.code, why.facts);
  return { taken: run.taken, photos: run.photos, refused };
}

/** What one file is to blame for: it keeps no other from being taken. */
const refusals: ReadonlySet<string> = new Set([
  'handover-foreign',
  'handover-stranger',
  'handover-own',
  'handover-known',
  'handover-photos',
  'bundle-damaged',
  'bundle-newer',
]);

/** All of these is here already: nobody has anything to do about it. */
const doneBefore: ReadonlySet<string> = new Set(['handover-own', 'handover-known']);

/** Records come before photos, as they were written: part 2 before part 10. */
async function listHandovers(folder: string): Promise<{ name: string; bytes: number }[]> {
  const names = await readdir(folder).catch(unreadable);
  const files = names.filter((name) => name.toLowerCase().endsWith(handoverEnding)).sort(byPart.compare);
  if (files.length === 0) throw new Failure('handover-none');
  return Promise.all(files.map(async (name) => ({ name, bytes: (await stat(join(folder, name)).catch(unreadable)).size })));
}

const byPart = new Intl.Collator('en', { numeric: true });

/** The stick was pulled out, or is not there. */
function unreadable(cause: unknown): never {
  throw new Failure('stick-unreadable', {}, { cause });
}

async function takeOne(place: string, bytes: number, run: Run, parts: TakeInParts): Promise<void> {
  if (bytes > handoverLimits.partBytes * 2) throw new Failure('bundle-damaged');
  const sealed = await readFile(place).catch(unreadable);
  const handover = await openHandover(sealed, parts.keys, parts.membership);
  try {
    const muts = await readHanded(handover);
    noteWatermarks(muts, run);
    const before = run.taken.length + run.photos;
    if (muts.length > 0 && !run.known.has(handover.bundle.digest)) await keep(handover, muts, sealed, run, parts);
    const left = await takePhotos(handover, run, parts);
    if (run.taken.length + run.photos === before) throw new Failure(left === 0 ? 'handover-known' : 'handover-photos');
  } finally {
    handover.bundle.close();
  }
}

function noteWatermarks(muts: readonly Mutation[], { watermarks }: Run): void {
  for (const mutation of muts) {
    const photo = findCreatedPhoto(mutation);
    if (photo !== undefined) watermarks.set(photo.sha256, watermarkOf(photo));
  }
}

async function keep(handover: OpenHandover, muts: readonly Mutation[], sealed: Uint8Array, run: Run, parts: TakeInParts): Promise<void> {
  const about: KeptHandover = {
    id: Sha256.parse(handover.bundle.digest),
    dev: handover.from.dev,
    device: handover.from.name,
    takenAt: localInstant(parts.now()),
    mutations: muts.length,
    relayed: false,
  };
  await parts.kept.keep(about, sealed);
  run.known.set(about.id, about);
  run.taken.push(about);
}

/** Answers how many were left because their records are in none of the files. */
async function takePhotos({ bundle }: OpenHandover, run: Run, { vault, photos, signal }: TakeInParts): Promise<number> {
  let left = 0;
  for (const { name, sha256 } of bundle.manifest.files) {
    if (name !== photoName(sha256) || (await vault.has(sha256, 'original'))) continue;
    const watermark = run.watermarks.get(sha256);
    if (watermark === undefined) {
      left += 1;
      continue;
    }
    signal.throwIfAborted();
    const taken = await photos.keepOriginal(sha256, await buffer(bundle.read(name)), watermark).then(() => true, ofPhoto);
    if (taken) run.photos += 1;
  }
  return left;
}

/** A picture that cannot be read here keeps nothing else from being taken: it comes with a pull. @throws whatever is not the picture's fault */
function ofPhoto(error: unknown): false {
  if (Failure.line(error).code.startsWith('photo-')) return false;
  throw error;
}
