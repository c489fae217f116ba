import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { createDatabase, type Database } from '../database/database.ts';
import { findConnection, poolConfigOf } from '../embedded/connection-file.ts';

const root = path.join(import.meta.dirname, '../../..');
const loader = pathToFileURL(path.join(root, 'node_modules', 'tsx', 'dist', 'loader.mjs')).href;

/** A whole server as a process of its own, on the embedded PostgreSQL of its data folder. */
export interface ServerProcess {
  url: string;
  /** Its database, over a pool of this process. */
  db: Database;
  /** Memory that it holds, in MiB; undefined where the system does not tell. */
  residentMB(): Promise<number | undefined>;
  /** SIGKILL. PostgreSQL lives on, as it would: the next server of this folder takes it over. */
  kill(): Promise<void>;
  /** Asks it to stop, and PostgreSQL with it. */
  end(): Promise<void>;
}

/** Resolves when it listens; port 0 chooses one. */
export async function startServerProcess(dataFolder: string, port = 0): Promise<ServerProcess> {
  const program = path.join(root, 'src', 'server', 'index.ts');
  const args = ['--import', loader, program, '--port', String(port), '--data', dataFolder];
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['pipe', 'pipe', 'ignore'] });
  const url = await firstLine(child);
  const connection = await findConnection(dataFolder);
  if (connection === undefined) throw new Error('a server without a database');
  const db = createDatabase(poolConfigOf(connection));
  const end = async (how: () => void) => {
    await db.destroy();
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    how();
    await ended;
  };
  return {
    url,
    db,
    residentMB: () => residentMB(child.pid),
    kill: () => end(() => child.kill('SIGKILL')),
    end: () => end(() => child.stdin?.end()),
  };
}

async function firstLine(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('a server without stdout');
  const line = once(createInterface(child.stdout), 'line') as Promise<[string]>;
  const gone = once(child, 'exit').then(() => Promise.reject(new Error('the server ended without an address')));
  const [url] = await Promise.race([line, gone]);
  return url;
}

async function residentMB(pid: number | undefined): Promise<number | undefined> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1];
  return kilobytes === undefined ? undefined : Number(kilobytes) / 1024;
}
