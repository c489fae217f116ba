import { closeSync, openSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { createLogStream } from './log-stream.ts';

test('a log that cannot be written, now or ever, ends nothing; one that can has its lines', async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'chaihuan-log-'));
  const file = path.join(folder, 'log');
  const kept = openSync(file, 'w');
  createLogStream(kept).write('one\n');
  createLogStream(kept).write('two\n');
  closeSync(kept);
  expect(readFileSync(file, 'utf8')).toBe('one\ntwo\n');
  const readOnly = openSync(file, 'r');
  expect(() => createLogStream(readOnly).write('three\n')).not.toThrow();
  closeSync(readOnly);
  if (process.platform === 'linux') {
    const full = openSync('/dev/full', 'w');
    expect(() => createLogStream(full).write('three\n')).not.toThrow();
    closeSync(full);
  }
  await rm(folder, { recursive: true });
});
