import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createReadingRoom } from './reading-room.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'room-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('files asked for at once are each read whole, a small one behind a large one, an empty one and one beyond what is kept', async () => {
  const read = createReadingRoom();
  const files = [300_000, 7, 0, 5 * 1024 * 1024, 300_001].map((size, i) => ({ path: join(folder, String(i)), bytes: randomBytes(size) }));
  for (const { path, bytes } of files) await writeFile(path, bytes);
  const same = await Promise.all(files.map(({ path, bytes }) => read(path, (found) => bytes.equals(found))));
  expect(same).toEqual([true, true, true, true, true]);
});

test('where there is no file there is nothing, and what `use` throws keeps no other file from being read', async () => {
  const read = createReadingRoom();
  const path = join(folder, 'here');
  await writeFile(path, 'bytes');
  const fail = () => {
    throw new Error('not this one');
  };
  const found = await Promise.allSettled([read(join(folder, 'gone'), () => 1), read(path, fail), read(path, (bytes) => bytes.length)]);
  expect(found).toMatchObject([{ value: undefined }, { reason: { message: 'not this one' } }, { value: 5 }]);
});
