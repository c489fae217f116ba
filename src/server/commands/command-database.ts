import type pg from 'pg';
import { createDatabase, type Database } from '../database/database.ts';
import { migrate } from '../database/migrate.ts';
import { poolConfigOf } from '../embedded/connection-file.ts';
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
  return withConnection(await connect(place, 'command'), async (db) => {
    await migrate(db);
    return work(db);
  });
}

/** The same without touching what is in it, and where no server runs on the data folder. @throws Failure second-instance */
export async function withBareDatabase<T>(place: DatabasePlace, work: (db: Database) => Promise<T>): Promise<T> {
  return withConnection(await connect(place, 'server'), work);
}

interface Connection {
  config: pg.PoolConfig;
  close(): Promise<void>;
}

async function withConnection<T>({ config, close }: Connection, work: (db: Database) => Promise<T>): Promise<T> {
  const db = createDatabase({ ...config, max: 2 });
  try {
    return await work(db);
  } finally {
    await db.destroy();
    await close();
  }
}

async function connect({ dataFolder, databaseUrl }: DatabasePlace, user: 'server' | 'command'): Promise<Connection> {
  if (databaseUrl !== undefined) return { config: { connectionString: databaseUrl }, close: async () => undefined };
  const embedded = await openEmbeddedDatabase(dataFolder, user);
  return { config: poolConfigOf(embedded.connection), close: embedded.close };
}
