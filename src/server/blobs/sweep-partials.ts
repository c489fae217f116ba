import { readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';

/** A file still being written has changed within this. */
const writtenWithinMs = 3600 * 1000;

/**
 * Drops what writes that a kill or a power cut ended have left beside their files: `….partial`, unchanged for an hour, so that another process's
 * write is left alone. Answers how many went.
 */
export async function sweepPartials(folder: string, now: Date): Promise<number> {
  const names = await readdir(folder, { recursive: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  let dropped = 0;
  for (const name of names) {
    if (!name.endsWith('.partial')) continue;
    const file = path.join(folder, name);
    const found = await stat(file).catch(() => undefined);
    if (found === undefined || !found.isFile() || found.mtimeMs > now.getTime() - writtenWithinMs) continue;
    await rm(file, { force: true });
    dropped += 1;
  }
  return dropped;
}
