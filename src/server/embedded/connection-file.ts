import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { Failure } from '#contract/failure.ts';

/** How to reach the embedded database of a data folder: written by the server, read by every other command. Readable by its owner only. */
export const EmbeddedConnection = z.object({
  /** Folder of the database cluster: beside this file, or elsewhere when PostgreSQL's account cannot reach here. */
  cluster: z.string(),
  host: z.literal('127.0.0.1'),
  /** Chosen at every start. */
  port: z.int(),
  database: z.string(),
  user: z.string(),
  password: z.string(),
  adminUser: z.string(),
  adminPassword: z.string(),
});
export type EmbeddedConnection = z.infer<typeof EmbeddedConnection>;

const fileName = 'database.json';

export function createConnection(cluster: string): EmbeddedConnection {
  return {
    cluster,
    host: '127.0.0.1',
    port: 0,
    database: 'chaihuan',
    user: 'chaihuan',
    password: randomBytes(24).toString('base64url'),
    adminUser: 'postgres',
    adminPassword: randomBytes(24).toString('base64url'),
  };
}

/** @throws Failure file-unreadable for a damaged file: guessing would mean another database */
export async function findConnection(dataFolder: string): Promise<EmbeddedConnection | undefined> {
  const file = path.join(dataFolder, fileName);
  try {
    return EmbeddedConnection.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT') return undefined;
    throw new Failure('file-unreadable', { file, reason: code ?? 'JSON' }, { cause });
  }
}

export async function keepConnection(dataFolder: string, connection: EmbeddedConnection): Promise<void> {
  await mkdir(dataFolder, { recursive: true });
  const file = path.join(dataFolder, fileName);
  const handle = await open(`${file}.new`, 'w', 0o600);
  await handle.writeFile(`${JSON.stringify(connection, null, 2)}\n`);
  await handle.sync();
  await handle.close();
  await rename(`${file}.new`, file);
}

/** What an ordinary connection needs of it. */
export function poolConfigOf({ host, port, database, user, password }: EmbeddedConnection) {
  return { host, port, database, user, password };
}
