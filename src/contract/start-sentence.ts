import type { FailureLine } from './failure.ts';

export interface Sentence {
  zh: string;
  en: string;
}

/** What a shell says where something inside it broke that nothing awaited. What is saved was synced to the disk before it was said to be. */
export const brokenSentence: Sentence = {
  zh: '拆还通内部出错，现在要关闭。已保存的都在数据文件夹里，没填完的表也留着；请重新打开，仍不行请联系管理员。',
  en: 'Something inside Chaihuan broke, and it has to close. Everything saved is in the data folder, and unfinished forms are kept; open it again, and call your administrator if it persists.',
};

/** What a shell says when it cannot open its page, where the renderer's own table cannot be reached yet. */
export function startSentence({ code, facts }: FailureLine): Sentence {
  switch (code) {
    case 'port-taken':
      return {
        zh: `端口 ${facts.port} 正被别的程序占用。本机记录只认这个端口，数据完好；请关闭那个程序或重启电脑后再打开拆还通。`,
        en: `Port ${facts.port} is in use by another program. Your records belong to this port and are safe; close that program or restart the computer, then open Chaihuan again.`,
      };
    case 'second-instance':
      return {
        zh: '拆还通已经打开：请用已有的窗口。',
        en: 'Chaihuan is already open: please use its window.',
      };
    case 'skin-mismatch':
      return {
        zh: `这个数据文件夹由另一种窗口（${windowName(facts.skin, 'zh')}）建立，数据完好；请仍用那种窗口打开，或另选一个数据文件夹。`,
        en: `This data folder was made by the other kind of window (${windowName(facts.skin, 'en')}) and is safe; open it with that one, or choose another data folder.`,
      };
    case 'browser-missing':
      return {
        zh: '没有找到 Chromium、Chrome 或 Edge：请安装其中一个（Debian：apt install chromium），或用环境变量 CHAIHUAN_BROWSER 指明它的位置。',
        en: 'No Chromium, Chrome or Edge was found: install one (Debian: apt install chromium), or name its path in CHAIHUAN_BROWSER.',
      };
    case 'data-folder-unwritable':
      return {
        zh: '数据文件夹无法写入：请检查磁盘空间和权限，没有任何记录被改动。',
        en: 'The data folder cannot be written: check its disk space and permissions. No record was changed.',
      };
    case 'keys-damaged':
      return {
        zh: '本机的密钥文件读不出来，已停止打开以免覆盖；请不要删除数据文件夹，并联系管理员。',
        en: 'The key file of this device cannot be read; nothing was opened so that nothing is overwritten. Keep the data folder and call your administrator.',
      };
    case 'journal-damaged':
      return {
        zh: '本机的记录日志读不通，已停止打开以免覆盖；请不要删除数据文件夹，并联系管理员。',
        en: 'The journal on this device cannot be read; nothing was opened so that nothing is overwritten. Keep the data folder and call your administrator.',
      };
    default:
      return {
        zh: `拆还通没能打开（${code}）。已保存的记录仍在数据文件夹里；请重试，仍不行请联系管理员。`,
        en: `Chaihuan could not open (${code}). Saved records are still in the data folder; try again, and call your administrator if it persists.`,
      };
  }
}

function windowName(skin: unknown, language: 'zh' | 'en'): string {
  if (skin === 'electron') return 'Electron';
  return language === 'zh' ? '浏览器' : 'browser';
}
