import { startServer } from '../listen.ts';
import type { DatabasePlace } from './command-database.ts';
import { stopAsked } from './stop-signals.ts';

/** Runs the server until it is asked to stop. */
export async function serve({ dataFolder, databaseUrl }: DatabasePlace, { host, port }: { host: string; port: number }): Promise<void> {
  const stop = stopAsked();
  const server = await startServer({ dataFolder, host, port, env: process.env, ...(databaseUrl === undefined ? {} : { databaseUrl }) });
  process.stdout.write(`${server.url}\n`);
  await stop;
  await server.close();
}
