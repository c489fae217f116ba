import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from '@playwright/test';
import { build } from 'vite';
import { startDistrict } from '#host/testing/district.ts';
import { browserSandbox } from '#web/app-window.ts';
import { findBrowser } from '#web/browser.ts';
import { startWebShell, type WebShell } from '#web/web-shell.ts';
import { StartPage } from '../../e2e/pages/start-page.ts';
import { buildIfStale } from '../../src/launch/build.ts';
import { type Opened, openAndSearch, type PageLine, searchInPage } from './desk-window.ts';
import { person } from './person.ts';
import type { BenchQuery } from './queries.ts';

const root = join(import.meta.dirname, '..', '..');
const pages = join(root, '.cache', 'bench', 'pages');
const watcher = join(root, '.cache', 'bench', 'watch');

/** One desk with its own data folder and profile, enrolled. */
export interface BenchDesk {
  context: BrowserContext;
  origin: string;
  /** The bench's page, over the desk's own database and host. */
  storePage(): Promise<Page>;
  /** The desk as people have it, in a fresh navigation. */
  open(): Promise<Opened>;
  /** The queries in the page that `open` left. */
  search(queries: readonly BenchQuery[]): Promise<PageLine[]>;
  /** Bytes of JavaScript heap in use in that page after a collection. */
  heapBytes(): Promise<number>;
  close(): Promise<void>;
}

export const pagesFolder = pages;

/** The product's own build, with a bench's pages (of its folder) beside it at the same origin. */
export async function buildPages(bench: string, names: readonly string[] = ['index.html']): Promise<void> {
  if (!(await buildIfStale())) throw new Error('the build failed');
  await rm(pages, { recursive: true, force: true });
  await cp(join(root, 'out', 'renderer'), pages, { recursive: true });
  const common = { root: bench, configFile: false, logLevel: 'error' } as const;
  const target = 'chrome110';
  const input = names.map((name) => join(bench, name));
  const output = { outDir: join(pages, 'bench'), target, chunkSizeWarningLimit: 3000, rollupOptions: { input } };
  if (names.length > 0) await build({ ...common, base: '/bench/', build: output });
  const entry = join(import.meta.dirname, 'watch.ts');
  await build({
    ...common,
    build: { outDir: watcher, emptyOutDir: true, target, lib: { entry, formats: ['iife'], name: 'watcher', fileName: () => 'watch.js' } },
  });
}

/** Where a desk of a bench enrolls. */
export interface Joined {
  url: string;
  code: string;
}

async function enroll(page: Page, shell: WebShell, district: Joined): Promise<void> {
  await page.goto(shell.launchUrl());
  const start = new StartPage(page);
  await start.chooseEnroll();
  await start.enroll(district.url, district.code, '平板');
  await start.signIn(person);
  await page.goto('about:blank');
}

/** In a district that is gone afterwards. */
async function enrollAlone(page: Page, shell: WebShell): Promise<void> {
  const district = await startDistrict();
  try {
    await enroll(page, shell, district);
  } finally {
    await page.goto('about:blank');
    await district.close();
  }
}

async function openWindow(profile: string): Promise<BrowserContext> {
  const executablePath = findBrowser();
  if (executablePath === undefined) throw new Error('no Chromium: npm test installs one where it can');
  const context = await chromium.launchPersistentContext(profile, {
    ...{ executablePath, args: [...browserSandbox(), '--lang=zh-CN'], env: { ...process.env, LANGUAGE: 'zh_CN' } },
    ...{ viewport: { width: 1280, height: 800 }, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' },
  });
  await context.addInitScript({ path: join(watcher, 'watch.js') });
  return context;
}

/** Without a district it enrolls in one that is gone afterwards: it has no network then. */
export async function raiseDesk(district?: Joined): Promise<BenchDesk> {
  const folder = await mkdtemp(join(tmpdir(), 'chaihuan-bench-'));
  const shell = await startWebShell({
    ...{ dataFolder: join(folder, 'data'), rendererFolder: pages, resources: join(root, 'resources') },
    ...{ version: '0.1.0', trial: null, findBrowser },
  });
  const context = await openWindow(join(folder, 'profile'));
  const page = context.pages()[0] ?? (await context.newPage());
  page.setDefaultTimeout(600_000);
  await (district === undefined ? enrollAlone(page, shell) : enroll(page, shell, district));
  const session = await context.newCDPSession(page);
  return {
    context,
    origin: shell.origin,
    async storePage() {
      await page.goto(`${shell.origin}/bench/index.html`);
      await page.waitForFunction(() => 'bench' in window || 'syncBench' in window);
      return page;
    },
    open: () => openAndSearch(page, shell.origin),
    search: (queries) => searchInPage(page, queries),
    async heapBytes() {
      await session.send('HeapProfiler.collectGarbage');
      const { usedSize } = await session.send('Runtime.getHeapUsage');
      return usedSize;
    },
    async close() {
      await context.close();
      await shell.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
