import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createDatabase } from '../database/database.ts';
import { makeDataFolder } from '../testing/test-server.ts';
import { makeCluster } from './cluster.ts';
import { createConnection, findConnection, keepConnection, poolConfigOf } from './connection-file.ts';
import { openEmbeddedDatabase } from './embedded-database.ts';

let folder: string;
let remove: () => Promise<void>;
beforeEach(async () => {
  ({ folder, remove } = await makeDataFolder());
});
afterEach(() => remove());

/** The trial as a process of its own, so that it can be killed. Resolves with its first line. */
async function startTrial() {
  const program = path.join(import.meta.dirname, '..', 'index.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', program, 'trial', '--data', folder], { stdio: ['pipe', 'pipe', 'ignore'] });
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  return { child, ready: JSON.parse(line) as { serverUrl: string; code: string } };
}

test('a trial killed outright starts again on the same data and the same address; stopping it is clean', { timeout: 60_000 }, async () => {
  const first = await startTrial();
  first.child.kill('SIGKILL');
  await once(first.child, 'exit');
  // As a kill leaves it that comes between the start of PostgreSQL and the note of its port.
  const known = await findConnection(folder);
  if (known === undefined) throw new Error('no connection was kept');
  await keepConnection(folder, { ...known, port: 9 });
  const second = await startTrial();
  expect(second.ready.serverUrl).toBe(first.ready.serverUrl);
  expect(second.ready.code).not.toBe(first.ready.code);
  await expect(openEmbeddedDatabase(folder)).rejects.toMatchObject({ code: 'second-instance' });
  // As PostgreSQL ends them all when the system kills one of its processes: the server takes its place again.
  const database = await openEmbeddedDatabase(folder, 'command');
  const db = createDatabase({
    ...poolConfigOf(database.connection),
    user: database.connection.adminUser,
    password: database.connection.adminPassword,
  });
  const places = async () => {
    const { rows } = await sql<{ pid: number; mode: string }>`SELECT pid, mode FROM pg_locks WHERE locktype = 'advisory'`.execute(db);
    return rows;
  };
  const before = new Set((await places()).map(({ pid }) => pid));
  await sql`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'postgres'`.execute(db);
  // Those that were ended may hold theirs a moment longer.
  await vi.waitFor(async () => {
    const now = await places();
    expect(now.filter(({ pid }) => before.has(pid))).toEqual([]);
    expect(now.map(({ mode }) => mode).sort()).toEqual(['ExclusiveLock', 'ShareLock', 'ShareLock']);
  }, 10_000);
  await expect(openEmbeddedDatabase(folder)).rejects.toMatchObject({ code: 'second-instance' });
  await db.destroy();
  // A command that ends beside it does not take PostgreSQL along.
  await database.close();
  expect((await fetch(new URL('/readyz', second.ready.serverUrl))).status).toBe(200);
  // The desk that started it has gone: its pipe ends.
  second.child.stdin.end();
  expect(await once(second.child, 'exit')).toEqual([0, null]);
  await expect(stat(path.join(folder, 'postgres', 'postmaster.pid'))).rejects.toMatchObject({ code: 'ENOENT' });
});

test.skipIf(process.platform === 'win32')('passwords are readable by their owner only', { timeout: 60_000 }, async () => {
  const database = await openEmbeddedDatabase(folder);
  await database.close();
  expect((await stat(path.join(folder, 'database.json'))).mode & 0o077).toBe(0);
});

test('what PostgreSQL’s own program fails with is said in a line, and a damaged note of the database is named: no other database is made in its place', async () => {
  const connection = createConnection(path.join(folder, 'postgres'));
  // Takes none of initdb's options.
  const binaries = { initdb: process.execPath, pgCtl: process.execPath };
  const made = makeCluster({ binaries, account: undefined, connection });
  await expect(made).rejects.toMatchObject({ code: 'database-program-failed', facts: { said: expect.stringContaining('bad option') } });
  const file = path.join(folder, 'database.json');
  await writeFile(file, '{"cluster');
  await expect(openEmbeddedDatabase(folder)).rejects.toMatchObject({ code: 'file-unreadable', facts: { file } });
});
