import { homedir } from 'node:os';
import { posix, resolve, win32 } from 'node:path';

export interface FolderWish {
  platform: NodeJS.Platform;
  env: NodeJS.ProcessEnv;
  home: string;
}

/** The data folder a person asked for (`--data DIR`, then CHAIHUAN_DATA), or the place where this system keeps a program's data. */
export function chooseDataFolder(args: readonly string[], wish: Partial<FolderWish> = {}): string {
  const { platform = process.platform, env = process.env, home = homedir() } = wish;
  const named = findArgument(args) ?? env.CHAIHUAN_DATA;
  return named ? resolve(named) : defaultDataFolder({ platform, env, home });
}

function findArgument(args: readonly string[]): string | undefined {
  const joined = args.find((arg) => arg.startsWith('--data='));
  if (joined !== undefined) return joined.slice('--data='.length);
  const at = args.indexOf('--data');
  return at < 0 ? undefined : args[at + 1];
}

function defaultDataFolder({ platform, env, home }: FolderWish): string {
  switch (platform) {
    case 'win32':
      return win32.join(env.LOCALAPPDATA || win32.join(home, 'AppData', 'Local'), 'Chaihuan');
    case 'darwin':
      return posix.join(home, 'Library', 'Application Support', 'Chaihuan');
    default:
      return posix.join(env.XDG_DATA_HOME || posix.join(home, '.local', 'share'), 'chaihuan');
  }
}
