import { Decrypter, Encrypter } from 'age-encryption';
import { RecoveryAnswer, RecoveryRequest } from '#contract/recovery.ts';
import type { Database } from '../database/database.ts';
import { appendAudit } from '../repositories/audit.ts';

/**
 * `recover --request FILE [--out FILE]`: a device's data key, from its wrap to the district's recovery key, for the run of that device that asked. Whoever
 * gives the answer away gives the device's data away, so it is written down before it is told.
 * @throws Error with a sentence: no request, another server's, an unknown device's, or one whose wrap does not open
 */
export async function answerRecovery(db: Database, text: string, at: Date): Promise<{ answer: string; device: string }> {
  const request = parseRequest(text);
  const identity = await db.selectFrom('server_identity').select(['server_id', 'recovery_identity']).executeTakeFirst();
  if (identity?.server_id !== request.serverId) {
    throw new Error('this request is for another district server: nothing was answered');
  }
  const device = await db
    .selectFrom('devices')
    .select(['serial', 'name', 'subdistrict', 'revoked_at'])
    .where('dev', '=', request.dev)
    .executeTakeFirst();
  if (device === undefined) throw new Error(`no device ${request.dev} ever joined this server: nothing was answered`);
  const dataKey = await unwrap(identity.recovery_identity, request.wrapped);
  const wrapped = await wrap(request.answerTo, dataKey);
  const revoked = device.revoked_at !== null;
  await db.transaction().execute(async (tx) => {
    await appendAudit(tx, { at, actor: 'console', action: 'device.recovered', subject: request.dev, facts: { revoked: revoked ? 1 : 0 } });
  });
  const answer: RecoveryAnswer = { format: 'chaihuan-recovery-answer-1', dev: request.dev, wrapped };
  return {
    answer: `${JSON.stringify(RecoveryAnswer.parse(answer), null, 2)}\n`,
    device: `${device.subdistrict} ${device.serial} ${device.name}${revoked ? ' (revoked)' : ''}`,
  };
}

function parseRequest(text: string): RecoveryRequest {
  try {
    return RecoveryRequest.parse(JSON.parse(text));
  } catch (cause) {
    throw new Error('this is no recovery request of a device: save it again there and bring the whole file', { cause });
  }
}

async function unwrap(identity: string, wrapped: string): Promise<Uint8Array> {
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  try {
    return await decrypter.decrypt(Buffer.from(wrapped, 'base64url'));
  } catch (cause) {
    throw new Error('the key in this request was not wrapped for this server, or the request was damaged on its way', { cause });
  }
}

async function wrap(recipient: string, dataKey: Uint8Array): Promise<string> {
  const encrypter = new Encrypter();
  try {
    encrypter.addRecipient(recipient);
    return Buffer.from(await encrypter.encrypt(dataKey)).toString('base64url');
  } catch (cause) {
    throw new Error('the address to answer to was damaged on its way: save the request again on the device', { cause });
  }
}
