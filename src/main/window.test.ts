import type { BrowserWindow, BrowserWindowConstructorOptions } from 'electron';
import { describe, expect, it } from 'vitest';
import { bringToFront, openDeskWindow } from './window.ts';

type CrashListener = (event: object, details: { reason: string }) => void;

function openFake(now: () => number = () => 0, url = 'desk://app/', closed = false) {
  const done: string[] = [];
  const seen: { options?: BrowserWindowConstructorOptions; ready?: () => void; crash?: CrashListener; stuck?: () => void } = {};
  const window = {
    on: (_name: 'unresponsive', listener: () => void) => Object.assign(seen, { stuck: listener }),
    once: (_name: 'ready-to-show', listener: () => void) => Object.assign(seen, { ready: listener }),
    show: () => done.push('show'),
    isDestroyed: () => closed,
    loadURL: async (url: string) => {
      done.push(`load ${url}`);
      if (url !== 'desk://app/') throw new Error('ERR_FAILED');
    },
    webContents: {
      on: (_name: 'render-process-gone', listener: CrashListener) => Object.assign(seen, { crash: listener }),
      reload: () => done.push('reload'),
    },
  };
  openDeskWindow({
    openWindow: (options) => {
      seen.options = options;
      return window as unknown as BrowserWindow;
    },
    url,
    preload: '/out/preload/index.cjs',
    devTools: false,
    now,
    onTrouble: (trouble) => done.push(trouble),
  });
  return { done, seen };
}

describe('the desk’s window', () => {
  it('is sandboxed, isolated, without Node and without webviews', () => {
    expect(openFake().seen.options?.webPreferences).toMatchObject({
      preload: '/out/preload/index.cjs',
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      devTools: false,
      spellcheck: false,
    });
  });

  it('loads the page and shows itself when there is something to see', () => {
    const { done, seen } = openFake();
    expect(done).toEqual(['load desk://app/']);
    seen.ready?.();
    expect(done.at(-1)).toBe('show');
  });

  it('starts a crashed page again, but not for ever', () => {
    let now = 0;
    const { done, seen } = openFake(() => now);
    seen.crash?.({}, { reason: 'clean-exit' });
    expect(done).not.toContain('reload');
    for (now of [1_000, 2_000, 100_000]) seen.crash?.({}, { reason: 'crashed' });
    expect(done.filter((step) => step === 'reload')).toHaveLength(2);
    expect(done.filter((step) => step === 'died')).toHaveLength(1);
  });

  it('asks a person where the page stands still, and shows itself even where nothing could be loaded', async () => {
    const { done, seen } = openFake();
    seen.stuck?.();
    expect(done).toContain('stuck');
    const [unloaded, closed] = [openFake(() => 0, 'desk://nowhere/'), openFake(() => 0, 'desk://nowhere/', true)];
    await Promise.resolve();
    await Promise.resolve();
    expect(unloaded.done.at(-1)).toBe('show');
    expect(closed.done).not.toContain('show');
  });

  it('comes to the front when the program is started again', () => {
    const done: string[] = [];
    const step = (name: string) => () => void done.push(name);
    bringToFront({ isMinimized: () => true, restore: step('restore'), show: step('show'), focus: step('focus') });
    expect(done).toEqual(['restore', 'show', 'focus']);
  });
});
