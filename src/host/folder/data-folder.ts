import { access, constants, statfs } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Failure } from '#contract/failure.ts';
import { diskFailure, makeFolder } from './durable-file.ts';

/** Where everything of one device lies. Each part owns its place and touches no other. */
export interface DataFolder {
  root: string;
  journal: string;
  drafts: string;
  tray: string;
  answers: string;
  keys: string;
  settings: string;
  photos: string;
  exports: string;
  /** Handovers of other desks, as they came. */
  handovers: string;
  trial: string;
  /** Bytes that this user may still write. */
  freeBytes(): Promise<number>;
}

/** Makes the folder where it is missing. @throws Failure data-folder-unwritable, disk-full */
export async function openDataFolder(path: string): Promise<DataFolder> {
  const root = resolve(path);
  try {
    await makeFolder(root, 0o700);
    await access(root, constants.R_OK | constants.W_OK);
  } catch (error) {
    throw diskFailure(error);
  }
  return {
    root,
    journal: join(root, 'journal'),
    drafts: join(root, 'drafts'),
    tray: join(root, 'tray'),
    answers: join(root, 'answers.ndjson'),
    keys: join(root, 'keys.json'),
    settings: join(root, 'settings.json'),
    photos: join(root, 'photos'),
    exports: join(root, 'exports'),
    handovers: join(root, 'handovers'),
    trial: join(root, 'trial'),
    freeBytes: () => freeBytes(root),
  };
}

/** @throws Failure disk-low */
export async function requireFree(folder: Pick<DataFolder, 'freeBytes'>, floor: number): Promise<void> {
  const free = await folder.freeBytes();
  if (free < floor) throw new Failure('disk-low', { freeBytes: free, floorBytes: floor });
}

async function freeBytes(root: string): Promise<number> {
  const { bavail, bsize } = await statfs(root);
  return bavail * bsize;
}
