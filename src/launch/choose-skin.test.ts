import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Circumstances, chooseSkin } from './choose-skin.ts';

describe('choosing a skin', () => {
  let dataFolder: string;
  let asked: number;
  beforeEach(async () => {
    asked = 0;
    dataFolder = await mkdtemp(join(tmpdir(), 'chaihuan-skin-'));
  });
  afterEach(() => rm(dataFolder, { recursive: true, force: true }));

  function choose(program: string | undefined, circumstances: Partial<Circumstances> = {}) {
    const electron = async () => {
      asked += 1;
      return program;
    };
    return chooseSkin({ dataFolder, env: {}, hasDisplay: true, electron, ...circumstances });
  }

  it('takes Electron where it can be had', async () => {
    expect(await choose('/electron')).toEqual({ skin: 'electron', program: '/electron' });
  });

  it('takes the browser where it cannot, and says why in one line', async () => {
    const choice = await choose(undefined);
    expect(choice).toMatchObject({ skin: 'browser', why: expect.stringMatching(/^取不到 Electron.*Electron could not be fetched.*$/) });
  });

  it('does not look for Electron when the browser is asked for, when there is no display, or when the folder is the browser’s', async () => {
    expect(await choose('/electron', { env: { CHAIHUAN_SKIN: 'browser' } })).toMatchObject({ skin: 'browser' });
    expect(await choose('/electron', { hasDisplay: false })).toMatchObject({ skin: 'browser' });
    await writeFile(join(dataFolder, 'shell.json'), '{"port":20000}');
    expect(await choose('/electron')).toMatchObject({ skin: 'browser' });
    expect(asked).toBe(0);
  });
});
