import { accessSync, constants, statSync } from 'node:fs';
import { posix, win32 } from 'node:path';

/** Path of an installed browser that the shell can use, undefined where there is none. */
export type FindBrowser = () => string | undefined;

export interface BrowserSearch {
  platform: NodeJS.Platform;
  env: NodeJS.ProcessEnv;
  isProgram: (path: string) => boolean;
}

/**
 * The first Chromium, Chrome or Edge of this machine: CHAIHUAN_BROWSER if it is set (and then nothing else), then the usual
 * places, where 统信 UOS and 麒麟 Kylin carry Chromium under their own names.
 */
export function findBrowser(search: Partial<BrowserSearch> = {}): string | undefined {
  const { platform = process.platform, env = process.env, isProgram = isProgramHere } = search;
  const named = env.CHAIHUAN_BROWSER;
  if (named) return isProgram(named) ? named : undefined;
  return candidates(platform, env).find(isProgram);
}

function candidates(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): string[] {
  if (platform === 'win32') return windowsCandidates(env);
  if (platform === 'darwin') return macCandidates(env);
  return linuxCandidates(env);
}

const linuxNames = [
  'chromium',
  'google-chrome-stable',
  'google-chrome',
  'microsoft-edge-stable',
  'microsoft-edge',
  'chromium-browser',
  'uos-browser-stable',
  'uos-browser',
  'deepin-browser',
  'qaxbrowser-safe-stable',
  'qaxbrowser-safe',
  'browser360-cn-stable',
];

const linuxPaths = [
  '/opt/google/chrome/chrome',
  '/opt/microsoft/msedge/msedge',
  '/usr/lib/chromium/chromium',
  '/opt/uosbrowser/uosbrowser',
  '/opt/qianxin.com/qaxbrowser/qaxbrowser-safe',
  // A snap cannot see hidden folders of a home, where the data folder is: only when nothing else is there.
  '/snap/bin/chromium',
];

function linuxCandidates(env: NodeJS.ProcessEnv): string[] {
  const onPath = (env.PATH ?? '').split(posix.delimiter).filter((folder) => folder !== '' && folder !== '/snap/bin');
  const folders = [...new Set([...onPath, '/usr/bin', '/usr/local/bin'])];
  return [...linuxNames.flatMap((name) => folders.map((folder) => posix.join(folder, name))), ...linuxPaths];
}

const windowsPrograms = [
  ['Microsoft', 'Edge', 'Application', 'msedge.exe'],
  ['Google', 'Chrome', 'Application', 'chrome.exe'],
  ['Chromium', 'Application', 'chrome.exe'],
];

function windowsCandidates(env: NodeJS.ProcessEnv): string[] {
  const roots = [env.ProgramFiles, env['ProgramFiles(x86)'], env.ProgramW6432, env.LOCALAPPDATA];
  const known = [...new Set(roots.flatMap((root) => root || []))];
  return windowsPrograms.flatMap((program) => known.map((root) => win32.join(root, ...program)));
}

const macPrograms = [
  'Google Chrome.app/Contents/MacOS/Google Chrome',
  'Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  'Chromium.app/Contents/MacOS/Chromium',
];

function macCandidates(env: NodeJS.ProcessEnv): string[] {
  const roots = ['/Applications', ...(env.HOME ? [posix.join(env.HOME, 'Applications')] : [])];
  return macPrograms.flatMap((program) => roots.map((root) => posix.join(root, program)));
}

function isProgramHere(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
