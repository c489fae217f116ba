import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type BrowserContext, chromium, type Page } from '@playwright/test';
import { browserSandbox } from '#web/app-window.ts';
import { findBrowser } from '#web/browser.ts';
import { endProcess, type HostProcess, nextAddress, startHost } from './host-process.ts';
import { within } from './within.ts';

export type Victim = 'host' | 'browser';

/** A desk as the operating system sees it: two processes that can be killed, and the page between them. What lives on is used again. */
export interface DeskProcesses {
  /** Starts what is not running, and opens the desk in a window of its own. */
  open(): Promise<Page>;
  /** SIGKILL; whatever the page was doing ends with it. */
  kill(victims: readonly Victim[]): Promise<void>;
  /** The browser's profile is gone, as after a reset or on another account. */
  wipeProfile(): Promise<void>;
  end(): Promise<void>;
}

interface BrowserProcess {
  child: ChildProcess;
  context: BrowserContext;
  /** Rejects when the process has ended. */
  gone: Promise<never>;
}

export function createDeskProcesses(dataFolder: string, profile: string): DeskProcesses {
  let host: HostProcess | undefined;
  /** Also while it is starting: who kills it then must not miss it. */
  let browser: Promise<BrowserProcess> | undefined;

  async function open(): Promise<Page> {
    host ??= startHost(dataFolder);
    const [url, page] = await Promise.all([nextAddress(host), openPage()]);
    page.setDefaultTimeout(15_000);
    await page.goto(url);
    return page;
  }

  /** A browser that is killed while it opens a page never answers: its end does. */
  async function openPage(): Promise<Page> {
    browser ??= startStubbornly(profile);
    const { context, gone } = await browser;
    return within(30, 'an empty page', Promise.race([context.newPage(), gone]));
  }

  async function kill(victims: readonly Victim[], signal: 'SIGKILL' | 'SIGTERM' = 'SIGKILL'): Promise<void> {
    const running = await browser?.catch(() => undefined);
    const dying = victims.map((victim) => (victim === 'host' ? host?.child : running?.child));
    await Promise.all(dying.map((child) => child && endProcess(child, signal)));
    if (victims.includes('host')) host = undefined;
    if (victims.includes('browser')) browser = undefined;
    // A page that outlives its host would wait for it: what it was asked to do ends here. The first is the browser's own empty one.
    else for (const page of running?.context.pages().slice(1) ?? []) await within(30, 'closing a page', page.close());
  }

  return {
    open,
    kill: (victims) => kill(victims),
    async wipeProfile() {
      await kill(['browser'], 'SIGTERM');
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
    end: () => kill(['browser', 'host'], 'SIGTERM'),
  };
}

/**
 * A browser that was killed may leave its profile locked, and the next one ends at once: a person would take the lock away and start it
 * again. The one that held it was seen to end.
 */
async function startStubbornly(profile: string): Promise<BrowserProcess> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await startBrowser(profile);
    } catch (error) {
      if (attempt === 5) throw error;
      for (const lock of ['SingletonLock', 'SingletonSocket', 'SingletonCookie']) await rm(join(profile, lock), { force: true });
    }
  }
}

async function startBrowser(profile: string): Promise<BrowserProcess> {
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
  const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  const gone = once(child, 'exit').then(() => Promise.reject(new Error('the browser ended')));
  gone.catch(() => undefined);
  try {
    const connection = await chromium.connectOverCDP(await within(60, 'the browser’s start', debuggerAddress(child)));
    return { child, gone, context: connection.contexts()[0] ?? (await connection.newContext()) };
  } catch (error) {
    await endProcess(child, 'SIGKILL');
    throw error;
  }
}

async function debuggerAddress({ stderr }: ChildProcess): Promise<string> {
  if (stderr === null) throw new Error('a browser without stderr');
  const said: string[] = [];
  for await (const line of createInterface({ input: stderr })) {
    const found = /DevTools listening on (ws:\/\/\S+)/.exec(line)?.[1];
    if (found !== undefined) {
      // What it goes on to say is heard by nobody, and must not stay in its way.
      stderr.resume();
      return found;
    }
    said.push(line);
  }
  throw new Error(`the browser ended without an address: ${said.slice(-5).join(' | ')}`);
}
