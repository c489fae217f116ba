import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hasDisplay, openAppWindow } from './app-window.ts';

describe('the app window', () => {
  let dataFolder: string;
  beforeEach(async () => {
    dataFolder = await mkdtemp(join(tmpdir(), 'chaihuan-window-'));
  });
  afterEach(() => rm(dataFolder, { recursive: true, force: true }));

  it('has a browser profile of its own that nobody else may read', async () => {
    // Node refuses a browser's arguments and ends at once: all that is looked at is what was made ready for it.
    const window = await openAppWindow({ browser: process.execPath, url: 'http://127.0.0.1:20000/', dataFolder });
    expect(await window.ended).toBeGreaterThan(0);
    const { mode } = await stat(join(dataFolder, 'browser-profile'));
    if (process.platform !== 'win32') expect(mode & 0o777).toBe(0o700);
  });

  it('that cannot be opened has ended', async () => {
    const window = await openAppWindow({ browser: join(dataFolder, 'gone'), url: 'http://127.0.0.1:20000/', dataFolder });
    expect(await window.ended).toBe(0);
  });
});

describe('a display', () => {
  it('is always there on Windows and macOS, and where Linux says so', () => {
    expect(hasDisplay('win32', {})).toBe(true);
    expect(hasDisplay('darwin', {})).toBe(true);
    expect(hasDisplay('linux', {})).toBe(false);
    expect(hasDisplay('linux', { DISPLAY: ':0' })).toBe(true);
    expect(hasDisplay('linux', { WAYLAND_DISPLAY: 'wayland-0' })).toBe(true);
  });
});
