import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { errno } from './durable-file.ts';

/** Removes what writes that a kill or a power cut ended left beside their files: `….part` from before `opened`. Later ones are under way. */
export async function removeUnfinished(folder: string, opened: Date): Promise<void> {
  const names = await readdir(folder, { recursive: true }).catch((error: unknown) => {
    if (errno(error) === 'ENOENT') return [];
    throw error;
  });
  for (const name of names) {
    if (!name.endsWith('.part')) continue;
    const path = join(folder, name);
    const found = await stat(path).catch(() => undefined);
    if (found?.isFile() && found.mtime < opened) await rm(path, { force: true });
  }
}
