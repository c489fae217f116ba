import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { rawPrivateKey } from '#bundle/age-key.ts';
import { type OpenBundle, openBundle } from '#bundle/read-bundle.ts';
import { damagedUnlessDisk, unseal } from '#bundle/seal.ts';
import { BundleManifest, courierLimits } from '#contract/courier.ts';
import { signedText } from '#contract/district-api.ts';
import { Failure } from '#contract/failure.ts';
import { sayDiskFull } from '../blobs/durable-file.ts';
import type { Database } from '../database/database.ts';
import type { Parts } from '../parts.ts';
import { type CourierDevice, findCourierDevice } from '../repositories/courier-devices.ts';
import { enrollDevice } from '../repositories/devices.ts';
import { sha256Of, verifyText } from '../signing.ts';

export interface DeviceBundle {
  bundle: OpenBundle<BundleManifest>;
  device: CourierDevice;
}

/**
 * Opens what a device sealed to this server, gives it to `work`, and leaves nothing of it in the clear. It is believed by the signature of the key
 * that the device enrolled with [CR3]. @throws Failure bundle-foreign, bundle-damaged, bundle-newer, DISK, or what `work` throws
 */
export async function withDeviceBundle<T>(parts: Parts, sealed: string, work: (opened: DeviceBundle) => Promise<T>): Promise<T> {
  await mkdir(parts.stagingFolder, { recursive: true });
  const plain = path.join(parts.stagingFolder, `bundle-${randomUUID()}.partial`);
  try {
    await sayDiskFull(() => unsealInto(plain, sealed, parts));
    const bundle = await openBundle(plain, BundleManifest, 'chb1');
    try {
      return await work({ bundle, device: await requireDevice(parts, bundle) });
    } finally {
      bundle.close();
    }
  } finally {
    await rm(plain, { force: true });
  }
}

async function unsealInto(plain: string, sealed: string, { identity }: Parts): Promise<void> {
  if ((await stat(sealed)).size > courierLimits.partBytes + courierLimits.overheadBytes) throw new Failure('bundle-damaged');
  try {
    const bytes = await unseal(rawPrivateKey(identity.boxPrivate), createReadStream(sealed));
    await pipeline(bytes, createWriteStream(plain, { mode: 0o600, flags: 'wx' }));
  } catch (error) {
    throw damagedUnlessDisk(error);
  }
}

/** [EF1] The first bundle of a device that was enrolled by a file: its keys become known by the file's code. @throws Failure enroll-code-wrong, -used, -expired, bundle-damaged */
async function join(db: Database, { dev, joining }: BundleManifest, at: Date): Promise<CourierDevice | undefined> {
  if (joining === undefined) return undefined;
  const signKey = Buffer.from(joining.signKey, 'base64url');
  if (!verifyText(signKey, signedText.enroll(joining.code), joining.proof)) throw new Failure('bundle-damaged');
  const enrolled = await enrollDevice(db, joining, at);
  return enrolled.dev === dev ? findCourierDevice(db, dev) : undefined;
}

async function requireDevice({ db, identity, now }: Parts, { manifest, digest, sig }: OpenBundle<BundleManifest>): Promise<CourierDevice> {
  if (manifest.serverId !== identity.serverId) throw new Failure('bundle-foreign');
  const device = (await findCourierDevice(db, manifest.dev)) ?? (await join(db, manifest, now()));
  if (device === undefined) throw new Failure('bundle-foreign');
  const sameKey = sha256Of(device.signKey) === manifest.key;
  // Two tablets took one file: the other was here first [EF1].
  if (!sameKey && manifest.joining !== undefined) throw new Failure('enroll-code-used');
  const own = sameKey && verifyText(device.signKey, signedText.bundle(digest), sig);
  if (!own) throw new Failure('bundle-damaged');
  return device;
}
