import { randomUUID } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { type RunningServer, startServer } from '../listen.ts';

/** A folder that PostgreSQL's own account can walk to, also where tests run as root. */
export async function makeDataFolder(): Promise<{ folder: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'chaihuan-server-'));
  await chmod(folder, 0o711);
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** A whole server on a free port; on the embedded PostgreSQL unless a database is named. */
export async function startTestServer(database: { databaseUrl?: string } = {}): Promise<RunningServer & { dataFolder: string }> {
  const { folder, remove } = await makeDataFolder();
  const server = await startServer({ dataFolder: folder, port: 0, quiet: true, ...database });
  const close = async () => {
    await server.close();
    await remove();
  };
  return { ...server, dataFolder: folder, close };
}

/** The same on the PostgreSQL that `url` names, in a database of its own beside the one named there: nothing else in it is touched. */
export async function startTestServerAt(url: string): Promise<RunningServer & { dataFolder: string }> {
  const name = `chaihuan_test_${randomUUID().replaceAll('-', '')}`;
  const own = new URL(url);
  own.pathname = `/${name}`;
  const ask = async (statement: string) => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query(statement).finally(() => client.end());
  };
  await ask(`CREATE DATABASE ${name}`);
  const server = await startTestServer({ databaseUrl: own.href });
  const close = async () => {
    await server.close();
    await ask(`DROP DATABASE ${name}`);
  };
  return { ...server, close };
}
