import { rmSync } from 'node:fs';
import { chmod, chown, constants, copyFile, mkdir, mkdtemp, readdir, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findConnection, keepConnection } from '#server/embedded/connection-file.ts';
import { openParts, startServer } from '#server/listen.ts';
import { seedExample } from '#server/trial/example-estate.ts';

let seeded: Promise<string> | undefined;

/**
 * Lays down in `folder`, which is not there yet, what a district server leaves of its data: a stopped PostgreSQL with the example estate.
 * It is made once in a process, and copied for each that asks.
 */
export async function layDownDistrict(folder: string): Promise<void> {
  seeded ??= seedDistrict();
  const from = await seeded;
  const connection = await findConnection(from);
  // Where PostgreSQL’s account cannot walk to temporary folders its data lies elsewhere: then the server makes its own.
  if (connection?.cluster !== join(from, 'postgres')) return;
  await copyTree(from, folder);
  await keepConnection(folder, { ...connection, cluster: join(folder, 'postgres') });
}

async function seedDistrict(): Promise<string> {
  const home = await mkdtemp(join(tmpdir(), 'chaihuan-seeded-'));
  process.once('exit', () => rmSync(home, { recursive: true, force: true }));
  // PostgreSQL's own account must be able to walk to its data, also where this runs as root.
  await chmod(home, 0o711);
  const folder = join(home, 'district');
  const server = await startServer({ dataFolder: folder, port: 0, quiet: true });
  await seedExample(await openParts(server.db, { dataFolder: folder }));
  await server.close();
  return folder;
}

/** With owners and modes: PostgreSQL insists on its own. */
async function copyTree(from: string, to: string): Promise<void> {
  await mkdir(to);
  await keepOwner(from, to);
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) await copyTree(source, target);
    else {
      await copyFile(source, target, constants.COPYFILE_FICLONE);
      await keepOwner(source, target);
    }
  }
}

async function keepOwner(from: string, to: string): Promise<void> {
  const { uid, gid, mode } = await stat(from);
  await chmod(to, mode);
  if (process.getuid?.() === 0) await chown(to, uid, gid);
}
