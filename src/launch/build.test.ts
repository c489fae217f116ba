import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isBuildStale } from './build.ts';

describe('the build', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'chaihuan-build-'));
    await write('src/renderer/boot.tsx', 10);
    await write('package.json', 10);
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  async function write(path: string, second: number): Promise<void> {
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, '');
    await utimes(file, second, second);
  }

  async function buildAt(second: number): Promise<void> {
    for (const path of ['out/main/index.js', 'out/preload/index.cjs', 'out/renderer/index.html']) await write(path, second);
  }

  it('is made where there is none, or only a part', async () => {
    expect(await isBuildStale(folder)).toBe(true);
    await write('out/main/index.js', 20);
    expect(await isBuildStale(folder)).toBe(true);
  });

  it('is made again after a source has changed, not after a test has', async () => {
    await buildAt(20);
    expect(await isBuildStale(folder)).toBe(false);
    await write('src/renderer/boot.test.ts', 30);
    expect(await isBuildStale(folder)).toBe(false);
    await write('src/renderer/boot.tsx', 30);
    expect(await isBuildStale(folder)).toBe(true);
  });
});
