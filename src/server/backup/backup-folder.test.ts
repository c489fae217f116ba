import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { createBackupFolder } from './backup-folder.ts';

test('a file of a backup that its disk does not give is named, with what the disk says; one that is not there is none', async () => {
  const place = await mkdtemp(path.join(os.tmpdir(), 'chaihuan-folder-'));
  const folder = createBackupFolder(place);
  // Found, and not to be read, as on a disk that goes bad.
  await mkdir(path.join(place, 'photos'));
  await expect(folder.hash('photos')).rejects.toMatchObject({ code: 'file-unreadable', facts: { file: path.join(place, 'photos') } });
  expect(await folder.hash('elsewhere')).toBeUndefined();
  await rm(place, { recursive: true });
});
