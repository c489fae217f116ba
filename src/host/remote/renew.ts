import { randomUUID } from 'node:crypto';
import { EnrollReply, NonceReply, type ReenrollRequest, signedText } from '#contract/district-api.ts';
import { DeviceId } from '#domain/identity.ts';
import type { Mutation } from '#domain/mutation.ts';
import type { Generations } from '../journal/generations.ts';
import type { DeviceKeys } from '../keys/device-keys.ts';
import type { Settings } from '../settings/settings.ts';
import { requireMembership, updateMembership } from './membership.ts';
import type { Wire } from './wire.ts';
import { broken } from './wire-failure.ts';

export interface RenewOptions {
  wire: Wire;
  keys: DeviceKeys;
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
  const { dev, serverId } = requireMembership(settings).enrollment;
  const { nonce } = (await wire.call({ method: 'GET', path: '/sync/v1/nonce', reply: NonceReply })).value;
  const json: ReenrollRequest = { dev, next, nonce, sig: keys.sign(signedText.reenroll(dev, next, nonce)) };
  const reply = (await wire.call({ method: 'POST', path: '/sync/v1/reenroll', json, reply: EnrollReply })).value;
  if (reply.dev !== next || reply.serverId !== serverId) throw broken({ server: 'another' });
  await journal.renumber(next, kept, (file) =>
    updateMembership(settings, ({ renewing: _renewing, ...current }) => ({
      ...current,
      enrollment: { ...current.enrollment, dev: next, serial: reply.serial, scope: reply.scope },
      grants: reply.grants,
      journal: file,
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
