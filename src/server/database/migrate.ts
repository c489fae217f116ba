import { type Kysely, sql } from 'kysely';
import { Failure } from '#contract/failure.ts';
import { migrations } from '../migrations/migrations.ts';
import type { Database } from './database.ts';
import type { Tables } from './tables.ts';

/** Any constant will do, as long as every server of this kind takes the same one. */
const migrationLock = 0x63686169;

/** Brings the schema up to date; several servers that start at once do it once. @throws Failure database-newer; what PostgreSQL says, with nothing half done */
export async function migrate(db: Database): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await lockSchema(tx);
    await applyMigrations(tx);
  });
}

/** Held until the caller's transaction ends: no server starts on this database meanwhile. */
export async function lockSchema(tx: Kysely<Tables>): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(${migrationLock})`.execute(tx);
}

/** Applies what is missing, in the caller's transaction: all of it, or only as far as `last`. @throws Failure database-newer where it knows more than this version */
export async function applyMigrations(tx: Kysely<Tables>, last?: string): Promise<void> {
  await sql`CREATE TABLE IF NOT EXISTS migrations (name text PRIMARY KEY, at timestamptz NOT NULL DEFAULT now())`.execute(tx);
  const done = await listMigrations(tx);
  // What this version does not know it would write wrongly, and its backups would not hold.
  if (done.some((name) => !migrations.some((known) => known.name === name))) throw new Failure('database-newer');
  const wanted = last === undefined ? migrations : migrations.slice(0, migrations.findIndex(({ name }) => name === last) + 1);
  for (const migration of wanted.filter(({ name }) => !done.includes(name))) {
    await sql.raw(migration.sql).execute(tx);
    await tx.insertInto('migrations').values({ name: migration.name }).execute();
  }
}

/** Names of the migrations this database has, in order. */
export async function listMigrations(db: Kysely<Tables>): Promise<string[]> {
  return (await db.selectFrom('migrations').select('name').orderBy('name').execute()).map(({ name }) => name);
}
