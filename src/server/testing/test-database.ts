import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { createPgConfig } from '@electric-sql/pglite/node-postgres';
import { createDatabase, type Database } from '../database/database.ts';
import { migrate } from '../database/migrate.ts';

export interface TestDatabase {
  db: Database;
  close(): Promise<void>;
}

/** A migrated database in memory. One connection, so nothing runs side by side: PostgreSQL proves that. */
export async function openTestDatabase(): Promise<TestDatabase> {
  const opened = await openEmptyDatabase();
  await migrate(opened.db);
  return opened;
}

/** The same, before any migration. */
export async function openEmptyDatabase(): Promise<TestDatabase> {
  const pglite = await PGlite.create({ loadDataDir: await emptyCluster() });
  const db = createDatabase({ ...createPgConfig(pglite), max: 1 } as Parameters<typeof createDatabase>[0]);
  const close = async () => {
    await db.destroy();
    await pglite.close();
  };
  return { db, close };
}

const dependencies = path.join(import.meta.dirname, '../../../node_modules');

let cluster: Promise<Blob> | undefined;

/** What initdb makes: the same each time, and seconds of work. Made once for each version of PGlite, and kept among the dependencies' caches. */
function emptyCluster(): Promise<Blob> {
  cluster ??= readCluster();
  return cluster;
}

async function readCluster(): Promise<Blob> {
  const { version } = JSON.parse(await readFile(path.join(dependencies, '@electric-sql/pglite/package.json'), 'utf8')) as {
    version: string;
  };
  const kept = path.join(dependencies, '.cache', 'chaihuan', `pglite-${version}.tar`);
  const bytes = await readFile(kept).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  return bytes === undefined ? makeCluster(kept) : new Blob([bytes]);
}

/** Files of tests run side by side: each that finds none makes one, and the last to be renamed stays. */
async function makeCluster(kept: string): Promise<Blob> {
  const pglite = await PGlite.create();
  const dump = await pglite.dumpDataDir('none');
  await pglite.close();
  const beside = `${kept}.${randomUUID()}.partial`;
  await mkdir(path.dirname(kept), { recursive: true });
  await writeFile(beside, new Uint8Array(await dump.arrayBuffer()));
  await rename(beside, kept);
  return dump;
}
