import { defineConfig } from '@playwright/test';
import { browserSandbox } from './src/web/app-window.ts';
import { findBrowser } from './src/web/browser.ts';

const executablePath = findBrowser();

// The suite runs on the installed browser: Playwright's own is a download that many machines cannot reach.
export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results',
  workers: 1,
  retries: 0,
  timeout: 120_000,
  use: {
    browserName: 'chromium',
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    trace: 'retain-on-failure',
    launchOptions: { ...(executablePath === undefined ? {} : { executablePath }), args: browserSandbox() },
  },
});
