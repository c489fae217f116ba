import { sql } from 'kysely';
import { migrations } from '../migrations/migrations.ts';
import type { Database } from './database.ts';

/** Any constant will do, as long as every server of this kind takes the same one. */
const migrationLock = 0x63686169;

/** Brings the schema up to date; several servers that start at once do it once. @throws what PostgreSQL says, with nothing half done */
export async function migrate(db: Database): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await sql`SELECT pg_advisory_xact_lock(${migrationLock})`.execute(tx);
    await sql`CREATE TABLE IF NOT EXISTS migrations (name text PRIMARY KEY, at timestamptz NOT NULL DEFAULT now())`.execute(tx);
    const done = new Set((await tx.selectFrom('migrations').select('name').execute()).map((row) => row.name));
    for (const migration of migrations.filter((each) => !done.has(each.name))) {
      await sql.raw(migration.sql).execute(tx);
      await tx.insertInto('migrations').values({ name: migration.name }).execute();
    }
  });
}
