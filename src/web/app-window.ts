import { spawn } from 'node:child_process';
import { chmod, mkdir } from 'node:fs/promises';
import { join } from 'node:path';

export interface AppWindow {
  /** Resolves when the browser's process has ended, with the milliseconds it lived: 0 where it could not start. */
  ended: Promise<number>;
  close(): void;
}

/** Chromium refuses its sandbox to uid 0, and only there is it given up. */
export function browserSandbox(): string[] {
  return process.getuid?.() === 0 ? ['--no-sandbox'] : [];
}

/**
 * Opens the page as a window of its own, in a browser profile inside the data folder: nothing is shared with the person's
 * own browsing. Other users of this machine can read a process's arguments; the launch code in them is already spent, or
 * its theft is seen at once as a window that does not open.
 */
export async function openAppWindow({
  browser,
  url,
  dataFolder,
}: {
  browser: string;
  url: string;
  dataFolder: string;
}): Promise<AppWindow> {
  const profile = join(dataFolder, 'browser-profile');
  await mkdir(profile, { recursive: true, mode: 0o700 });
  await chmod(profile, 0o700);
  const openedAt = performance.now();
  const child = spawn(browser, windowArguments(url, profile), { stdio: 'ignore' });
  const ended = new Promise<number>((resolve) => {
    child.once('error', () => resolve(0));
    child.once('exit', () => resolve(performance.now() - openedAt));
  });
  return { ended, close: () => child.kill() };
}

function windowArguments(url: string, profile: string): string[] {
  return [
    `--app=${url}`,
    `--user-data-dir=${profile}`,
    '--window-size=1280,800',
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-extensions',
    '--disable-quic',
    '--disable-sync',
    '--disable-features=Translate',
    '--hide-crash-restore-bubble',
    // Without this, Linux may ask for a keyring password before the first page.
    '--password-store=basic',
    ...browserSandbox(),
  ];
}

/** Whether a window can be shown at all: Linux needs a display server. */
export function hasDisplay(platform: NodeJS.Platform = process.platform, env: NodeJS.ProcessEnv = process.env): boolean {
  if (platform === 'win32' || platform === 'darwin') return true;
  return Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
}
