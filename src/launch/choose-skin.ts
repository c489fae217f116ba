import { existsSync } from 'node:fs';
import { join } from 'node:path';

export type Choice = { skin: 'electron'; program: string } | { skin: 'browser'; why: string };

export interface Circumstances {
  dataFolder: string;
  env: NodeJS.ProcessEnv;
  hasDisplay: boolean;
  /** Finds Electron, or fetches it. */
  electron: () => Promise<string | undefined>;
}

/**
 * Electron where it can be had, the installed browser otherwise, and always in one line why. Records live in the profile of the
 * window that made them: a data folder of the browser shell stays with it, and Electron is not even looked for.
 */
export async function chooseSkin({ dataFolder, env, hasDisplay, electron }: Circumstances): Promise<Choice> {
  if (env.CHAIHUAN_SKIN === 'browser')
    return { skin: 'browser', why: '按 CHAIHUAN_SKIN 用本机浏览器打开。Opening in the browser, as CHAIHUAN_SKIN asks.' };
  if (isBrowserFolder(dataFolder)) {
    return {
      skin: 'browser',
      why: '这个数据文件夹属于浏览器窗口，用本机浏览器打开。This data folder belongs to the browser window: opening in the browser.',
    };
  }
  if (!hasDisplay) return { skin: 'browser', why: '这里没有显示器，只提供网址。There is no display here: serving an address.' };
  const program = await electron();
  if (program !== undefined) return { skin: 'electron', program };
  return {
    skin: 'browser',
    why: '取不到 Electron，改用本机浏览器打开，功能相同。Electron could not be fetched: opening in the installed browser, which does the same.',
  };
}

/** Only the browser shell keeps a port. */
function isBrowserFolder(dataFolder: string): boolean {
  return existsSync(join(dataFolder, 'shell.json'));
}
