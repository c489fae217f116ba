import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findElectron } from './electron-binary.ts';

describe('finding Electron', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'chaihuan-electron-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  async function write(path: string, text = ''): Promise<string> {
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
    return file;
  }

  it('finds nothing before the binary has come, even when its name is written', async () => {
    expect(findElectron(folder, {})).toBeUndefined();
    await write('path.txt', 'electron-program');
    expect(findElectron(folder, {})).toBeUndefined();
  });

  it('finds the binary that was installed', async () => {
    await write('path.txt', 'electron-program');
    const program = await write('dist/electron-program');
    expect(findElectron(folder, {})).toBe(program);
  });

  it('prefers the one that ELECTRON_OVERRIDE_DIST_PATH names', async () => {
    await write('path.txt', 'electron-program');
    await write('dist/electron-program');
    const own = await write('own/electron-program');
    expect(findElectron(folder, { ELECTRON_OVERRIDE_DIST_PATH: dirname(own) })).toBe(own);
  });
});
