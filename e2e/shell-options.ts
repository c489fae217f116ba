import { join } from 'node:path';
import { findBrowser } from '#web/browser.ts';
import type { WebShellOptions } from '#web/web-shell.ts';

export const root = join(import.meta.dirname, '..');

/** The browser shell over this checkout's own page, on one data folder. */
export function shellOptions(dataFolder: string, browser: () => string | undefined = findBrowser): WebShellOptions {
  return {
    dataFolder,
    rendererFolder: join(root, 'out', 'renderer'),
    resources: join(root, 'resources'),
    version: '0.1.0',
    trial: null,
    findBrowser: browser,
    // People of a test sign in often; what a passphrase costs is host's own test.
    stretchCost: 2 ** 12,
    // A test's phone is on this machine.
    phoneAddresses: () => ['127.0.0.1'],
  };
}
