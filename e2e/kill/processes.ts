import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { chromium, type Page } from '@playwright/test';
import { browserSandbox } from '#web/app-window.ts';
import { findBrowser } from '#web/browser.ts';
import { root } from '../desks.ts';

/** A desk as the operating system sees it: two processes that can be killed, and the page between them. */
export interface DeskProcesses {
  host: ChildProcess;
  browser: ChildProcess;
  page: Page;
}

async function firstMatch(stream: Readable, pattern: RegExp): Promise<string> {
  for await (const line of createInterface({ input: stream })) {
    const found = pattern.exec(line)?.[1];
    if (found !== undefined) return found;
  }
  throw new Error(`ended without ${pattern}`);
}

async function startHost(dataFolder: string): Promise<{ host: ChildProcess; url: string }> {
  const loader = pathToFileURL(join(root, 'node_modules', 'tsx', 'dist', 'loader.mjs')).href;
  const host = spawn(process.execPath, ['--import', loader, join(root, 'src', 'web', 'index.ts'), '--data', dataFolder, '--no-window'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return { host, url: await firstMatch(host.stdout, /(http:\/\/\S+)/) };
}

async function startBrowser(profile: string): Promise<{ browser: ChildProcess; address: string }> {
  const program = findBrowser();
  if (program === undefined) throw new Error('no Chromium: npm test installs one where it can');
  const quiet = [
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--disable-quic',
    '--disable-gpu',
  ];
  const args = ['--headless=new', '--remote-debugging-port=0', `--user-data-dir=${profile}`, ...quiet, ...browserSandbox(), 'about:blank'];
  const browser = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  return { browser, address: await firstMatch(browser.stderr, /DevTools listening on (ws:\/\/\S+)/) };
}

export async function startDesk(dataFolder: string, profile: string): Promise<DeskProcesses> {
  const [{ host, url }, { browser, address }] = await Promise.all([startHost(dataFolder), startBrowser(profile)]);
  const connection = await chromium.connectOverCDP(address);
  const context = connection.contexts()[0] ?? (await connection.newContext());
  const page = context.pages()[0] ?? (await context.newPage());
  page.setDefaultTimeout(15_000);
  await page.goto(url);
  return { host, browser, page };
}

/** Ends a process and waits until the system says so. */
export async function end(child: ChildProcess, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill(signal);
  await gone;
}
