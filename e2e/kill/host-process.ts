import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { root } from '../shell-options.ts';
import { TooLate, within } from './within.ts';

/** The browser shell as a process of its own. */
export interface HostProcess {
  child: ChildProcess;
  lines: Interface;
}

export function startHost(dataFolder: string): HostProcess {
  const loader = pathToFileURL(join(root, 'node_modules', 'tsx', 'dist', 'loader.mjs')).href;
  const program = join(import.meta.dirname, 'host-program.ts');
  const child = spawn(process.execPath, ['--import', loader, program, dataFolder], { cwd: root, stdio: ['pipe', 'pipe', 'inherit'] });
  return { child, lines: createInterface({ input: child.stdout }) };
}

/** A fresh address that opens its page once. */
export async function nextAddress({ child, lines }: HostProcess): Promise<string> {
  const answered = new AbortController();
  const { signal } = answered;
  const line = once(lines, 'line', { signal }) as Promise<[string]>;
  const gone = once(lines, 'close', { signal }).then(() => Promise.reject(new Error('host ended without an address')));
  child.stdin?.write('\n');
  try {
    const [url] = await within(60, 'host’s address', Promise.race([line, gone]));
    return url;
  } finally {
    for (const late of [line, gone]) late.catch(() => undefined);
    answered.abort();
  }
}

/** Ends a process and waits until the system says so. One that does not end when it is asked is killed. */
export async function endProcess(child: ChildProcess, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill(signal);
  await within(20, `${signal} of ${child.spawnfile}`, gone).catch((error: unknown) => {
    if (signal === 'SIGKILL' || !(error instanceof TooLate)) throw error;
    console.error(`${error.message}: it is killed`);
    return endProcess(child, 'SIGKILL');
  });
}
