import { chmod, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { type RunningServer, startServer } from '../listen.ts';

/** A folder that PostgreSQL's own account can walk to, also where tests run as root. */
export async function makeDataFolder(): Promise<{ folder: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'chaihuan-server-'));
  await chmod(folder, 0o711);
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** A whole server on the embedded PostgreSQL and a free port. */
export async function startTestServer(): Promise<RunningServer & { dataFolder: string }> {
  const { folder, remove } = await makeDataFolder();
  const server = await startServer({ dataFolder: folder, port: 0, quiet: true });
  const close = async () => {
    await server.close();
    await remove();
  };
  return { ...server, dataFolder: folder, close };
}
