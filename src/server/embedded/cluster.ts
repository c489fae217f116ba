import { spawn } from 'node:child_process';
import { access, chown, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { Failure } from '#contract/failure.ts';
import type { Account } from './account.ts';
import type { Binaries } from './binaries.ts';
import type { EmbeddedConnection } from './connection-file.ts';

/** One PostgreSQL cluster on disk and the means to run it. */
export interface Cluster {
  binaries: Binaries;
  account: Account | undefined;
  connection: EmbeddedConnection;
}

const settingsFile = 'chaihuan.conf';
const pidFile = (folder: string) => path.join(folder, 'postmaster.pid');

/** Makes the cluster if it is not there. Half-made ones have another name, and only those are ever removed. */
export async function makeCluster({ binaries, account, connection }: Cluster): Promise<void> {
  const folder = connection.cluster;
  if (await exists(path.join(folder, 'PG_VERSION'))) return;
  const partial = `${folder}.partial`;
  await rm(partial, { recursive: true, force: true });
  await mkdir(partial, { recursive: true, mode: 0o700 });
  await own(account, partial);
  const passwordFile = `${folder}.password`;
  await writeFile(passwordFile, `${connection.adminPassword}\n`, { mode: 0o600 });
  await own(account, passwordFile);
  try {
    await run(binaries.initdb, initdbArguments(partial, connection.adminUser, passwordFile), account, partial);
  } finally {
    await rm(passwordFile, { force: true });
  }
  await writeFile(path.join(partial, 'postgresql.conf'), `\ninclude_if_exists = '${settingsFile}'\n`, { flag: 'a' });
  await rename(partial, folder);
}

function initdbArguments(folder: string, user: string, passwordFile: string): string[] {
  // Locale C everywhere: sorting never depends on what the machine has installed. Screens sort for people.
  return ['-D', folder, '-U', user, `--pwfile=${passwordFile}`, '--auth=scram-sha-256', '--encoding=UTF8', '--no-locale'];
}

/** Starts PostgreSQL on a free loopback port, and returns it. A port taken between choosing and starting is chosen again. */
export async function startCluster(cluster: Cluster): Promise<number> {
  const { binaries, account, connection } = cluster;
  await removeStalePid(connection.cluster);
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort();
    const settings = path.join(connection.cluster, settingsFile);
    await writeFile(settings, settingsText(port));
    await own(account, settings);
    try {
      const log = path.join(connection.cluster, 'startup.log');
      // Five minutes, because after a power cut PostgreSQL first replays its log.
      await run(binaries.pgCtl, ['start', '-D', connection.cluster, '-l', log, '-w', '-t', '300'], account, connection.cluster);
      return port;
    } catch (error) {
      if (attempt === 3) throw error;
    }
  }
}

function settingsText(port: number): string {
  return [
    `port = ${port}`,
    "listen_addresses = '127.0.0.1'",
    "unix_socket_directories = ''",
    'fsync = on',
    'synchronous_commit = on',
    'full_page_writes = on',
    "timezone = 'UTC'",
    "log_timezone = 'UTC'",
    'logging_collector = on',
    "log_directory = 'log'",
    "log_filename = 'postgresql-%a.log'",
    'log_truncate_on_rotation = on',
    // Statements carry people's names: errors are logged without them.
    'log_min_error_statement = panic',
    'log_parameter_max_length_on_error = 0',
    "log_error_verbosity = 'terse'",
    '',
  ].join('\n');
}

/**
 * The port of a PostgreSQL that runs on this cluster, perhaps left by a server that was killed: before it could write the port down, it may be.
 * So PostgreSQL's own word counts, the fourth line of its pid file.
 */
export async function findRunningPort({ binaries, account, connection }: Cluster): Promise<number | undefined> {
  await removeStalePid(connection.cluster);
  const code = await exitCode(binaries.pgCtl, ['status', '-D', connection.cluster], account, connection.cluster);
  if (code.status !== 0) return undefined;
  const port = Number((await readFile(pidFile(connection.cluster), 'utf8')).split('\n')[3]);
  return Number.isInteger(port) && port > 0 ? port : connection.port;
}

/** Ends open sessions, writes a checkpoint and waits for the end. */
export async function stopCluster({ binaries, account, connection }: Cluster): Promise<void> {
  await run(binaries.pgCtl, ['stop', '-D', connection.cluster, '-m', 'fast', '-w', '-t', '60'], account, connection.cluster);
}

/**
 * After a power cut another program may have been given the number in `postmaster.pid`; PostgreSQL would then refuse to start.
 * Linux says which program it is. On Windows PostgreSQL asks the process itself, so nothing is needed there.
 */
async function removeStalePid(folder: string): Promise<void> {
  if (process.platform !== 'linux') return;
  const file = pidFile(folder);
  const pid = Number((await readFile(file, 'utf8').catch(() => '')).split('\n')[0]);
  if (!Number.isInteger(pid) || pid <= 0) return;
  const program = (await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '')).trim();
  if (program !== '' && !program.startsWith('postgres')) await rm(file, { force: true });
}

async function own(account: Account | undefined, file: string): Promise<void> {
  if (account !== undefined) await chown(file, account.uid, account.gid);
}

async function run(program: string, parameters: string[], account: Account | undefined, folder: string): Promise<void> {
  const { status, output } = await exitCode(program, parameters, account, folder);
  if (status !== 0) throw programFailed(path.basename(program), output || `${status}`, folder);
}

/** What went wrong is the last that such a program says, or the one line that names it so. */
function programFailed(program: string, output: string, folder: string): Failure {
  if (/no space left on device/i.test(output)) return new Failure('DISK');
  const lines = output.split('\n').filter((line) => line.trim() !== '');
  const said = lines.find((line) => /FATAL|error:|could not/.test(line)) ?? lines.at(-1) ?? '';
  return new Failure('database-program-failed', { program, said: said.trim(), log: path.join(folder, 'startup.log') });
}

/** Waits for the program's own end, not for its pipes': the database it started may keep those open. */
function exitCode(program: string, parameters: string[], account: Account | undefined, folder: string) {
  return new Promise<{ status: number | null; output: string }>((resolve, reject) => {
    const child = spawn(program, parameters, {
      ...account,
      cwd: folder,
      env: environment(),
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
    });
    let output = '';
    const collect = (chunk: Buffer) => {
      output = (output + chunk.toString('utf8')).slice(-4000);
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.once('error', reject);
    child.once('exit', (status) => {
      child.stdout.destroy();
      child.stderr.destroy();
      resolve({ status, output });
    });
  });
}

/** The machine's own PostgreSQL settings (PGDATA, PGPORT …) are not for this cluster. */
function environment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !name.toUpperCase().startsWith('PG') && !name.startsWith('LC_'));
  return { ...Object.fromEntries(kept), LANG: 'C', LC_ALL: 'C' };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (address !== null && typeof address === 'object' ? resolve(address.port) : reject(new Error('no free port'))));
    });
  });
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
