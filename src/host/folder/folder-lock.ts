import { createHash } from 'node:crypto';
import { realpath, rm } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Failure } from '#contract/failure.ts';
import { errno } from './durable-file.ts';

export interface FolderLock {
  release(): Promise<void>;
}

/**
 * Owns a data folder for as long as this process lives. The lock is a name that the operating system holds for the process (a named
 * pipe on Windows, an abstract socket on Linux): it is gone the moment the process is, however it ended, and no file with a pid can
 * outlive a crash and be taken for another program that got the same number.
 * @throws Failure second-instance
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const name = lockName(await realpath(folder));
  const server = (await listenOn(name)) ?? (await retryOnLeftover(name));
  if (server === undefined) throw new Failure('second-instance');
  server.unref();
  return { release: () => new Promise((done) => server.close(() => done())) };
}

function lockName(folder: string): string {
  const key = process.platform === 'win32' ? folder.toLowerCase() : folder;
  const id = `chaihuan-${createHash('sha256').update(key).digest('hex').slice(0, 32)}`;
  switch (process.platform) {
    case 'win32':
      return `\\\\.\\pipe\\${id}`;
    case 'linux':
      return `\0${id}`;
    default:
      return join(tmpdir(), id);
  }
}

/** Only a socket in the file system can be left over from a crash: nobody answers on it. */
async function retryOnLeftover(name: string): Promise<Server | undefined> {
  if (name.startsWith('\0') || process.platform === 'win32' || (await answers(name))) return undefined;
  await rm(name, { force: true });
  return listenOn(name);
}

function listenOn(name: string): Promise<Server | undefined> {
  return new Promise((done, fail) => {
    const server = createServer((visitor) => visitor.destroy());
    server.once('error', (error) => (isTaken(error) ? done(undefined) : fail(error)));
    server.listen(name, () => done(server));
  });
}

/** A pipe that another user's process holds answers EACCES on Windows. */
function isTaken(error: unknown): boolean {
  return errno(error) === 'EADDRINUSE' || (process.platform === 'win32' && errno(error) === 'EACCES');
}

function answers(name: string): Promise<boolean> {
  return new Promise((done) => {
    const visitor = connect(name);
    visitor.once('connect', () => {
      visitor.destroy();
      done(true);
    });
    visitor.once('error', () => done(false));
  });
}
