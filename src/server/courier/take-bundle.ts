import { Readable } from 'node:stream';
import { parseLines } from '#bundle/read-bundle.ts';
import { type AnsweredPush, mutationsName, photoName } from '#contract/courier.ts';
import { limits } from '#contract/district-api.ts';
import { Failure } from '#contract/failure.ts';
import type { DeviceId, Sha256 } from '#domain/identity.ts';
import type { Parts } from '../parts.ts';
import { appendAudit } from '../repositories/audit.ts';
import { findVerified, keepVerified } from '../repositories/blobs.ts';
import { type DeviceBundle, withDeviceBundle } from './open-device-bundle.ts';

/** What a bundle came to. `parked`: its mutations go on from a number that the server does not have yet; its photos were taken. */
export interface TakenBundle {
  dev: DeviceId;
  batch: string;
  digest: string;
  /** Where the device's pull stood, at 0 where that was in another epoch. */
  cursor: number;
  awaited: Sha256[];
  handed: string[];
  pushes: AnsweredPush[];
  photos: Sha256[];
  parked: { from: number; to: number } | null;
}

/**
 * Takes one bundle: its photos into the blob store, its mutations through the same ingest as over the line, each push under the signature that it
 * would carry there. Taken again it is answered the same [CR4]. @throws Failure bundle-foreign, bundle-damaged, bundle-newer, DISK; EPOCH from a
 * later life of this server; and what ingest throws but GAP
 */
export function takeBundle(parts: Parts, sealed: string, actor: string): Promise<TakenBundle> {
  return withDeviceBundle(parts, sealed, async (opened) => {
    const { manifest, digest } = opened.bundle;
    const { epoch } = parts.identity;
    if (manifest.epoch > epoch) throw new Failure('EPOCH', { epoch });
    const photos = await takePhotos(parts, opened);
    const { pushes, parked } = await takeMutations(parts, opened);
    const { dev, batch, awaited, handed = [], part } = manifest;
    await parts.db.transaction().execute((tx) =>
      appendAudit(tx, {
        at: parts.now(),
        actor,
        action: parked === null ? 'bundle.taken' : 'bundle.parked',
        subject: dev,
        facts: { batch, part: part.i, parts: part.n, from: manifest.range?.from ?? 0, to: manifest.range?.to ?? 0, photos: photos.length },
      }),
    );
    return { dev, batch, digest, cursor: manifest.epoch === epoch ? manifest.cursor : 0, awaited, handed, pushes, photos, parked };
  });
}

async function takePhotos({ db, blobs, now }: Parts, { bundle }: DeviceBundle): Promise<Sha256[]> {
  const names = new Map(bundle.manifest.files.map(({ name, sha256 }) => [name, sha256]));
  const photos = [...names].filter(([name, sha256]) => name === photoName(sha256)).map(([, sha256]) => sha256);
  for (const sha256 of photos) {
    if ((await findVerified(db, sha256)) !== undefined) continue;
    const size = await blobs.receive(sha256, Readable.from(bundle.read(photoName(sha256))), limits.photoBytes);
    await keepVerified(db, [{ sha256, size }], now());
  }
  return photos;
}

async function takeMutations(parts: Parts, { bundle }: DeviceBundle): Promise<Pick<TakenBundle, 'pushes' | 'parked'>> {
  const { p, batch, dev, range, pushes: signed } = bundle.manifest;
  const pushes: AnsweredPush[] = [];
  if (range === null) return { pushes, parked: null };
  let from = range.from;
  const ends = new Map(signed.map(({ to, sig }) => [to, sig]));
  let muts: unknown[] = [];
  for await (const line of parseLines(bundle.read(mutationsName), (each) => each)) {
    muts.push(line);
    const to = from + muts.length - 1;
    const sig = ends.get(to);
    if (sig === undefined) {
      if (muts.length > limits.batchMutations) throw new Failure('bundle-damaged');
      continue;
    }
    try {
      pushes.push({ batch, reply: await parts.ingest({ p, batch, dev, epoch: parts.identity.epoch, from, to, muts, sig }) });
    } catch (error) {
      if (Failure.line(error).code !== 'GAP') throw error;
      return { pushes, parked: { from, to: range.to } };
    }
    from = to + 1;
    muts = [];
  }
  if (from !== range.to + 1 || muts.length > 0) throw new Failure('bundle-damaged');
  return { pushes, parked: null };
}
