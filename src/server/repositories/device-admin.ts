import { sql } from 'kysely';
import type { Database } from '../database/database.ts';
import { appendAudit } from './audit.ts';

/** A device as an administrator sees it. What a silent one holds, nobody can know. */
export interface DeviceState {
  dev: string;
  subdistrict: string;
  serial: string;
  name: string;
  enrolledAt: Date;
  heardAt: Date | null;
  revokedAt: Date | null;
}

export async function listDevices(db: Database, subdistrict?: string): Promise<DeviceState[]> {
  const all = db.selectFrom('devices').selectAll().orderBy('subdistrict').orderBy('serial');
  const rows = await (subdistrict === undefined ? all : all.where('subdistrict', '=', subdistrict)).execute();
  return rows.map((row) => ({
    dev: row.dev,
    subdistrict: row.subdistrict,
    serial: row.serial,
    name: row.name,
    enrolledAt: row.enrolled_at,
    heardAt: row.heard_at,
    revokedAt: row.revoked_at,
  }));
}

/** From now on what it pushes is quarantined, and it gets nothing. Holds the feed meanwhile, so that no push is half before it. @throws Error where there is no such device */
export async function revokeDevice(db: Database, dev: string, at: Date): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await sql`SELECT seq FROM feed_head FOR UPDATE`.execute(tx);
    const row = await tx
      .updateTable('devices')
      .set((each) => ({ revoked_at: sql<Date>`coalesce(${each.ref('revoked_at')}, ${at})` }))
      .where('dev', '=', dev)
      .returning('dev')
      .executeTakeFirst();
    if (row === undefined) throw new Error(`no device ${dev}`);
    await appendAudit(tx, { at, actor: 'console', action: 'device.revoked', subject: dev, facts: {} });
  });
}

/** A person may write on that device from now on; the device learns it with its next session. @throws Error unless both are of one subdistrict */
export async function giveGrant(db: Database, user: string, dev: string, at: Date): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const both = await tx
      .selectFrom('users')
      .innerJoin('devices', 'devices.subdistrict', 'users.subdistrict')
      .select('users.id')
      .where('users.id', '=', user)
      .where('devices.dev', '=', dev)
      .executeTakeFirst();
    if (both === undefined) throw new Error('no such user and device in one subdistrict');
    await tx.insertInto('grants').values({ dev, user_id: user, from_at: at, to_at: null }).execute();
    await appendAudit(tx, { at, actor: 'console', action: 'grant.given', subject: user, facts: { dev } });
  });
}

/** Ends what a person may write, on one device or on all. What was done before stands. Answers how many grants ended. @throws Error where there is no such person */
export async function endGrants(db: Database, user: string, dev: string | undefined, at: Date): Promise<number> {
  return db.transaction().execute(async (tx) => {
    const known = await tx.selectFrom('users').select('id').where('id', '=', user).executeTakeFirst();
    if (known === undefined) throw new Error(`no user ${user}: nothing was ended`);
    const open = tx.updateTable('grants').set({ to_at: at }).where('user_id', '=', user).where('to_at', 'is', null);
    const ended = await (dev === undefined ? open : open.where('dev', '=', dev)).returning('dev').execute();
    for (const row of ended) await appendAudit(tx, { at, actor: 'console', action: 'grant.ended', subject: user, facts: { dev: row.dev } });
    return ended.length;
  });
}
