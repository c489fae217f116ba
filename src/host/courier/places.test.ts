import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findSticks, stickRootsOf } from './places.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'media-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test.skipIf(process.platform !== 'linux')(
  'another disk is offered; a folder on this machine’s own, and one that is not there, are none',
  async () => {
    const roots = { holding: [folder, join(folder, 'no')], themselves: ['/proc', join(folder, 'gone')] };
    expect(await findSticks(roots)).toContain('/proc');
    expect(await findSticks(roots)).not.toContain(join(folder, 'gone'));
  },
);

test('each kind of machine shows its sticks in its own place, and its own disk is never one', () => {
  expect(stickRootsOf('win32', 'x').themselves).toContain('E:\\');
  expect(stickRootsOf('win32', 'x').themselves).not.toContain('C:\\');
  expect(stickRootsOf('linux', 'zhang').holding).toContain('/media/zhang');
  expect(stickRootsOf('darwin', 'x').holding).toEqual(['/Volumes']);
});
