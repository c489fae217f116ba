import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { editFloorBytes, photoFloorBytes } from '#contract/disk.ts';
import { openDataFolder, requireFree } from './data-folder.ts';

test('edits stop below 200 MiB free and photos below 1 GiB, and the failure says how much is left', async () => {
  const left = (bytes: number) => ({ freeBytes: async () => bytes });
  await requireFree(left(editFloorBytes), editFloorBytes);
  await expect(requireFree(left(editFloorBytes - 1), editFloorBytes)).rejects.toMatchObject({
    code: 'disk-low',
    facts: { freeBytes: 209_715_199, floorBytes: 209_715_200 },
  });
  await expect(requireFree(left(photoFloorBytes - 1), photoFloorBytes)).rejects.toMatchObject({ code: 'disk-low' });
});

test('a folder that is not there is made; a file in its place is refused', async () => {
  const parent = await mkdtemp(join(tmpdir(), 'data-'));
  const folder = await openDataFolder(join(parent, '数据', '平板'));
  expect(await folder.freeBytes()).toBeGreaterThan(0);
  await writeFile(join(parent, 'file'), '');
  await expect(openDataFolder(join(parent, 'file'))).rejects.toMatchObject({ code: 'data-folder-unwritable' });
  await rm(parent, { recursive: true });
});
