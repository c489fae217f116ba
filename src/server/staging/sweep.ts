import { readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Parts } from '../parts.ts';

/** An upload that was begun and not finished is kept this long: a tablet may be away for weeks. */
export const uploadLifeMs = 30 * 24 * 3600 * 1000;

const hourMs = 3600 * 1000;

/** Drops uploads begun longer ago than that: their rows first, then every file of this folder that old. Answers how many files went. */
export async function sweepStaging({ db, stagingFolder, now }: Pick<Parts, 'db' | 'stagingFolder' | 'now'>): Promise<number> {
  const before = new Date(now().getTime() - uploadLifeMs);
  await db.deleteFrom('uploads').where('created_at', '<', before).execute();
  let dropped = 0;
  for (const name of await readdir(stagingFolder)) {
    const file = path.join(stagingFolder, name);
    const changed = await stat(file).then(
      ({ mtime }) => mtime,
      () => undefined,
    );
    if (changed === undefined || changed >= before) continue;
    await rm(file, { force: true });
    dropped += 1;
  }
  return dropped;
}

/** Sweeps now and every hour. Answers how to stop. A sweep that fails is told to `report` and tried again in an hour. */
export function keepSweeping(parts: Parameters<typeof sweepStaging>[0], report: (error: unknown) => void): () => void {
  const sweep = () => void sweepStaging(parts).catch(report);
  sweep();
  const timer = setInterval(sweep, hourMs);
  timer.unref();
  return () => clearInterval(timer);
}
