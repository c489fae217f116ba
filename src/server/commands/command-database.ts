import { Failure } from '#contract/failure.ts';
import { createDatabase, type Database } from '../database/database.ts';
import { migrate } from '../database/migrate.ts';
import { findConnection, poolConfigOf } from '../embedded/connection-file.ts';
import { openEmbeddedDatabase } from '../embedded/embedded-database.ts';

/** Where a command's database is. */
export interface DatabasePlace {
  dataFolder: string;
  databaseUrl: string | undefined;
}

export function databaseUrlOf({ databaseUrl }: DatabasePlace): { databaseUrl?: string } {
  return databaseUrl === undefined ? {} : { databaseUrl };
}

/** Runs a command on the server's database, beside a running server or without one. */
export async function withDatabase<T>(place: DatabasePlace, work: (db: Database) => Promise<T>): Promise<T> {
  return withBareDatabase(place, async (db) => {
    await migrate(db);
    return work(db);
  });
}

/** The same without touching what is in it. */
export async function withBareDatabase<T>(place: DatabasePlace, work: (db: Database) => Promise<T>): Promise<T> {
  const { config, close } = await connect(place);
  const db = createDatabase({ ...config, max: 2 });
  try {
    return await work(db);
  } finally {
    await db.destroy();
    await close();
  }
}

async function connect({ dataFolder, databaseUrl }: DatabasePlace) {
  const nothing = async () => undefined;
  if (databaseUrl !== undefined) return { config: { connectionString: databaseUrl }, close: nothing };
  try {
    const embedded = await openEmbeddedDatabase(dataFolder);
    return { config: poolConfigOf(embedded.connection), close: embedded.close };
  } catch (error) {
    // A server holds the data folder: its database is running, and the file says where.
    const connection = error instanceof Failure && error.code === 'second-instance' ? await findConnection(dataFolder) : undefined;
    if (connection === undefined) throw error;
    return { config: poolConfigOf(connection), close: nothing };
  }
}
