import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

const root = join(import.meta.dirname, '..');

/** A server of a bench in a process of its own. */
export interface Program {
  url: string;
  end(): Promise<void>;
}

/** Starts a program that says its address in its first line, and ends with its input. */
export async function startProgram(file: string, ...args: string[]): Promise<Program> {
  const loader = pathToFileURL(join(root, 'node_modules', 'tsx', 'dist', 'loader.mjs')).href;
  const child = spawn(process.execPath, ['--import', loader, file, ...args], { cwd: root, stdio: ['pipe', 'pipe', 'inherit'] });
  const gone = once(child, 'exit');
  const line = once(createInterface(child.stdout), 'line') as Promise<[string]>;
  const [url] = await Promise.race([line, gone.then(() => Promise.reject(new Error(`${file} ended without an address`)))]);
  return {
    url,
    async end() {
      child.stdin.end();
      await gone;
    },
  };
}
