import { existsSync } from 'node:fs';
import { Failure } from '#contract/failure.ts';
import { findBrowser } from '#web/browser.ts';
import { runProgram } from './run-program.ts';

/**
 * Path of a Chromium for tests and the demonstration: the installed one, or, on Debian as root, one from the distribution.
 * @throws Failure browser-missing
 */
export async function setUpBrowser(): Promise<string> {
  const installed = findBrowser();
  if (installed !== undefined) return installed;
  if (process.env.CHAIHUAN_BROWSER || !canInstall()) throw new Failure('browser-missing');
  console.error('正在安装 Chromium…… Installing Chromium…');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await runProgram('apt-get', ['update', '-q'], { env, output: 'kept' });
  const { output } = await runProgram('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium'], { env, output: 'kept' });
  const fresh = findBrowser();
  if (fresh === undefined) throw new Failure('browser-missing', {}, { cause: new Error(output.slice(-2_000)) });
  return fresh;
}

function canInstall(): boolean {
  return process.getuid?.() === 0 && existsSync('/etc/debian_version');
}
