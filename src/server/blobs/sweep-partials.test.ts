import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sweepPartials } from './sweep-partials.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'chaihuan-partials-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('what a killed write left is dropped; a write under way and every finished file are left alone', async () => {
  const now = new Date();
  const hash = 'ab'.repeat(32);
  await mkdir(path.join(folder, 'ab'));
  for (const [name, hoursAgo] of [
    [`${hash}.1.partial`, 2],
    [`${hash}.2.partial`, 0],
    [hash, 2],
  ] as const) {
    const file = path.join(folder, 'ab', name);
    await writeFile(file, 'bytes');
    const at = new Date(now.getTime() - hoursAgo * 3600 * 1000);
    await utimes(file, at, at);
  }
  expect(await sweepPartials(folder, now)).toBe(1);
  expect((await readdir(path.join(folder, 'ab'))).sort()).toEqual([hash, `${hash}.2.partial`]);
});

test('a folder that is not there yet has none', async () => {
  expect(await sweepPartials(path.join(folder, 'none'), new Date())).toBe(0);
});
