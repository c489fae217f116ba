import { createHash, randomUUID } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type AddFile, writeBundle } from '#bundle/write-bundle.ts';
import { type BundleManifest, type CourierExport, mutationsName, photoName } from '#contract/courier.ts';
import { protocol, signedText } from '#contract/district-api.ts';
import { Failure } from '#contract/failure.ts';
import type { Sha256 } from '#domain/identity.ts';
import type { Generations } from '../journal/generations.ts';
import type { DeviceKeys } from '../keys/device-keys.ts';
import type { Vault } from '../photos/vault.ts';
import { joiningOf } from '../remote/enroll-file.ts';
import type { Membership } from '../settings/settings.ts';
import type { Audience } from './audience.ts';
import type { Part, PhotoToGo } from './plan-parts.ts';
import { collect, cutRanges, readPushes } from './pushes.ts';

export interface ExportParts {
  audience: Audience;
  journal: Generations;
  vault: Vault;
  keys: DeviceKeys;
  membership: Membership;
  /** Between two files of a bundle, and two pushes: whoever wants to stop is heard. */
  signal: AbortSignal;
  report(progress: { doneBytes: number; totalBytes: number }): void;
}

export interface Wanted {
  folder: string;
  /** The first number that goes; null where none does. */
  from: number | null;
  epoch: number;
  cursor: number;
  photos: readonly PhotoToGo[];
  /** Changes of other desks that were handed over here: which of them has the server? */
  handed: readonly string[];
}

/** Counted on the way. */
interface Tally {
  mutations: number;
  photos: number;
  doneBytes: number;
  unreadable: Sha256[];
}

/** Writes the parts of one export, one after another [CR1][HO1]. @throws Failure stick-full, stick-unwritable, journal-damaged, cancelled */
export async function exportBundles(wanted: Wanted, parts: ExportParts): Promise<CourierExport> {
  await requireFolder(wanted.folder);
  const { last } = parts.journal.state();
  const range = wanted.from === null || wanted.from > last ? undefined : { from: wanted.from, to: last };
  const ranges = range === undefined ? [] : await collect(cutRanges(parts.journal, range, parts.audience.partMutations));
  const planned = parts.audience.plan(ranges, wanted.photos);
  const tally: Tally = { mutations: 0, photos: 0, doneBytes: 0, unreadable: [] };
  const batch = randomUUID();
  const files: string[] = [];
  let bytes = 0;
  for (const [index, part] of planned.entries()) {
    const name = parts.audience.fileName(parts.membership.enrollment.dev, batch, index + 1, planned.length);
    bytes += await writePart(join(wanted.folder, name), part, { wanted, batch, i: index + 1, n: planned.length, tally }, parts);
    files.push(name);
  }
  return { batch, files, bytes, mutations: tally.mutations, photos: tally.photos, unreadable: tally.unreadable };
}

interface Place {
  wanted: Wanted;
  batch: string;
  i: number;
  n: number;
  tally: Tally;
}

function writePart(file: string, part: Part, { wanted, batch, i, n, tally }: Place, parts: ExportParts): Promise<number> {
  const { keys, membership } = parts;
  return writeBundle(file, {
    boxKeys: parts.audience.boxKeys,
    sign: (digest) => keys.sign(signedText.bundle(digest)),
    fill: async (add) => {
      const pushes: BundleManifest['pushes'] = [];
      const range = await addMutations(add, part, pushes, tally, parts);
      for (const photo of part.photos) await addPhoto(add, photo.sha256, tally, wanted.photos, parts);
      const joining = joiningOf(membership, keys);
      const manifest: Omit<BundleManifest, 'files'> = {
        format: 'chb1',
        p: protocol,
        serverId: membership.enrollment.serverId,
        dev: membership.enrollment.dev,
        key: createHash('sha256').update(Buffer.from(keys.signKey, 'base64url')).digest('hex') as Sha256,
        epoch: wanted.epoch,
        cursor: wanted.cursor,
        batch,
        part: { i, n },
        range,
        pushes,
        awaited: wanted.photos.map(({ sha256 }) => sha256),
        handed: [...wanted.handed],
        ...(joining === undefined ? {} : { joining }),
      };
      return manifest;
    },
  });
}

async function addMutations(
  add: AddFile,
  { range }: Part,
  pushes: BundleManifest['pushes'],
  tally: Tally,
  { journal, keys, signal }: ExportParts,
): Promise<BundleManifest['range']> {
  if (range === null) return null;
  let head: Sha256 | undefined;
  async function* lines() {
    if (range === null) return;
    for await (const muts of readPushes(journal, range)) {
      signal.throwIfAborted();
      for (const { n, h } of muts.slice(-1)) {
        head = h;
        pushes.push({ to: n, sig: keys.sign(signedText.push(h)) });
      }
      tally.mutations += muts.length;
      yield Buffer.from(muts.map((mutation) => `${JSON.stringify(mutation)}\n`).join(''));
    }
  }
  await add(mutationsName, lines());
  if (head === undefined) throw new Failure('journal-damaged', { n: range.from });
  return { ...range, head };
}

/** A photo that is missing or damaged here is named and keeps no other from going. */
async function addPhoto(
  add: AddFile,
  sha256: Sha256,
  tally: Tally,
  all: readonly { bytes: number }[],
  { vault, signal, report }: ExportParts,
): Promise<void> {
  signal.throwIfAborted();
  const bytes = await vault.read(sha256, 'original');
  if (bytes === undefined) {
    tally.unreadable.push(sha256);
    return;
  }
  await add(photoName(sha256), [bytes]);
  tally.photos += 1;
  tally.doneBytes += bytes.byteLength;
  report({ doneBytes: tally.doneBytes, totalBytes: all.reduce((sum, photo) => sum + photo.bytes, 0) });
}

async function requireFolder(folder: string): Promise<void> {
  const found = await stat(folder).catch((cause: unknown) => {
    throw new Failure('stick-unwritable', {}, { cause });
  });
  if (!found.isDirectory()) throw new Failure('stick-unwritable');
}
