import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Failure } from '#contract/failure.ts';
import { printPolicy } from '#contract/page-policy.ts';
import type { Printer } from '#host/ports.ts';
import { browserSandbox } from './app-window.ts';
import type { FindBrowser } from './browser.ts';

const patienceMs = 60_000;

/**
 * Prints with the installed browser, headless. The page's own policy forbids scripts and requests (switching scripts off in
 * Blink would also stop headless printing, which runs one itself), and no name resolves.
 * Pages hold personal data, and another program has to read them: for as long as it prints they lie in the clear, in a folder under
 * `workFolder` that only this user may enter, and go with it.
 */
export function createBrowserPrinter({ findBrowser, workFolder }: { findBrowser: FindBrowser; workFolder: string }): Printer {
  return {
    async pdf(html) {
      const browser = findBrowser();
      if (browser === undefined) throw new Failure('browser-missing');
      await mkdir(workFolder, { recursive: true, mode: 0o700 });
      const folder = await mkdtemp(join(workFolder, 'form-'));
      try {
        return await printIn(folder, browser, html);
      } catch (cause) {
        throw new Failure('pdf-failed', {}, { cause });
      } finally {
        // Windows lets go of a profile a moment after its process has ended.
        await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
      }
    },
  };
}

/**
 * Removes what a killed run left behind in the middle of printing. Only for the one who owns the data folder, before it prints. What a
 * browser of that run still holds goes the next time.
 */
export async function removePrintLeftovers(workFolder: string): Promise<void> {
  try {
    await rm(workFolder, { recursive: true, force: true, maxRetries: 3, retryDelay: 100 });
  } catch (error) {
    console.error('printing:', error);
  }
}

async function printIn(folder: string, browser: string, html: string): Promise<Uint8Array> {
  const page = join(folder, 'form.html');
  const paper = join(folder, 'form.pdf');
  // Ahead of the form's own doctype and head, the policy binds whatever the form says after it.
  await writeFile(
    page,
    `<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${printPolicy}">${html}`,
    {
      mode: 0o600,
    },
  );
  await run(browser, [
    '--headless',
    '--disable-gpu',
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-extensions',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--host-resolver-rules=MAP * ~NOTFOUND',
    `--user-data-dir=${join(folder, 'profile')}`,
    '--no-pdf-header-footer',
    `--print-to-pdf=${paper}`,
    ...browserSandbox(),
    pathToFileURL(page).href,
  ]);
  const pdf = await readFile(paper);
  if (pdf.subarray(0, 5).toString('latin1') !== '%PDF-') throw new TypeError('not a PDF');
  return pdf;
}

function run(program: string, args: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: 'ignore', windowsHide: true, timeout: patienceMs, killSignal: 'SIGKILL' });
    child.once('error', reject);
    child.once('exit', (code, signal) => (code === 0 ? resolve() : reject(new Error(`the browser ended with ${signal ?? code}`))));
  });
}
