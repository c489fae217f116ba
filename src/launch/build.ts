import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { root, runTool } from './run-program.ts';

const made = ['out/main/index.js', 'out/preload/index.cjs', 'out/renderer/index.html'];
const makers = ['package.json', 'package-lock.json', 'electron.vite.config.ts'];

/** Whether anything that goes into `out/` is newer than what came out, or nothing came out yet. */
export async function isBuildStale(folder: string): Promise<boolean> {
  const outputs = await Promise.all(made.map((path) => modifiedAt(join(folder, path))));
  const built = Math.min(...outputs.map((time) => time ?? Number.NEGATIVE_INFINITY));
  const inputs = await Promise.all([...makers, ...(await sources(folder))].map((path) => modifiedAt(join(folder, path))));
  return inputs.some((time) => time !== undefined && time > built);
}

/** Builds if it must. The build's words are shown only when it fails. @returns false when it failed */
export async function buildIfStale(): Promise<boolean> {
  if (!(await isBuildStale(root))) return true;
  console.error('正在构建…… Building…');
  const { code, output } = await runTool('electron-vite/bin/electron-vite.js', ['build'], { output: 'kept' });
  if (code !== 0) console.error(output);
  return code === 0;
}

async function sources(folder: string): Promise<string[]> {
  const entries = await readdir(join(folder, 'src'), { recursive: true });
  return entries.filter((path) => /\.(tsx?|css|html|json|svg)$/.test(path) && !/\.test\.tsx?$/.test(path)).map((path) => join('src', path));
}

async function modifiedAt(path: string): Promise<number | undefined> {
  return stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => undefined,
  );
}
