import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { openParts, type RunningServer, startServer } from '../listen.ts';
import { issueEnrollCode } from '../repositories/people.ts';
import { seedExample } from '../trial/example-estate.ts';
import { stopAsked } from './stop-signals.ts';

/** A whole server with example data for one machine; prints where it is and a code for one device, then runs until asked to stop. */
export async function runTrial(dataFolder: string): Promise<void> {
  const stop = stopAsked();
  const server = await startOnKnownPort(dataFolder);
  try {
    const { subdistrict, users } = await seedExample(await openParts(server.db, { dataFolder }));
    const code = await issueEnrollCode(server.db, { subdistrict, users }, new Date());
    process.stdout.write(`${JSON.stringify({ serverUrl: server.url, code })}\n`);
    await stop;
  } finally {
    await server.close();
  }
}

/** The port of last time when it is free: a desk that was enrolled then knows the server by it. */
async function startOnKnownPort(dataFolder: string): Promise<RunningServer> {
  await mkdir(dataFolder, { recursive: true });
  const file = path.join(dataFolder, 'port');
  const known = Number(await readFile(file, 'utf8').catch(() => '0'));
  const server = await startServer({ dataFolder, port: known }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE') throw error;
    return startServer({ dataFolder, port: 0 });
  });
  await writeFile(file, new URL(server.url).port);
  return server;
}
