import { type Kysely, sql } from 'kysely';
import type { HelloReply } from '#contract/district-api.ts';
import type { Database } from '../database/database.ts';
import type { Tables } from '../database/tables.ts';
import { appendAudit } from './audit.ts';

/** A verified backup older than this is as good as a warning: three days, so that a weekend passes. */
const staleMs = 3 * 24 * 3600 * 1000;

export type BackupState = NonNullable<HelloReply['backup']>;

/** What devices are told of the server's backup. Only one off the server's machine counts as good. */
export async function readBackupState(db: Database, now: Date): Promise<BackupState> {
  const rows = await db.selectFrom('backup_targets').select(['confirmed_at', 'verified_at']).where('verified_at', 'is not', null).execute();
  const confirmed = rows.filter(({ confirmed_at }) => confirmed_at !== null);
  const newest = Math.max(...(confirmed.length > 0 ? confirmed : rows).map(({ verified_at }) => verified_at?.getTime() ?? 0));
  if (rows.length === 0) return { state: 'none', verifiedAt: null };
  const verifiedAt = new Date(newest).toISOString();
  if (confirmed.length === 0) return { state: 'on-machine', verifiedAt };
  return { state: now.getTime() - newest > staleMs ? 'stale' : 'good', verifiedAt };
}

/** What a verified backup makes true. */
export interface VerifiedBackup {
  target: string;
  place: string;
  at: Date;
  /** Number expected next of each device, as the backup saw it. */
  devices: Record<string, number>;
  /** PostgreSQL's text of the snapshot it was taken from. */
  snapshot: string;
  lost: string[];
  set: number;
  entries: number;
}

/** Notes a verified backup; raises the marks of what is in it where the folder is known to be off this machine. Answers whether it did. */
export async function noteBackup(db: Database, backup: VerifiedBackup, confirmedBy: string | undefined): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    const { target, place, at, set, entries } = backup;
    const { confirmed_at } = await tx
      .insertInto('backup_targets')
      .values({ id: target, place, confirmed_by: null, confirmed_at: null, verified_at: at })
      .onConflict((clash) => clash.column('id').doUpdateSet({ place, verified_at: at }))
      .returning('confirmed_at')
      .executeTakeFirstOrThrow();
    await appendAudit(tx, { at, actor: 'console', action: 'backup.made', subject: target, facts: { set, entries } });
    if (confirmedBy !== undefined) await confirm(tx, target, confirmedBy, at);
    if (confirmedBy === undefined && confirmed_at === null) return false;
    await raiseMarks(tx, backup);
    return true;
  });
}

async function confirm(tx: Kysely<Tables>, target: string, by: string, at: Date): Promise<void> {
  await tx.updateTable('backup_targets').set({ confirmed_by: by, confirmed_at: at }).where('id', '=', target).execute();
  await appendAudit(tx, { at, actor: 'console', action: 'backup.confirmed', subject: target, facts: {} });
}

/** A mark only rises. A photo written since the snapshot, or lost, keeps waiting. */
async function raiseMarks(tx: Kysely<Tables>, { devices, snapshot, lost }: VerifiedBackup): Promise<void> {
  await sql`
    UPDATE devices SET backed = seen.value::bigint FROM json_each_text(${JSON.stringify(devices)}::json) AS seen
    WHERE devices.dev = seen.key::uuid AND devices.backed < seen.value::bigint`.execute(tx);
  await sql`
    UPDATE blobs SET backed = true
    WHERE NOT backed AND pg_visible_in_snapshot(kept_by, ${snapshot}::pg_snapshot) AND sha256 <> ALL(${lost}::text[])`.execute(tx);
}

export async function auditFailedBackup(db: Database, code: string, at: Date): Promise<void> {
  await db.transaction().execute((tx) => appendAudit(tx, { at, actor: 'console', action: 'backup.failed', subject: code, facts: {} }));
}
