import { type ReenrollRequest, signedText } from '#contract/district-api.ts';
import { Failure } from '#contract/failure.ts';
import type { Database } from '../database/database.ts';
import { verifyText } from '../signing.ts';
import { appendAudit } from './audit.ts';
import { addDevice, describeDevice, type EnrolledDevice } from './devices.ts';
import { spendNonce } from './sessions.ts';

/**
 * Gives a device a new id of its own choice, with its keys, its name and its grants. The same id asked for again by the same key answers the
 * same: the first reply may have been lost on the way. @throws Failure AUTH, REVOKED
 */
export async function reenrollDevice(db: Database, { dev, next, nonce, sig }: ReenrollRequest, at: Date): Promise<EnrolledDevice> {
  await spendNonce(db, nonce, at);
  return db.transaction().execute(async (tx) => {
    const device = await tx.selectFrom('devices').selectAll().where('dev', '=', dev).forUpdate().executeTakeFirst();
    if (device === undefined || !verifyText(device.sign_key, signedText.reenroll(dev, next, nonce), sig)) throw new Failure('AUTH');
    if (device.revoked_at !== null) throw new Failure('REVOKED');
    const known = await tx.selectFrom('devices').select(['sign_key', 'revoked_at']).where('dev', '=', next).executeTakeFirst();
    if (known?.revoked_at) throw new Failure('REVOKED');
    if (known !== undefined && (next === dev || !known.sign_key.equals(device.sign_key))) throw new Failure('AUTH');
    if (known === undefined) {
      const { subdistrict, name, sign_key: signKey, box_key: boxKey } = device;
      await addDevice(tx, { dev: next, subdistrict, name, signKey, boxKey }, at);
      const grants = await tx.selectFrom('grants').select(['user_id', 'from_at', 'to_at']).where('dev', '=', dev).execute();
      if (grants.length > 0)
        await tx
          .insertInto('grants')
          .values(grants.map((grant) => ({ ...grant, dev: next })))
          .execute();
      await appendAudit(tx, { at, actor: dev, action: 'device.reenrolled', subject: next, facts: { before: dev } });
    }
    return describeDevice(tx, next);
  });
}
