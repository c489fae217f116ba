import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
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
  /** It may still hand over what it holds, and gets nothing. */
  revoked: boolean;
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

/** Deleting it is what makes a nonce good for once, whatever comes of it. @throws Failure AUTH */
export async function spendNonce(db: Database, nonce: string, now: Date): Promise<void> {
  const spent = await db.deleteFrom('nonces').where('nonce', '=', nonce).returning('expires_at').executeTakeFirst();
  if (spent === undefined || spent.expires_at <= now) throw new Failure('AUTH');
}

/** Opens a session for whoever signs a fresh nonce with the device's key. A revoked device gets one too, to hand over its work. @throws Failure AUTH */
export async function openSession(
  db: Database,
  request: z.infer<typeof SessionRequest>,
  now: Date,
): Promise<{ token: string; expiresAt: Date }> {
  await spendNonce(db, request.nonce, now);
  const device = await db.selectFrom('devices').select('sign_key').where('dev', '=', request.dev).executeTakeFirst();
  if (device === undefined) throw new Failure('AUTH');
  if (!verifyText(device.sign_key, signedText.session(request.nonce), request.sig)) throw new Failure('AUTH');
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

/** A device's last sign of life is kept to the minute: writing it more often would cost more than it tells. */
const heardEveryMs = 60_000;

/** @throws Failure AUTH */
export async function authenticate(db: Database, token: string, now: Date): Promise<SessionDevice> {
  const row = await db
    .selectFrom('sessions')
    .innerJoin('devices', 'devices.dev', 'sessions.dev')
    .select(['devices.dev', 'devices.subdistrict', 'devices.revoked_at', 'devices.heard_at'])
    .where('sessions.token_hash', '=', hashText(token))
    .where('sessions.expires_at', '>', now)
    .executeTakeFirst();
  if (row === undefined) throw new Failure('AUTH');
  // Also where the clock was set back since: a note from what is now the future would stand till then.
  if (row.heard_at === null || Math.abs(now.getTime() - row.heard_at.getTime()) > heardEveryMs) await noteHeard(db, row.dev, now);
  return { dev: DeviceId.parse(row.dev), subdistrict: row.subdistrict, revoked: row.revoked_at !== null };
}

/** Skips a row that a push is holding: that push is the sign of life, and nobody waits for a note. */
async function noteHeard(db: Database, dev: string, now: Date): Promise<void> {
  await sql`
    UPDATE devices SET heard_at = ${now} WHERE dev = (SELECT dev FROM devices WHERE dev = ${dev} FOR UPDATE SKIP LOCKED)`.execute(db);
}
