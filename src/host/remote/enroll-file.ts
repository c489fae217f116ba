import { z } from 'zod';
import { canonicalJson } from '#contract/canonical.ts';
import { type EnrollRequest, signedText } from '#contract/district-api.ts';
import { EnrollFile } from '#contract/enroll-file.ts';
import { Failure } from '#contract/failure.ts';
import { hashText } from '../journal/line.ts';
import { isSignedBy, type Signer } from '../keys/device-keys.ts';
import { isRecipient } from '../keys/district-wrap.ts';
import type { Membership, Settings } from '../settings/settings.ts';

/** Where no line is known there is an address that never answers (RFC 2606): the stick goes all the same. */
const noAddress = 'http://no-line.invalid';

/**
 * Joins a district by a file, without a line [EF1]. The server hears of it with the first bundle, or when there is a line after all.
 * @throws Failure already-enrolled, enroll-file-damaged
 */
export async function enrollByFile(typed: { file: string; name: string }, settings: Settings): Promise<void> {
  if (settings.membership() !== null) throw new Failure('already-enrolled');
  const { code, serverUrl, reply, peers } = parseEnrollFile(typed.file);
  const { dev, serial, serverId, epoch, scope, grants, ...serverKeys } = reply;
  const enrollment = { dev, deviceName: typed.name, serial, serverUrl: serverUrl ?? noAddress, serverId, epoch, scope };
  await settings.changeMembership((current) => {
    if (current !== null) throw new Failure('already-enrolled');
    return { enrollment, grants, serverKeys, trial: false, peers: { mark: '', peers }, joining: { code } };
  });
}

/** The signature is by the key that the file itself brings: it tells damage, not who wrote it. That is as with an address that somebody typed. */
function parseEnrollFile(text: string): EnrollFile {
  try {
    const raw: unknown = JSON.parse(text);
    const file = EnrollFile.parse(raw);
    const { digest, sig, ...content } = z.record(z.string(), z.unknown()).parse(raw);
    const whole = digest === hashText(canonicalJson(content)) && typeof sig === 'string';
    if (!whole || !isSignedBy(file.reply.signKey, signedText.enrollFile(file.digest), file.sig)) throw new Error('changed');
    // Without it nobody could ever be signed in here.
    if (!isRecipient(file.reply.recoveryKey)) throw new Error('no recovery key');
    return file;
  } catch (cause) {
    throw new Failure('enroll-file-damaged', {}, { cause });
  }
}

/** What such a device shows of itself until the server knows it; undefined for every other. */
export function joiningOf({ joining, enrollment }: Membership, keys: Signer): EnrollRequest | undefined {
  if (joining === undefined) return undefined;
  const { code } = joining;
  return { code, signKey: keys.signKey, boxKey: keys.boxKey, proof: keys.sign(signedText.enroll(code)), name: enrollment.deviceName };
}

/** The server knows it now. */
export const joined = ({ joining: _joining, ...rest }: Membership): Membership => rest;
