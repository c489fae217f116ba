import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { KeptHandover } from '#contract/handover.ts';
import { hash, tablet } from '#domain/testing/samples.ts';
import { createKeptHandovers } from './kept-handovers.ts';

const about = {
  id: hash(1),
  dev: tablet,
  device: '平板1',
  takenAt: '2026-03-02T08:00:00+08:00',
  mutations: 1,
  relayed: false,
} as KeptHandover;

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'kept-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

test('[HO4] a stick that takes no file is said to be so, and nothing half written lies on it', async () => {
  const kept = createKeptHandovers(join(root, 'handovers'));
  await kept.keep(about, Buffer.from('sealed'));
  const stick = join(root, 'stick');
  await writeFile(stick, 'no folder');
  await expect(kept.copyTo(stick)).rejects.toMatchObject({ code: 'stick-unwritable' });
  expect(await readdir(root)).toEqual(['handovers', 'stick']);
});
