import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { build } from 'vite';
import { startDistrict } from '#host/testing/district.ts';
import { browserSandbox } from '#web/app-window.ts';
import { findBrowser } from '#web/browser.ts';
import { startWebShell } from '#web/web-shell.ts';

const root = join(import.meta.dirname, '..', '..');
const pageFolder = join(root, '.cache', 'bench', 'store');

export interface Stage {
  /** The bench page in a fresh navigation, enrolled and ready. */
  open(): Promise<Page>;
  /** Bytes of JavaScript heap in use after a collection. */
  heapBytes(page: Page): Promise<number>;
  close(): Promise<void>;
}

/** The store's modules in a page of their own, served by the real browser shell with its real host, in a real Chromium. */
export async function raiseStage(): Promise<Stage> {
  await build({
    root: import.meta.dirname,
    configFile: false,
    logLevel: 'error',
    build: { outDir: pageFolder, emptyOutDir: true, minify: false, target: 'chrome110', chunkSizeWarningLimit: 3000 },
  });
  const folder = await mkdtemp(join(tmpdir(), 'chaihuan-bench-'));
  const district = await startDistrict();
  const shell = await startWebShell({
    dataFolder: join(folder, 'data'),
    rendererFolder: pageFolder,
    resources: join(root, 'resources'),
    version: '0.1.0',
    trial: null,
    findBrowser,
  });
  const executablePath = findBrowser();
  if (executablePath === undefined) throw new Error('no Chromium: npm test installs one where it can');
  const context = await chromium.launchPersistentContext(join(folder, 'profile'), { executablePath, args: browserSandbox() });
  const page = context.pages()[0] ?? (await context.newPage());
  page.setDefaultTimeout(600_000);
  await page.goto(shell.launchUrl());
  await page.waitForFunction(() => window.bench !== undefined);
  await page.evaluate(([url, code]) => window.bench?.enroll(url, code), [district.url, district.code] as const);
  const session = await context.newCDPSession(page);
  return {
    async open() {
      await page.goto('about:blank');
      await page.goto(shell.origin);
      await page.waitForFunction(() => window.bench !== undefined);
      return page;
    },
    async heapBytes() {
      await session.send('HeapProfiler.collectGarbage');
      const { usedSize } = await session.send('Runtime.getHeapUsage');
      return usedSize;
    },
    async close() {
      await context.close();
      await shell.close();
      await district.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
