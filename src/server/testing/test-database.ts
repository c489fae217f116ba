import { PGlite } from '@electric-sql/pglite';
import { createPgConfig } from '@electric-sql/pglite/node-postgres';
import { createDatabase, type Database } from '../database/database.ts';
import { migrate } from '../database/migrate.ts';

/** A migrated database in memory. One connection, so nothing runs side by side: PostgreSQL proves that. */
export async function openTestDatabase(): Promise<{ db: Database; close(): Promise<void> }> {
  const pglite = await PGlite.create();
  const db = createDatabase({ ...createPgConfig(pglite), max: 1 } as Parameters<typeof createDatabase>[0]);
  await migrate(db);
  const close = async () => {
    await db.destroy();
    await pglite.close();
  };
  return { db, close };
}
