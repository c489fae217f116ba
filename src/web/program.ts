import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Failure } from '#contract/failure.ts';
import { startSentence } from '#contract/start-sentence.ts';
import { findTrialServer } from '#host/trial/checkout-server.ts';
import { type AppWindow, hasDisplay, openAppWindow } from './app-window.ts';
import { findBrowser } from './browser.ts';
import { startWebShell, type WebShell } from './web-shell.ts';

export interface ShellProgram {
  /** Folder of the project or of the installation: `out/renderer`, `resources`, and `src/server` where there is one. */
  root: string;
  dataFolder: string;
  /** False serves the page without opening a window. */
  window: boolean;
}

/** A browser that ends sooner than this was no window's end: it failed, or handed the page to a process that already ran. */
const briefMs = 3_000;

/**
 * The browser shell as a program: opens the window, or prints the address where none can be shown, and ends with the window, on
 * SIGINT or on SIGTERM. Answers the exit code.
 */
export async function runShellProgram({ root, dataFolder, window }: ShellProgram): Promise<number> {
  const stop = stopSignal();
  let shell: WebShell;
  try {
    shell = await startWebShell({
      dataFolder,
      rendererFolder: join(root, 'out', 'renderer'),
      resources: join(root, 'resources'),
      version: await readVersion(root),
      trial: findTrialServer({ root, node: process.execPath, dataFolder }),
      findBrowser,
    });
  } catch (error) {
    return reportFailure(error);
  }
  try {
    const shown = window && hasDisplay() ? await tryWindow(shell, dataFolder) : undefined;
    if (shown === undefined) printAddress(shell);
    await Promise.race([stop, ...(shown ? [endOf(shown, shell)] : [])]);
    shown?.close();
  } finally {
    await shell.close();
  }
  return 0;
}

/** Says in both languages why nothing opened. The cause is for whoever reads the terminal. */
export function reportFailure(error: unknown): number {
  const { zh, en } = startSentence(Failure.line(error));
  console.error(`${zh}\n${en}`);
  if (Failure.line(error).code === 'internal') console.error(error);
  return 1;
}

async function tryWindow(shell: WebShell, dataFolder: string): Promise<AppWindow | undefined> {
  const browser = findBrowser();
  if (browser !== undefined) return openAppWindow({ browser, url: shell.launchUrl(), dataFolder });
  const { zh, en } = startSentence({ code: 'browser-missing', facts: {} });
  console.error(`${zh}\n${en}`);
  return undefined;
}

async function endOf(shown: AppWindow, shell: WebShell): Promise<void> {
  if ((await shown.ended) >= briefMs) return;
  printAddress(shell);
  await new Promise<never>(() => undefined);
}

/** An address opens one window within two minutes; Enter in the terminal brings the next. */
function printAddress(shell: WebShell): void {
  console.log(`拆还通 Chaihuan: ${shell.launchUrl()}`);
  if (!process.stdin.isTTY) return;
  console.log('按回车换新地址，Ctrl+C 退出。Enter for a new address, Ctrl+C to quit.');
  createInterface({ input: process.stdin }).on('line', () => console.log(shell.launchUrl()));
  process.stdin.unref();
}

function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}

async function readVersion(root: string): Promise<string> {
  const manifest: unknown = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  const version = typeof manifest === 'object' && manifest !== null && 'version' in manifest ? manifest.version : undefined;
  return typeof version === 'string' ? version : '0.0.0';
}
