import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Folder of the checkout. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

export interface Run {
  env?: NodeJS.ProcessEnv;
  cwd?: string;
  /** The program is killed after this many milliseconds. */
  timeout?: number;
  /** Shown as it comes, or kept for whoever asks. */
  output?: 'shown' | 'kept';
}

export interface Ended {
  /** Exit code; null when the program was killed or never started. */
  code: number | null;
  output: string;
}

/** Runs a program to its end, without a shell. A signal that ends us ends it first. Never throws. */
export function runProgram(program: string, args: readonly string[], run: Run = {}): Promise<Ended> {
  const { env = process.env, cwd = root, timeout, output = 'shown' } = run;
  return new Promise((resolve) => {
    const stdio = output === 'shown' ? 'inherit' : ('pipe' as const);
    const child = spawn(program, args, { env, cwd, stdio, windowsHide: output === 'kept', ...(timeout === undefined ? {} : { timeout }) });
    const heard: string[] = [];
    for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (text: string) => heard.push(text));
    const pass = (signal: NodeJS.Signals) => void child.kill(signal);
    process.on('SIGINT', pass).on('SIGTERM', pass);
    const end = (code: number | null) => {
      process.off('SIGINT', pass).off('SIGTERM', pass);
      resolve({ code, output: heard.join('') });
    };
    child.once('error', (error) => {
      heard.push(String(error));
      end(null);
    });
    child.once('close', end);
  });
}

/** Runs a JavaScript program of node_modules on this same Node. `path` is its entry below node_modules, with forward slashes. */
export function runTool(path: string, args: readonly string[], run?: Run): Promise<Ended> {
  return runProgram(process.execPath, [join(root, 'node_modules', ...path.split('/')), ...args], run);
}
