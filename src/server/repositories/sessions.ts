import { randomBytes } from 'node:crypto';
import type { z } from 'zod';
import { type SessionRequest, signedText } from '#contract/district-api.ts';
import { Failure } from '#contract/failure.ts';
import { DeviceId } from '#domain/identity.ts';
import type { Database } from '../database/database.ts';
import { hashText, verifyText } from '../signing.ts';
import { appendAudit } from './audit.ts';

const nonceLifeMs = 5 * 60 * 1000;
const sessionLifeMs = 12 * 3600 * 1000;

/** The device behind a request, and the subdistrict it may see. */
export interface SessionDevice {
  dev: DeviceId;
  subdistrict: string;
}

export async function issueNonce(db: Database, now: Date): Promise<string> {
  const nonce = randomBytes(24).toString('base64url');
  await db.deleteFrom('nonces').where('expires_at', '<', now).execute();
  await db
    .insertInto('nonces')
    .values({ nonce, expires_at: new Date(now.getTime() + nonceLifeMs) })
    .execute();
  return nonce;
}

/** Opens a session for whoever signs a fresh nonce with the device's key. @throws Failure AUTH, REVOKED */
export async function openSession(
  db: Database,
  request: z.infer<typeof SessionRequest>,
  now: Date,
): Promise<{ token: string; expiresAt: Date }> {
  // Deleting it is what makes a nonce good for once, whatever comes of it.
  const nonce = await db.deleteFrom('nonces').where('nonce', '=', request.nonce).returning('expires_at').executeTakeFirst();
  if (nonce === undefined || nonce.expires_at <= now) throw new Failure('AUTH');
  const device = await db.selectFrom('devices').select(['sign_key', 'revoked_at']).where('dev', '=', request.dev).executeTakeFirst();
  if (device === undefined) throw new Failure('AUTH');
  if (!verifyText(device.sign_key, signedText.session(request.nonce), request.sig)) throw new Failure('AUTH');
  if (device.revoked_at !== null) throw new Failure('REVOKED');
  const token = randomBytes(32).toString('base64url');
  const expiresAt = new Date(now.getTime() + sessionLifeMs);
  await db.transaction().execute(async (tx) => {
    await tx.deleteFrom('sessions').where('expires_at', '<', now).execute();
    await tx
      .insertInto('sessions')
      .values({ token_hash: hashText(token), dev: request.dev, expires_at: expiresAt })
      .execute();
    await appendAudit(tx, { at: now, actor: request.dev, action: 'session.opened', subject: request.dev, facts: {} });
  });
  return { token, expiresAt };
}

/** @throws Failure AUTH, REVOKED */
export async function authenticate(db: Database, token: string, now: Date): Promise<SessionDevice> {
  const row = await db
    .selectFrom('sessions')
    .innerJoin('devices', 'devices.dev', 'sessions.dev')
    .select(['devices.dev', 'devices.subdistrict', 'devices.revoked_at'])
    .where('sessions.token_hash', '=', hashText(token))
    .where('sessions.expires_at', '>', now)
    .executeTakeFirst();
  if (row === undefined) throw new Failure('AUTH');
  if (row.revoked_at !== null) throw new Failure('REVOKED');
  return { dev: DeviceId.parse(row.dev), subdistrict: row.subdistrict };
}
