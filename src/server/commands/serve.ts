import { parseInterval } from '../backup/scheduled-backup.ts';
import { type ServerOptions, startServer } from '../listen.ts';
import { type DatabasePlace, databaseUrlOf } from './command-database.ts';
import { readTls } from './read-tls.ts';
import { sayFailure } from './say-failure.ts';
import { stopAsked } from './stop-signals.ts';

/** As the command line says it. */
export interface ServeWishes {
  host: string;
  port: string;
  tlsCert?: string | undefined;
  tlsKey?: string | undefined;
  trustProxy?: string | undefined;
  backupTo?: string | undefined;
  backupEvery?: string | undefined;
}

/** Runs the server until it is asked to stop. */
export async function serve(place: DatabasePlace, wishes: ServeWishes, env: NodeJS.ProcessEnv): Promise<void> {
  const stop = stopAsked();
  const options = { ...(await readWishes(wishes, env)), dataFolder: place.dataFolder, env, ...databaseUrlOf(place) };
  const server = await startServer(options);
  process.stdout.write(`${server.url}\n`);
  await stop;
  await server.close();
}

async function readWishes(wishes: ServeWishes, env: NodeJS.ProcessEnv): Promise<Omit<ServerOptions, 'dataFolder'>> {
  const { host, tlsCert, tlsKey, trustProxy, backupTo, backupEvery = '24h' } = wishes;
  const port = Number(wishes.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`--port ${wishes.port} is no port`);
  if ((tlsCert === undefined) !== (tlsKey === undefined)) throw new Error('--tls-cert and --tls-key belong together');
  const options: Omit<ServerOptions, 'dataFolder'> = { host, port };
  if (tlsCert !== undefined && tlsKey !== undefined) {
    const { cert, key, expired } = await readTls(tlsCert, tlsKey, new Date());
    options.tls = { cert, key };
    if (expired !== undefined) process.stderr.write(`${sayFailure(expired)}\n`);
  }
  if (trustProxy !== undefined) options.trustProxy = trustProxy;
  if (backupTo !== undefined) {
    options.backup = { folder: backupTo, everyMs: parseInterval(backupEvery), passphrase: env.BACKUP_PASSPHRASE };
  }
  return options;
}
