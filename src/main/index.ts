import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  app,
  BrowserWindow,
  type BrowserWindowConstructorOptions,
  dialog,
  ipcMain,
  Menu,
  net,
  protocol,
  safeStorage,
  session,
} from 'electron';
import { Failure } from '#contract/failure.ts';
import { brokenSentence, type Sentence, startSentence } from '#contract/start-sentence.ts';
import { chooseDataFolder } from '#host/folder/default-folder.ts';
import { createHost } from '#host/host.ts';
import { findTrialServer } from '#host/trial/checkout-server.ts';
import { deskOrigin, deskPrivileges, deskScheme, originOf } from './desk-origin.ts';
import { askWhereToSave } from './downloads.ts';
import { openCalls } from './ipc.ts';
import { quitAfterClosing } from './lifetime.ts';
import { menuTemplate } from './menu.ts';
import { createElectronVault } from './os-vault.ts';
import { askAboutPage } from './page-trouble.ts';
import { blockNetwork, holdInPlace, limitPermissions } from './permissions.ts';
import { createElectronPrinter } from './print.ts';
import { createDeskHandler, createDevHandler } from './protocol.ts';
import { bringToFront, openDeskWindow } from './window.ts';

// Vite's address, from `npm run dev`. An installed desk takes no such order.
const devUrl = app.isPackaged ? undefined : process.env.ELECTRON_RENDERER_URL;
const origin = (devUrl && originOf(devUrl)) || deskOrigin;
const dataFolder = chooseDataFolder(process.argv);
const out = join(import.meta.dirname, '..');
const openWindow = (options: BrowserWindowConstructorOptions) => new BrowserWindow(options);
let desk: BrowserWindow | undefined;

// Everything down to whenReady must happen before the app is ready, so nothing here waits.
// Electron's own box for these shows an error's raw text. What is saved is in the journal: an end is safe, going on may not be.
process.on('uncaughtException', (error) => giveUp(error, brokenSentence));
protocol.registerSchemesAsPrivileged([{ scheme: deskScheme, privileges: deskPrivileges }]);
app.enableSandbox();
app.on('web-contents-created', (_event, contents) => holdInPlace(contents));

if (!claimProfile()) app.exit(1);
else if (!app.requestSingleInstanceLock()) app.quit();
else
  app
    .whenReady()
    .then(open)
    .catch((error: unknown) => giveUp(error));

/** Chromium's profile lies in the data folder, and with it the single instance: one for each data folder. */
function claimProfile(): boolean {
  const profile = join(dataFolder, 'electron-profile');
  try {
    mkdirSync(profile, { recursive: true, mode: 0o700 });
    app.setPath('userData', profile);
    return true;
  } catch (cause) {
    showFailure(new Failure('data-folder-unwritable', {}, { cause }));
    return false;
  }
}

async function open(): Promise<void> {
  const trial = app.isPackaged ? null : findTrialServer({ root: app.getAppPath(), node: findNode(), dataFolder });
  const host = await createHost({
    dataFolder,
    skin: 'electron',
    version: app.getVersion(),
    resources: app.isPackaged ? join(process.resourcesPath, 'resources') : join(app.getAppPath(), 'resources'),
    printer: createElectronPrinter({ openWindow, openSession: () => session.fromPartition('print', { cache: false }) }),
    osVault: createElectronVault(safeStorage, process.platform),
    trial,
  });
  quitAfterClosing(app, () => host.close());
  app.on('second-instance', () => desk && bringToFront(desk));

  const own = session.defaultSession;
  limitPermissions(own, origin);
  askWhereToSave(own, { origin, documents: app.getPath('documents') });
  own.protocol.handle(deskScheme, createDeskHandler({ rendererFolder: join(out, 'renderer'), host }));
  if (devUrl === undefined) blockNetwork(own, (url) => /^(desk|blob:desk|data|devtools):/.test(url));
  else
    own.protocol.handle('http', createDevHandler({ host, pass: (request) => net.fetch(request, { bypassCustomProtocolHandlers: true }) }));

  openCalls(ipcMain, { host, origin, page: () => desk?.webContents });
  const devTools = !app.isPackaged;
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate({ platform: process.platform, devTools })));
  desk = openDeskWindow({
    openWindow,
    url: devUrl ?? `${deskOrigin}/`,
    preload: join(out, 'preload', 'index.cjs'),
    devTools,
    now: () => performance.now(),
    onTrouble: (trouble) =>
      desk && void askAboutPage({ window: desk, ask: (box) => dialog.showMessageBox(box), quit: () => app.quit() }, trouble),
  });
  desk.on('closed', () => {
    desk = undefined;
  });
}

/** npm names the Node it runs on. Electron itself is not asked to play Node: an installed desk has that switched off. */
function findNode(): string {
  return process.env.npm_node_execpath ?? 'node';
}

function giveUp(error: unknown, said?: Sentence): void {
  showFailure(error, said);
  app.exit(1);
}

function showFailure(error: unknown, { zh, en }: Sentence = startSentence(Failure.line(error))): void {
  console.error(error);
  dialog.showErrorBox('拆还通 Chaihuan', `${zh}\n\n${en}`);
}
