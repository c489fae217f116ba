import { chmod, mkdir } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { v4 as uuidv4 } from 'uuid';
import { type Account, canWalk, findAccount } from './account.ts';
import { prepareBinaries } from './binaries.ts';
import { type Cluster, findRunningPort, makeCluster, startCluster, stopCluster } from './cluster.ts';
import { joinCluster } from './cluster-place.ts';
import { createConnection, type EmbeddedConnection, findConnection, keepConnection } from './connection-file.ts';

/** Used only under uid 0, where neither the clone nor the data folder need be reachable for PostgreSQL's account. */
const rootShelter = '/var/lib/chaihuan-server';

export interface EmbeddedDatabase {
  connection: EmbeddedConnection;
  /** Stops PostgreSQL cleanly, unless somebody else is still using it: who ends last does. */
  close(): Promise<void>;
}

/**
 * A real PostgreSQL of this data folder, made on first use. One that runs is shared: another command's, a server's, or one left by a killed server.
 * @throws Failure second-instance to a server where another is using it
 */
export async function openEmbeddedDatabase(dataFolder: string, user: 'server' | 'command' = 'server'): Promise<EmbeddedDatabase> {
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
  const place = await joinCluster(connection, user, (client) => makeDatabase(client, connection));
  return { connection, close: () => place.leave(() => stopCluster(cluster)) };
}

async function placeForCluster(folder: string, account: Account | undefined): Promise<string> {
  if (account === undefined || (await canWalk(account, folder))) return path.join(folder, 'postgres');
  const clusters = path.join(rootShelter, 'clusters');
  await mkdir(clusters, { recursive: true });
  await chmod(rootShelter, 0o755);
  await chmod(clusters, 0o755);
  return path.join(clusters, uuidv4());
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
