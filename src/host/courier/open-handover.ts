import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { type OpenBundle, openBundle, parseLines } from '#bundle/read-bundle.ts';
import { damagedUnlessDisk } from '#bundle/seal.ts';
import { chainHash, contentHash } from '#contract/canonical.ts';
import { BundleManifest, mutationsName } from '#contract/courier.ts';
import { signedText } from '#contract/district-api.ts';
import { Failure } from '#contract/failure.ts';
import type { Peer } from '#contract/handover.ts';
import { Mutation } from '#domain/mutation.ts';
import { hashText } from '../journal/line.ts';
import { type DeviceKeys, isSignedBy } from '../keys/device-keys.ts';
import type { Membership } from '../settings/settings.ts';

/** A handover whose writer is known here and has signed it. */
export interface OpenHandover {
  bundle: OpenBundle<BundleManifest>;
  from: Peer;
}

/**
 * Opens what a desk sealed to this one, in memory [HO2].
 * @throws Failure handover-foreign, handover-own, handover-stranger, bundle-damaged, bundle-newer
 */
export async function openHandover(sealed: Uint8Array, keys: DeviceKeys, membership: Membership): Promise<OpenHandover> {
  const bundle = await openBundle(await unsealed(sealed, keys), BundleManifest, 'chb1');
  const { dev, serverId } = bundle.manifest;
  const { enrollment, earlier = [], peers } = membership;
  if (serverId !== enrollment.serverId) throw new Failure('handover-foreign');
  if (dev === enrollment.dev || earlier.includes(dev)) throw new Failure('handover-own');
  const from = peers?.peers.find((peer) => peer.dev === dev);
  if (from === undefined) throw new Failure('handover-stranger');
  if (!isSignedBy(from.signKey, signedText.bundle(bundle.digest), bundle.sig)) throw new Failure('bundle-damaged');
  return { bundle, from };
}

async function unsealed(sealed: Uint8Array, keys: DeviceKeys): Promise<Buffer> {
  try {
    return await buffer(await keys.unseal(Readable.from([sealed], { objectMode: false })));
  } catch (error) {
    if (Failure.line(error).code === 'bundle-foreign') throw new Failure('handover-foreign', {}, { cause: error });
    throw damagedUnlessDisk(error);
  }
}

/** Its changes, in order, each tied to the one before as its device's journal tied them [M1]. @throws Failure bundle-damaged */
export async function readHanded({ bundle }: OpenHandover): Promise<Mutation[]> {
  const { dev, range } = bundle.manifest;
  const muts: Mutation[] = [];
  if (range === null) return muts;
  for await (const mutation of parseLines(bundle.read(mutationsName), (line) => Mutation.parse(line))) {
    const before = muts.at(-1);
    const chained = before === undefined || mutation.prev === before.h;
    const whole = mutation.c === contentHash(mutation, hashText) && mutation.h === chainHash(mutation, hashText);
    if (mutation.dev !== dev || mutation.n !== range.from + muts.length || !chained || !whole) throw new Failure('bundle-damaged');
    muts.push(mutation);
  }
  if (muts.at(-1)?.h !== range.head) throw new Failure('bundle-damaged');
  return muts;
}
