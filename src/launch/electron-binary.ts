import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, runTool } from './run-program.ts';

const releases = 'https://github.com/electron/electron/releases/download/';
const probeMs = 5_000;
const fetchMs = 180_000;
/** Long enough to unpack a copy from Electron's download cache, which needs no network. */
const unpackMs = 20_000;

/** Electron's program for this machine, where its binary has already come. The `electron` package is not asked: it would download. */
export function findElectron(electronFolder: string, env: NodeJS.ProcessEnv = process.env): string | undefined {
  const dist = env.ELECTRON_OVERRIDE_DIST_PATH || join(electronFolder, 'dist');
  const program = join(dist, readProgramName(electronFolder) ?? defaultProgram(process.platform));
  return existsSync(program) ? program : undefined;
}

/** As `findElectron`, after one bounded attempt to fetch the binary. A network that does not answer ends it at once. */
export async function fetchElectron(env: NodeJS.ProcessEnv = process.env): Promise<string | undefined> {
  const electronFolder = join(root, 'node_modules', 'electron');
  const here = findElectron(electronFolder, env);
  if (here !== undefined || !existsSync(join(electronFolder, 'install.js'))) return here;
  console.log('正在取 Electron…… Fetching Electron…');
  const reachable = await answers(env.ELECTRON_MIRROR || env.npm_config_electron_mirror || releases, env);
  await runTool('electron/install.js', [], { env, timeout: reachable ? fetchMs : unpackMs, output: 'kept' });
  return findElectron(electronFolder, env);
}

/** Any answer will do. Behind a proxy only the installer itself can tell. */
async function answers(address: string, env: NodeJS.ProcessEnv): Promise<boolean> {
  if (env.ELECTRON_GET_USE_PROXY) return true;
  return fetch(address, { method: 'HEAD', signal: AbortSignal.timeout(probeMs) }).then(
    () => true,
    () => false,
  );
}

function readProgramName(electronFolder: string): string | undefined {
  try {
    return readFileSync(join(electronFolder, 'path.txt'), 'utf8').trim();
  } catch {
    return undefined;
  }
}

function defaultProgram(platform: NodeJS.Platform): string {
  if (platform === 'win32') return 'electron.exe';
  return platform === 'darwin' ? 'Electron.app/Contents/MacOS/Electron' : 'electron';
}
