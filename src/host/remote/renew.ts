import { randomUUID } from 'node:crypto';
import { EnrollReply, NonceReply, type ReenrollRequest, signedText } from '#contract/district-api.ts';
import { Failure } from '#contract/failure.ts';
import { DeviceId } from '#domain/identity.ts';
import type { Mutation } from '#domain/mutation.ts';
import type { Generations } from '../journal/generations.ts';
import type { Signer } from '../keys/device-keys.ts';
import type { Settings } from '../settings/settings.ts';
import { requireMembership, updateMembership } from './membership.ts';
import type { Wire } from './wire.ts';

export interface RenewOptions {
  wire: Wire;
  keys: Signer;
  settings: Settings;
  journal: Generations;
}

/**
 * This disk was rolled back or copied: it goes on under an id of its own, and so does every line it holds [FK1]. The id is on disk before the
 * server hears of it, so that a lost answer is asked for again; membership and journal change together, by the one write of the settings.
 * @throws Failure REVOKED and the wire's, disk-full
 */
export async function renew(kept: readonly Mutation[], { wire, keys, settings, journal }: RenewOptions): Promise<void> {
  const next = await chooseNext(settings);
  const { dev } = requireMembership(settings).enrollment;
  const reply = await askForId({ wire, keys, settings }, dev, next);
  await journal.renumber(next, kept, (file) =>
    updateMembership(settings, ({ renewing: _renewing, ...current }) => ({
      ...current,
      enrollment: { ...current.enrollment, dev: next, serial: reply.serial, scope: reply.scope },
      grants: reply.grants,
      journal: file,
      earlier: [...(current.earlier ?? []), dev],
    })),
  );
}

async function chooseNext(settings: Settings): Promise<DeviceId> {
  const { renewing } = requireMembership(settings);
  if (renewing !== undefined) return renewing;
  const chosen = DeviceId.parse(randomUUID());
  await updateMembership(settings, (current) => ({ ...current, renewing: chosen }));
  return chosen;
}

/** Asks the district to take the holder of `dev`'s key under `next` too. Asked again, it answers the same. @throws Failure AUTH where it does not know `dev` */
async function askForId({ wire, keys, settings }: Omit<RenewOptions, 'journal'>, dev: DeviceId, next: DeviceId): Promise<EnrollReply> {
  const { nonce } = (await wire.call({ method: 'GET', path: '/sync/v1/nonce', reply: NonceReply })).value;
  const json: ReenrollRequest = { dev, next, nonce, sig: keys.sign(signedText.reenroll(dev, next, nonce)) };
  const reply = (await wire.call({ method: 'POST', path: '/sync/v1/reenroll', json, reply: EnrollReply })).value;
  if (reply.dev !== next || reply.serverId !== requireMembership(settings).enrollment.serverId) throw new Failure('server-other');
  return reply;
}

/**
 * A server restored from before this device took its present id does not know it: it is introduced again by the newest of its ids that the
 * server still knows [FK3]. False where it knows none, and a person must enroll it. @throws Failure REVOKED and the wire's
 */
export async function introduceAgain(options: Omit<RenewOptions, 'journal'>): Promise<boolean> {
  const { settings } = options;
  const { enrollment, earlier = [] } = requireMembership(settings);
  for (const before of earlier.toReversed()) {
    try {
      const { serial, scope, grants } = await askForId(options, before, enrollment.dev);
      await updateMembership(settings, (current) => ({ ...current, enrollment: { ...current.enrollment, serial, scope }, grants }));
      return true;
    } catch (error) {
      if (!(error instanceof Failure) || error.code !== 'AUTH') throw error;
    }
  }
  return false;
}
