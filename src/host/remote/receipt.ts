import { z } from 'zod';
import { canonicalJson } from '#contract/canonical.ts';
import { Receipt, signedText } from '#contract/district-api.ts';
import { hashText } from '../journal/line.ts';
import { isSignedBy } from '../keys/device-keys.ts';
import type { Membership } from '../settings/settings.ts';
import { broken } from './wire-failure.ts';

/**
 * A receipt is believed when its digest covers it, fields of a newer server included, when the server this device joined signed the
 * digest, and when it is about this device and this batch.
 * @throws Failure server-broken
 */
export function parseReceipt(raw: unknown, batch: string, { enrollment, serverKeys }: Membership): Receipt {
  const receipt = Receipt.parse(raw);
  const { digest: _digest, sig: _sig, ...content } = z.record(z.string(), z.unknown()).parse(raw);
  if (hashText(canonicalJson(content)) !== receipt.digest) throw broken({ receipt: 'digest' });
  if (!isSignedBy(serverKeys.signKey, signedText.receipt(receipt.digest), receipt.sig)) throw broken({ receipt: 'signature' });
  if (receipt.dev !== enrollment.dev || receipt.serverId !== enrollment.serverId || receipt.batch !== batch) {
    throw broken({ receipt: 'addressee' });
  }
  return receipt;
}
