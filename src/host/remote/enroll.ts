import { EnrollReply, type EnrollRequest, signedText } from '#contract/district-api.ts';
import { Failure } from '#contract/failure.ts';
import type { DeviceKeys } from '../keys/device-keys.ts';
import { isRecipient } from '../keys/district-wrap.ts';
import type { Settings } from '../settings/settings.ts';
import { parseServerAddress } from './server-address.ts';
import { createWire } from './wire.ts';
import { broken } from './wire-failure.ts';

export interface EnrollOptions {
  settings: Settings;
  keys: DeviceKeys;
  closing: AbortSignal;
  /** Whether this address is the district server that this installation started itself. */
  isTrial(serverUrl: string): boolean;
}

/**
 * Joins a district with a one-time code, and remembers it on disk.
 * @throws Failure already-enrolled, server-address-bad, server-unreachable, enroll-code-wrong, enroll-code-used, enroll-code-expired
 */
export async function enroll(typed: { serverUrl: string; code: string; name: string }, options: EnrollOptions): Promise<void> {
  const { settings, keys, closing } = options;
  if (settings.membership() !== null) throw new Failure('already-enrolled');
  const serverUrl = parseServerAddress(typed.serverUrl);
  const reply = await askToJoin(serverUrl, typed.code.trim(), typed.name, keys, closing);
  const { dev, serial, serverId, epoch, scope, grants, ...serverKeys } = reply;
  // Without it nobody could ever be signed in here.
  if (!isRecipient(serverKeys.recoveryKey)) throw broken({ field: 'recoveryKey' });
  const enrollment = { dev, deviceName: typed.name, serial, serverUrl, serverId, epoch, scope };
  await settings.changeMembership((current) => {
    if (current !== null) throw new Failure('already-enrolled');
    return { enrollment, grants, serverKeys, trial: options.isTrial(serverUrl) };
  });
}

async function askToJoin(serverUrl: string, code: string, name: string, keys: DeviceKeys, closing: AbortSignal): Promise<EnrollReply> {
  const request: EnrollRequest = {
    code,
    signKey: keys.signKey,
    boxKey: keys.boxKey,
    proof: keys.sign(signedText.enroll(code)),
    name,
  };
  const wire = createWire(
    async () => serverUrl,
    () => closing,
  );
  return (await wire.call({ method: 'POST', path: '/sync/v1/enroll', json: request, reply: EnrollReply })).value;
}
