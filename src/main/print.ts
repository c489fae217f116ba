import { randomUUID } from 'node:crypto';
import type { BrowserWindow, Session } from 'electron';
import { Failure } from '#contract/failure.ts';
import { printPolicy } from '#contract/page-policy.ts';
import type { Printer } from '#host/ports.ts';
import { deskScheme } from './desk-origin.ts';
import { blockNetwork, limitPermissions } from './permissions.ts';
import type { OpenWindow } from './window.ts';

const patienceMs = 60_000;
const printOrigin = `${deskScheme}://print`;

/**
 * Prints in a hidden window without scripts, without preload, and in a session of its own that lives in memory and reaches
 * nothing: the form comes from here, under an address that only its window knows, and no file of it is written.
 */
export function createElectronPrinter({ openWindow, openSession }: { openWindow: OpenWindow; openSession: () => Session }): Printer {
  const forms = new Map<string, string>();
  let session: Session | undefined;

  return {
    async pdf(html) {
      session ??= preparePrintSession(openSession(), forms);
      const url = `${printOrigin}/${randomUUID()}`;
      const window = openWindow({ show: false, webPreferences: printPreferences(session) });
      forms.set(url, html);
      try {
        return await withinPatience(print(window, url));
      } catch (cause) {
        throw new Failure('pdf-failed', {}, { cause });
      } finally {
        forms.delete(url);
        window.destroy();
      }
    },
  };
}

function preparePrintSession(session: Session, forms: ReadonlyMap<string, string>): Session {
  limitPermissions(session, 'nobody');
  blockNetwork(session, (url) => url.startsWith('data:') || forms.has(url));
  session.protocol.handle(deskScheme, (request) => {
    const html = forms.get(request.url);
    if (html === undefined) return new Response(null, { status: 404 });
    return new Response(html, { headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': printPolicy } });
  });
  return session;
}

function printPreferences(session: Session) {
  return {
    session,
    javascript: false,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webviewTag: false,
    devTools: false,
    spellcheck: false,
  };
}

async function print(window: BrowserWindow, url: string): Promise<Uint8Array> {
  await window.loadURL(url);
  return window.webContents.printToPDF({ pageSize: 'A4', preferCSSPageSize: true, printBackground: true });
}

async function withinPatience<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('printing took too long')), patienceMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
