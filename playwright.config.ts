import { defineConfig } from '@playwright/test';
import { browserSandbox } from './src/web/app-window.ts';
import { findBrowser } from './src/web/browser.ts';

const executablePath = findBrowser();

// The suite runs on the installed browser: Playwright's own is a download that many machines cannot reach.
export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results',
  // Each test has a desk, a district and a browser of its own, and mostly waits for one of them.
  workers: 2,
  retries: 0,
  timeout: 120_000,
  use: {
    browserName: 'chromium',
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    // The pages as they were at each step; to film them as well costs a fifth of the suite.
    trace: { mode: 'retain-on-failure', screenshots: false },
    launchOptions: { ...(executablePath === undefined ? {} : { executablePath }), args: browserSandbox() },
  },
});
