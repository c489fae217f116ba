import { mkdir } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import { v4 as uuidv4 } from 'uuid';
import { Failure } from '#contract/failure.ts';
import { buildApp } from './app.ts';
import { createBackupFolder } from './backup/backup-folder.ts';
import { scheduleBackups } from './backup/scheduled-backup.ts';
import { createDerivatives } from './blobs/derivatives.ts';
import { openBlobStore } from './blobs/open-blob-store.ts';
import { sweepPartials } from './blobs/sweep-partials.ts';
import { createDatabase, type Database } from './database/database.ts';
import { migrate } from './database/migrate.ts';
import { poolConfigOf } from './embedded/connection-file.ts';
import { openEmbeddedDatabase } from './embedded/embedded-database.ts';
import { createIngest } from './ingest/ingest.ts';
import type { Parts } from './parts.ts';
import { safeError } from './plugins/safe-error.ts';
import { createPostgresIngestStore } from './repositories/postgres-ingest-store.ts';
import { openServerIdentity } from './repositories/server-identity.ts';
import { hashText, verifyText } from './signing.ts';
import { keepSweeping } from './staging/sweep.ts';

const drainMs = 30_000;

export interface ServerOptions {
  dataFolder: string;
  /** 0 chooses a free port. */
  port: number;
  host?: string;
  /** `postgres://…`; without it the embedded database of the data folder is used. */
  databaseUrl?: string;
  /** Names the blob store (`openBlobStore`); without it the data folder's own is used. */
  env?: NodeJS.ProcessEnv;
  quiet?: boolean;
  /** PEM texts. */
  tls?: { cert: string; key: string };
  trustProxy?: string;
  /** Backs up into that folder at once and then every so often. */
  backup?: { folder: string; everyMs: number; passphrase: string | undefined };
}

export interface RunningServer {
  url: string;
  db: Database;
  /** Refuses new requests, lets those under way end (half a minute at most), then closes the database. */
  close(): Promise<void>;
}

/** Starts a district server: database, schema, identity, then the port. @throws Failure second-instance, database-newer, database-program-failed, address-unusable; what PostgreSQL or the port say */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { db, closeDatabase } = await openDatabase(options);
  try {
    await migrate(db);
    const parts = await openParts(db, options);
    const app = await buildApp(parts, options);
    const url = await listenAt(app, options.port, options.host ?? '127.0.0.1');
    const stopChores = beginChores(parts, app.log, options);
    return {
      url,
      db,
      close: async () => {
        await app.drain(drainMs);
        await app.close();
        await stopChores();
        await closeDatabase();
      },
    };
  } catch (error) {
    await closeDatabase();
    throw error;
  }
}

/** @throws Failure address-unusable; EADDRINUSE, which a trial answers with another port */
export async function listenAt(app: FastifyInstance, port: number, host: string): Promise<string> {
  return app.listen({ port, host }).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'EADDRINUSE') throw cause;
    throw new Failure('address-unusable', { host, port, reason: cause.code ?? 'listen' }, { cause });
  });
}

/** What a server does beside answering. Answers how to stop it. */
function beginChores(parts: Parts, log: FastifyBaseLogger, { backup, dataFolder }: ServerOptions): () => Promise<void> {
  for (const written of ['blobs', 'derived', 'parked']) {
    sweepPartials(path.join(dataFolder, written), parts.now()).catch((error: unknown) =>
      log.error({ err: safeError(error) }, `what killed writes left in ${written} was not swept`),
    );
  }
  const stopSweeping = keepSweeping(parts, (error) => log.error({ err: safeError(error) }, 'staging was not swept'));
  if (backup === undefined) log.warn('no backup is scheduled: --backup-to DIR, or run `backup DIR` by other means');
  const stopBackups =
    backup &&
    scheduleBackups(parts, createBackupFolder(backup.folder), backup, {
      made: (report) => log.info({ ...report, lost: report.lost.length }, 'backed up'),
      failed: (error) => log.error({ failure: Failure.line(error), err: safeError(error) }, 'backup failed'),
    });
  return async () => {
    stopSweeping();
    await stopBackups?.();
  };
}

async function openDatabase({ dataFolder, databaseUrl }: ServerOptions) {
  if (databaseUrl !== undefined) {
    const db = createDatabase({ connectionString: databaseUrl });
    return { db, closeDatabase: () => db.destroy() };
  }
  const embedded = await openEmbeddedDatabase(dataFolder);
  const db = createDatabase(poolConfigOf(embedded.connection));
  const closeDatabase = async () => {
    await db.destroy();
    await embedded.close();
  };
  return { db, closeDatabase };
}

/** Everything the routes need, on an open and migrated database. */
export async function openParts(
  db: Database,
  { dataFolder, env = {}, now = () => new Date() }: { dataFolder: string; env?: NodeJS.ProcessEnv; now?: () => Date },
): Promise<Parts> {
  const identity = await openServerIdentity(db, now());
  const stagingFolder = path.join(dataFolder, 'staging');
  await mkdir(stagingFolder, { recursive: true });
  const blobs = openBlobStore(env, { dataFolder, stagingFolder });
  const store = createPostgresIngestStore(db);
  return {
    db,
    identity,
    ingest: createIngest({ store, epoch: identity.epoch, hash: hashText, verify: verifyText, now, newId: uuidv4 }),
    blobs,
    derivatives: createDerivatives(blobs, path.join(dataFolder, 'derived')),
    stagingFolder,
    parkedFolder: path.join(dataFolder, 'parked'),
    now,
  };
}

/** Where a server keeps its data unless told otherwise. */
export function defaultDataFolder(env: NodeJS.ProcessEnv = process.env): string {
  const home = os.homedir();
  if (process.platform === 'win32') return path.join(env.LOCALAPPDATA ?? path.join(home, 'AppData', 'Local'), 'chaihuan-server');
  if (process.platform === 'darwin') return path.join(home, 'Library', 'Application Support', 'chaihuan-server');
  return path.join(env.XDG_DATA_HOME ?? path.join(home, '.local', 'share'), 'chaihuan-server');
}
