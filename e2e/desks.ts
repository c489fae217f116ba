import { join } from 'node:path';
import { _electron, type BrowserContext, chromium, type Page } from '@playwright/test';
import { browserSandbox, hasDisplay } from '#web/app-window.ts';
import { findBrowser } from '#web/browser.ts';
import { startWebShell, type WebShell } from '#web/web-shell.ts';
import { findElectron } from '../src/launch/electron-binary.ts';
import { root, shellOptions } from './shell-options.ts';

/** A desk as a person has it: its own data folder, shell and window. */
export interface DeskWindow {
  page: Page;
  dataFolder: string;
  /** Ends shell and window and opens both again on the same data, after what is done to it in between. */
  reopen(between?: () => Promise<void>): Promise<void>;
  close(): Promise<void>;
}

/** A desk in the browser shell, whose shell a test may also ask directly. */
export interface BrowserDesk extends DeskWindow {
  shell: WebShell;
}

export type OpenDesk<D extends DeskWindow> = (folder: string) => Promise<D>;

export function startShell(dataFolder: string, browser: () => string | undefined = findBrowser): Promise<WebShell> {
  return startWebShell(shellOptions(dataFolder, browser));
}

function openWindow(profile: string): Promise<BrowserContext> {
  const executablePath = findBrowser();
  if (executablePath === undefined) throw new Error('no Chromium: npm test installs one where it can');
  return chromium.launchPersistentContext(profile, {
    executablePath,
    args: [...browserSandbox(), '--lang=zh-CN'],
    env: { ...process.env, LANGUAGE: 'zh_CN' },
    viewport: { width: 1280, height: 800 },
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    acceptDownloads: true,
  });
}

export async function openBrowserDesk(folder: string): Promise<BrowserDesk> {
  const dataFolder = join(folder, 'data');
  let context: BrowserContext;
  async function open() {
    const shell = await startShell(dataFolder);
    context = await openWindow(join(folder, 'profile'));
    const page = context.pages()[0] ?? (await context.newPage());
    await page.goto(shell.launchUrl());
    return { shell, page };
  }
  const desk: BrowserDesk = {
    ...(await open()),
    dataFolder,
    async reopen(between) {
      await desk.close();
      await between?.();
      Object.assign(desk, await open());
    },
    async close() {
      await context.close();
      await desk.shell.close();
    },
  };
  return desk;
}

/** Electron's program where it is here and can show a window; the suite runs in it as well then. */
export function findShowableElectron(): string | undefined {
  return hasDisplay() ? findElectron(join(root, 'node_modules', 'electron')) : undefined;
}

export async function openElectronDesk(folder: string): Promise<DeskWindow> {
  const executablePath = findShowableElectron();
  if (executablePath === undefined) throw new Error('no Electron that can show a window');
  const dataFolder = join(folder, 'data');
  const launch = async () => {
    const app = await _electron.launch({
      executablePath,
      args: [...browserSandbox(), root, `--data=${dataFolder}`, '--lang=zh-CN'],
      timezoneId: 'Asia/Shanghai',
    });
    // Where a person is asked for a place, a test has one.
    await app.evaluate(({ session }, place) => {
      session.defaultSession.on('will-download', (_event, item) => item.setSavePath(`${place}/${item.getFilename()}`));
    }, folder);
    return app;
  };
  let app = await launch();
  const desk: DeskWindow = {
    page: await app.firstWindow(),
    dataFolder,
    async reopen(between) {
      await app.close();
      await between?.();
      app = await launch();
      desk.page = await app.firstWindow();
    },
    close: () => app.close(),
  };
  return desk;
}
