import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { findTrialServer } from '#host/trial/checkout-server.ts';
import { findBrowser } from '#web/browser.ts';
import { startWebShell } from '#web/web-shell.ts';
import { StartPage } from './pages/start-page.ts';
import { SyncPage } from './pages/sync-page.ts';

const root = join(import.meta.dirname, '..');

test('试用: one press starts a district of one’s own, enrolls the desk and brings the example estate', async ({ page }) => {
  const folder = await mkdtemp(join(tmpdir(), 'chaihuan-trial-'));
  // PostgreSQL's own account must be able to walk to its data, also where this runs as root.
  for (const path of [folder, join(folder, 'trial')]) {
    await mkdir(path, { recursive: true });
    await chmod(path, 0o711);
  }
  const trial = findTrialServer({ root, node: process.execPath, dataFolder: join(folder, 'trial') });
  expect(trial).not.toBeNull();
  const shell = await startWebShell({
    dataFolder: join(folder, 'desk'),
    rendererFolder: join(root, 'out', 'renderer'),
    resources: join(root, 'resources'),
    version: '0.1.0',
    trial,
    findBrowser,
  });
  try {
    await page.goto(shell.launchUrl());
    await page.getByRole('button', { name: '试用' }).click();
    await expect(page.getByRole('button', { name: /^张伟 / })).toBeVisible({ timeout: 90_000 });
    await new StartPage(page).signIn('张伟');
    await expect(page.getByRole('link', { name: '城东示例小区' })).toBeVisible();
    const sync = new SyncPage(page);
    await sync.open();
    expect(await sync.sync()).toMatch(/^没有要送达的记录/);
    await page.reload();
    await expect(page.getByRole('button', { name: /^张伟 / })).toBeVisible();
  } finally {
    await shell.close();
    await rm(folder, { recursive: true, force: true });
  }
});
