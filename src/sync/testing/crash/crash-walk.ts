import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type CrashDisk, type End, ends } from './crash-disk.ts';

/** An operation that a crash may end anywhere, and what must hold of what is left. */
export interface Walked<Kept> {
  /** What lies on the disk before, by its path in the folder. */
  before?: ReadonlyMap<string, Uint8Array>;
  /** Runs to its end in the folder, unless it is stopped. `acknowledge` says what somebody was told meanwhile. */
  run(folder: string, acknowledge: (kept: Kept) => void): Promise<void>;
  /** Opens what is left, as the next start does. Throws where a law is broken. */
  check(folder: string, acknowledged: readonly Kept[], at: { change: number; end: End }): Promise<void>;
}

/** Where the module under test finds the disk that may crash; none between two walks. */
export const disks: { current: CrashDisk | undefined } = { current: undefined };

/** Stops the operation before its first change to the disk, before its second, and so on to its end, and checks each disk that may be left. Answers how many. */
export async function walkCrashes<Kept>(makeDisk: () => CrashDisk, { before = new Map(), run, check }: Walked<Kept>): Promise<number> {
  for (let changes = 0; ; changes += 1) {
    const acknowledged: Kept[] = [];
    const disk = makeDisk();
    const folder = await mkdtemp(join(tmpdir(), 'crash-'));
    await fill(folder, before);
    for (const [name, bytes] of before) disk.place(join(folder, name), bytes);
    const stopped = disk.crashBefore(changes);
    disks.current = disk;
    const isThrough = await Promise.race([stopped.then(() => false), run(folder, (kept) => acknowledged.push(kept)).then(() => true)]);
    disks.current = undefined;
    for (const end of ends) await checkLeft(folder, disk.image(end), (left) => check(left, acknowledged, { change: changes, end }));
    await disk.close();
    await rm(folder, { recursive: true, force: true });
    if (isThrough) return changes;
  }
}

async function checkLeft(folder: string, image: ReadonlyMap<string, Uint8Array>, check: (left: string) => Promise<void>): Promise<void> {
  const left = await mkdtemp(join(tmpdir(), 'crashed-'));
  await fill(left, new Map([...image].map(([path, bytes]) => [path.slice(folder.length + 1), bytes])));
  await check(left);
  await rm(left, { recursive: true, force: true });
}

async function fill(folder: string, files: ReadonlyMap<string, Uint8Array>): Promise<void> {
  for (const [name, bytes] of files) {
    const path = join(folder, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, bytes);
  }
}
