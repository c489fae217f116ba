import type { BrowserWindow, MessageBoxOptions, MessageBoxReturnValue } from 'electron';
import type { Sentence } from '#contract/start-sentence.ts';
import type { PageTrouble } from './window.ts';

export interface PageQuestion {
  window: Pick<BrowserWindow, 'isDestroyed'> & { webContents: Pick<BrowserWindow['webContents'], 'reload' | 'forcefullyCrashRenderer'> };
  ask: (box: MessageBoxOptions) => Promise<Pick<MessageBoxReturnValue, 'response'>>;
  quit: () => void;
}

const sentences: Readonly<Record<PageTrouble, Sentence>> = {
  died: {
    zh: '页面接连两次意外关闭。已保存的都在，没填完的表也留着。',
    en: 'The page ended unexpectedly twice in a row. Everything saved is kept, and so are unfinished forms.',
  },
  stuck: {
    zh: '页面没有反应。已保存的都在，没填完的表也留着；可以再等等，或重新打开页面。',
    en: 'The page does not respond. Everything saved is kept, and so are unfinished forms; wait a little, or open the page again.',
  },
};

const again = '重新打开 Open again';

/** Says what happened to the page, that nothing is lost, and leaves the choice to the person: again, or to wait, or to quit where there is nothing to wait for. */
export async function askAboutPage({ window, ask, quit }: PageQuestion, trouble: PageTrouble): Promise<void> {
  const { zh, en } = sentences[trouble];
  const buttons = trouble === 'died' ? [again, '退出 Quit'] : [again, '再等等 Wait'];
  const box = { type: 'warning' as const, title: '拆还通 Chaihuan', message: zh, detail: en, buttons, cancelId: 1, noLink: true };
  const { response } = await ask({ ...box, defaultId: trouble === 'died' ? 0 : 1 });
  if (response !== 0) return trouble === 'died' ? quit() : undefined;
  if (window.isDestroyed()) return;
  // A process that stands still would stand still under the new page too: ended, it begins again as after any crash.
  if (trouble === 'stuck') window.webContents.forcefullyCrashRenderer();
  else window.webContents.reload();
}
