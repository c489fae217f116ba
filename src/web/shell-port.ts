import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { Failure } from '#contract/failure.ts';
import { errno, readWhole, writeWhole } from '#host/folder/durable-file.ts';

const lowest = 20_000;
const highest = 39_999;

/**
 * The port of this data folder. IndexedDB belongs to an origin and the port is part of it, so the port is chosen once,
 * kept in `shell.json`, and never changed behind a person's back.
 * @throws Failure port-taken
 */
export async function claimPort(dataFolder: string): Promise<number> {
  const kept = await findPort(dataFolder);
  if (kept === undefined) return choosePort(dataFolder);
  if (!(await isFree(kept))) throw new Failure('port-taken', { port: kept });
  return kept;
}

/** The port the folder was given, undefined while it has none. A file that cannot be read is a failure, not a new port. */
async function findPort(dataFolder: string): Promise<number | undefined> {
  const bytes = await readWhole(recordPath(dataFolder));
  return bytes === undefined ? undefined : parsePort(new TextDecoder().decode(bytes));
}

function parsePort(text: string): number {
  try {
    const record: unknown = JSON.parse(text);
    const port = typeof record === 'object' && record !== null && 'port' in record ? record.port : undefined;
    if (typeof port !== 'number' || !Number.isInteger(port) || port < lowest || port > highest) throw new TypeError('no port');
    return port;
  } catch (cause) {
    throw new Failure('internal', { file: 'shell.json' }, { cause });
  }
}

async function choosePort(dataFolder: string): Promise<number> {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const port = randomInt(lowest, highest + 1);
    if (!(await isFree(port))) continue;
    await writeWhole(recordPath(dataFolder), new TextEncoder().encode(`${JSON.stringify({ port })}\n`));
    return port;
  }
  throw new Failure('port-taken', { port: `${lowest}–${highest}` });
}

/** Windows answers EACCES for ports it keeps for itself: as taken as any. */
export function isTaken(error: unknown): boolean {
  return ['EADDRINUSE', 'EACCES'].includes(errno(error) ?? '');
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error) => (isTaken(error) ? resolve(false) : reject(error)));
    probe.listen({ host: '127.0.0.1', port, exclusive: true }, () => probe.close(() => resolve(true)));
  });
}

function recordPath(dataFolder: string): string {
  return join(dataFolder, 'shell.json');
}
