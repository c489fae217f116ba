import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { openParts, type RunningServer, startServer } from '#server/listen.ts';
import { issueEnrollCode } from '#server/repositories/people.ts';
import { seedExample } from '#server/trial/example-estate.ts';
import { browserSandbox } from '#web/app-window.ts';
import { findBrowser } from '#web/browser.ts';
import { startWebShell, type WebShell } from '#web/web-shell.ts';

const root = join(import.meta.dirname, '..');

/** A desk as a person has it: its own data folder, shell and browser profile. */
export interface DeskWindow {
  name: string;
  page: Page;
  shell: WebShell;
  dataFolder: string;
  /** Ends the shell and the window and opens both again on the same data folder and profile. */
  reopen(): Promise<void>;
}

/** A district and its desks, all real: embedded PostgreSQL, folder blob store, loopback shells, a Chromium. */
export interface Stage {
  readonly district: RunningServer;
  districtFolder: string;
  /** Where desks know the server: the same before and after it was away. */
  serverUrl: string;
  /** The server goes away: nothing answers at its address until it is back. */
  cut(): Promise<void>;
  restore(): Promise<void>;
  enrollCode(): Promise<string>;
  openDesk(name: string): Promise<DeskWindow>;
  close(): Promise<void>;
}

async function openShell(dataFolder: string): Promise<WebShell> {
  return startWebShell({
    dataFolder,
    rendererFolder: join(root, 'out', 'renderer'),
    resources: join(root, 'resources'),
    version: '0.1.0',
    trial: null,
    findBrowser,
  });
}

export async function openStage(): Promise<Stage> {
  const executablePath = findBrowser();
  if (executablePath === undefined) throw new Error('no Chromium: run npm test once, it installs one');
  const folder = await mkdtemp(join(tmpdir(), 'chaihuan-stage-'));
  // PostgreSQL's own account must be able to walk to its data, also where this runs as root.
  await chmod(folder, 0o711);
  const districtFolder = join(folder, 'district');
  let district = await startServer({ dataFolder: districtFolder, port: 0, quiet: true });
  const serverUrl = district.url;
  let away = false;
  const { subdistrict, users } = await seedExample(await openParts(district.db, districtFolder));
  const desks: { window: DeskWindow; close(): Promise<void> }[] = [];

  async function openDesk(name: string): Promise<DeskWindow> {
    const dataFolder = join(folder, name, 'data');
    const profile = join(folder, name, 'profile');
    const launch = () =>
      chromium.launchPersistentContext(profile, {
        executablePath,
        args: [...browserSandbox(), '--lang=zh-CN'],
        env: { ...process.env, LANGUAGE: 'zh_CN' },
        viewport: { width: 1280, height: 800 },
        locale: 'zh-CN',
        timezoneId: 'Asia/Shanghai',
        acceptDownloads: true,
      });
    let shell = await openShell(dataFolder);
    let context = await launch();
    const window: DeskWindow = {
      name,
      page: context.pages()[0] ?? (await context.newPage()),
      shell,
      dataFolder,
      async reopen() {
        await context.close();
        await shell.close();
        shell = await openShell(dataFolder);
        context = await launch();
        window.shell = shell;
        window.page = context.pages()[0] ?? (await context.newPage());
        await window.page.goto(shell.launchUrl());
      },
    };
    await window.page.goto(shell.launchUrl());
    desks.push({
      window,
      close: async () => {
        await context.close();
        await shell.close();
      },
    });
    return window;
  }

  return {
    get district() {
      return district;
    },
    districtFolder,
    serverUrl,
    async cut() {
      away = true;
      await district.close();
    },
    async restore() {
      district = await startServer({ dataFolder: districtFolder, port: Number(new URL(serverUrl).port), quiet: true });
      away = false;
    },
    enrollCode: () => issueEnrollCode(district.db, { subdistrict, users }, new Date()),
    openDesk,
    async close() {
      for (const desk of desks) await desk.close();
      if (!away) await district.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
