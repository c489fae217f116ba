import type { BrowserWindow, BrowserWindowConstructorOptions } from 'electron';

export type OpenWindow = (options: BrowserWindowConstructorOptions) => BrowserWindow;

export interface DeskWindow {
  openWindow: OpenWindow;
  /** Address of the page. */
  url: string;
  /** Path of the built preload script. */
  preload: string;
  /** False in an installed desk. */
  devTools: boolean;
  now: () => number;
  /** The page died, or stands still, and does not come back by itself: a person is asked. */
  onTrouble: (trouble: PageTrouble) => void;
}

export type PageTrouble = 'died' | 'stuck';

/** A page whose process dies twice within this time is not loaded a third time by itself. */
const restMs = 60_000;

/** Opens the desk's one window and loads the page. Its place and size come back at the next start. */
export function openDeskWindow({ openWindow, url, preload, devTools, now, onTrouble }: DeskWindow): BrowserWindow {
  const window = openWindow({
    name: 'desk',
    windowStatePersistence: true,
    title: '拆还通 Chaihuan',
    width: 1280,
    height: 800,
    minWidth: 640,
    minHeight: 480,
    show: false,
    backgroundColor: '#ffffff',
    autoHideMenuBar: true,
    webPreferences: {
      preload,
      devTools,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      navigateOnDragDrop: false,
      // Chromium would fetch its dictionaries from the internet.
      spellcheck: false,
    },
  });
  window.once('ready-to-show', () => window.show());
  reloadAfterCrash(window, now, () => onTrouble('died'));
  window.on('unresponsive', () => onTrouble('stuck'));
  // A window that is never ready to show would be a program that nobody sees. A load that a newer one took the place of fails too: that one shows. So does one whose window was closed.
  window.loadURL(url).catch(() => window.isDestroyed() || window.show());
  return window;
}

/** What is saved is in the journal: a page that crashed starts again, once; after that a person decides. */
function reloadAfterCrash({ webContents }: BrowserWindow, now: () => number, onDead: () => void): void {
  let lastCrash = Number.NEGATIVE_INFINITY;
  webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return;
    if (now() - lastCrash < restMs) return onDead();
    lastCrash = now();
    webContents.reload();
  });
}

/** Brings a window to the front, as a person who starts the program again expects. */
export function bringToFront(window: Pick<BrowserWindow, 'isMinimized' | 'restore' | 'show' | 'focus'>): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
