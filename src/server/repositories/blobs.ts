import { sql } from 'kysely';
import type { DeviceId, Sha256 } from '#domain/identity.ts';
import type { Database } from '../database/database.ts';
import { appendAudit } from './audit.ts';
import type { SessionDevice } from './sessions.ts';

/** Marks blobs verified. Called only when the blob store has said so. */
export async function keepVerified(db: Database, blobs: readonly { sha256: Sha256; size: number }[], at: Date): Promise<void> {
  if (blobs.length === 0) return;
  await db
    .insertInto('blobs')
    .values(blobs.map(({ sha256, size }) => ({ sha256, size, verified_at: at })))
    .onConflict((clash) => clash.doNothing())
    .execute();
}

/** Size of a verified blob in bytes. */
export async function findVerified(db: Database, sha256: Sha256): Promise<number | undefined> {
  const row = await db.selectFrom('blobs').select('size').where('sha256', '=', sha256).executeTakeFirst();
  return row?.size;
}

/** Which of these are verified, and of each whether it is inside a verified backup. */
export async function listVerified(db: Database, hashes: Sha256[]): Promise<Map<string, { backed: boolean }>> {
  const rows = await db
    .selectFrom('blobs')
    .select(['sha256', 'backed'])
    .where('sha256', '=', sql<string>`ANY(${hashes}::text[])`)
    .execute();
  return new Map(rows.map(({ sha256, backed }) => [sha256, { backed }]));
}

/** Whether a photo record with these bytes is in the device's subdistrict. */
export async function isInScope(db: Database, { subdistrict }: SessionDevice, sha256: Sha256): Promise<boolean> {
  const row = await db
    .selectFrom('records')
    .select('id')
    .where('type', '=', 'photo')
    .where(sql<boolean>`type NOT IN ('structure', 'fixture')`)
    .where('subdistrict', '=', subdistrict)
    .where('deleted', '=', false)
    .where(sql<boolean>`fields @> ${JSON.stringify({ sha256 })}::jsonb`)
    .executeTakeFirst();
  return row !== undefined;
}

export async function auditRead(db: Database, dev: DeviceId, sha256: Sha256, size: string, at: Date): Promise<void> {
  await db.transaction().execute((tx) => appendAudit(tx, { at, actor: dev, action: 'photo.read', subject: sha256, facts: { size } }));
}

/** Not waited for on the disk: an upload that a power cut forgets is begun again, and nothing was called received. */
export async function addUpload(
  db: Database,
  upload: { id: string; dev: DeviceId; size: number; sha256: string | null; created_at: Date },
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await sql`SET LOCAL synchronous_commit = off`.execute(tx);
    await tx.insertInto('uploads').values(upload).execute();
  });
}

/** An upload belongs to the device that began it: others do not learn that it exists. */
export async function findUpload(db: Database, dev: DeviceId, id: string): Promise<{ id: string; size: number } | undefined> {
  return db.selectFrom('uploads').select(['id', 'size']).where('id', '=', id).where('dev', '=', dev).executeTakeFirst();
}

/** The same, held until the transaction ends. */
export async function claimUpload(tx: Database, dev: DeviceId, id: string): Promise<{ id: string; size: number } | undefined> {
  return tx.selectFrom('uploads').select(['id', 'size']).where('id', '=', id).where('dev', '=', dev).forUpdate().executeTakeFirst();
}

export async function dropUpload(db: Database, id: string): Promise<void> {
  await db.deleteFrom('uploads').where('id', '=', id).execute();
}

/** The device's newest unfinished upload of each of these blobs. */
export async function listUploads(db: Database, dev: DeviceId, hashes: Sha256[]): Promise<{ sha256: Sha256; id: string }[]> {
  const rows = await db
    .selectFrom('uploads')
    .distinctOn('sha256')
    .select(['sha256', 'id'])
    .where('dev', '=', dev)
    .where('sha256', '=', sql<string>`ANY(${hashes}::text[])`)
    .orderBy('sha256')
    .orderBy('created_at', 'desc')
    .execute();
  return rows.flatMap(({ sha256, id }) => (sha256 === null ? [] : [{ sha256: sha256 as Sha256, id }]));
}
