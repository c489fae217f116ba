import { chmod, mkdir } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { v4 as uuidv4 } from 'uuid';
import { Failure } from '#contract/failure.ts';
import { type Account, canWalk, findAccount } from './account.ts';
import { prepareBinaries } from './binaries.ts';
import { type Cluster, findRunningPort, makeCluster, startCluster, stopCluster } from './cluster.ts';
import { createConnection, type EmbeddedConnection, findConnection, keepConnection } from './connection-file.ts';

/** Used only under uid 0, where neither the clone nor the data folder need be reachable for PostgreSQL's account. */
const rootShelter = '/var/lib/chaihuan-server';

/** Held by the one server of a data folder, on a connection of its own: it ends with the process, however that ends. */
const serverLock = 0x73657276;

export interface EmbeddedDatabase {
  connection: EmbeddedConnection;
  /** Stops PostgreSQL cleanly. */
  close(): Promise<void>;
}

/**
 * A real PostgreSQL of this data folder, made on first use. One left running by a killed server is taken over.
 * @throws Failure second-instance when another server is using it
 */
export async function openEmbeddedDatabase(dataFolder: string): Promise<EmbeddedDatabase> {
  const folder = path.resolve(dataFolder);
  await mkdir(folder, { recursive: true });
  const account = await findAccount();
  const binaries = await prepareBinaries(account, account === undefined ? path.join(folder, 'programs') : rootShelter);
  const connection = (await findConnection(folder)) ?? createConnection(await placeForCluster(folder, account));
  await keepConnection(folder, connection);
  const cluster: Cluster = { binaries, account, connection };
  await makeCluster(cluster);
  const running = await findRunningPort(cluster);
  if (running !== connection.port) {
    connection.port = running ?? (await startCluster(cluster));
    await keepConnection(folder, connection);
  }
  const lock = await lockServer(connection);
  await makeDatabase(lock, connection);
  return {
    connection,
    close: async () => {
      await lock.end();
      await stopCluster(cluster);
    },
  };
}

async function placeForCluster(folder: string, account: Account | undefined): Promise<string> {
  if (account === undefined || (await canWalk(account, folder))) return path.join(folder, 'postgres');
  const clusters = path.join(rootShelter, 'clusters');
  await mkdir(clusters, { recursive: true });
  await chmod(rootShelter, 0o755);
  await chmod(clusters, 0o755);
  return path.join(clusters, uuidv4());
}

async function lockServer(connection: EmbeddedConnection): Promise<pg.Client> {
  const client = await connectPatiently(connection);
  const { rows } = await client.query<{ locked: boolean }>('SELECT pg_try_advisory_lock($1) AS locked', [serverLock]);
  if (rows[0]?.locked === true) return client;
  await client.end();
  throw new Failure('second-instance');
}

/** A database left running may still be replaying its log: refused connections are tried again for a minute. */
async function connectPatiently({ host, port, adminUser, adminPassword }: EmbeddedConnection): Promise<pg.Client> {
  const until = Date.now() + 60_000;
  for (;;) {
    const client = new pg.Client({ host, port, user: adminUser, password: adminPassword, database: 'postgres' });
    client.on('error', () => undefined);
    try {
      await client.connect();
      return client;
    } catch (error) {
      if (Date.now() > until) throw error;
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }
}

/** The server's own role owns its database and nothing else. Repeated at every start, so that an interrupted first start completes. */
async function makeDatabase(client: pg.Client, { user, password, database }: EmbeddedConnection): Promise<void> {
  const role = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [user]);
  if (role.rowCount === 0) {
    await client.query(`CREATE ROLE ${pg.escapeIdentifier(user)} LOGIN PASSWORD ${pg.escapeLiteral(password)}`);
  }
  const made = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [database]);
  if (made.rowCount === 0) {
    await client.query(`CREATE DATABASE ${pg.escapeIdentifier(database)} OWNER ${pg.escapeIdentifier(user)}`);
  }
}
