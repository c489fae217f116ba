import type { BrowserWindow, BrowserWindowConstructorOptions, Session } from 'electron';
import { describe, expect, it } from 'vitest';
import { printPolicy } from '#contract/page-policy.ts';
import { createElectronPrinter } from './print.ts';

type Guard = (details: { url: string }, answer: (reply: { cancel?: boolean }) => void) => void;
type Handler = (request: Request) => Response | Promise<Response>;

function printing(pdf: () => Promise<Uint8Array>) {
  const seen = { sessions: 0, destroyed: 0, loaded: '', options: undefined as BrowserWindowConstructorOptions | undefined };
  let handle: Handler = () => new Response();
  let guard: Guard = () => undefined;
  const session = {
    setPermissionRequestHandler: () => undefined,
    setPermissionCheckHandler: () => undefined,
    setDevicePermissionHandler: () => undefined,
    webRequest: {
      onBeforeRequest: (listener: Guard) => {
        guard = listener;
      },
    },
    protocol: {
      handle: (_scheme: string, handler: Handler) => {
        handle = handler;
      },
    },
  };
  const printer = createElectronPrinter({
    openSession: () => {
      seen.sessions += 1;
      return session as unknown as Session;
    },
    openWindow: (options) => {
      seen.options = options;
      const window = {
        loadURL: async (url: string) => {
          seen.loaded = await (await handle(new Request(url))).text();
          expect(cancels(url)).toBe(false);
        },
        webContents: { printToPDF: pdf },
        destroy: () => {
          seen.destroyed += 1;
        },
      };
      return window as unknown as BrowserWindow;
    },
  });
  const cancels = (url: string): boolean | undefined => {
    let cancelled: boolean | undefined;
    guard({ url }, ({ cancel }) => {
      cancelled = cancel;
    });
    return cancelled;
  };
  return { printer, seen, cancels, ask: (url: string) => handle(new Request(url)) };
}

describe('printing in Electron', () => {
  it('prints the form in a hidden window without scripts or network, and closes it', async () => {
    const { printer, seen, cancels, ask } = printing(async () => new Uint8Array([37]));
    expect(await printer.pdf('<p>签收单</p>')).toEqual(new Uint8Array([37]));
    expect(seen.loaded).toBe('<p>签收单</p>');
    expect(seen.options).toMatchObject({ show: false, webPreferences: { javascript: false, sandbox: true, contextIsolation: true } });
    expect(seen.options?.webPreferences).not.toHaveProperty('preload');
    expect(seen.destroyed).toBe(1);
    expect(cancels('https://evil.example/')).toBe(true);
    expect(cancels('data:image/png;base64,')).toBe(false);
    expect((await ask('desk://print/guess')).status).toBe(404);
    expect(printPolicy).toContain("default-src 'none'");
  });

  it('uses one session for all forms', async () => {
    const { printer, seen } = printing(async () => new Uint8Array([37]));
    await Promise.all([printer.pdf('a'), printer.pdf('b')]);
    expect([seen.sessions, seen.destroyed]).toEqual([1, 2]);
  });

  it('says pdf-failed, and still closes its window', async () => {
    const { printer, seen } = printing(() => Promise.reject(new Error('no printer')));
    await expect(printer.pdf('a')).rejects.toMatchObject({ code: 'pdf-failed' });
    expect(seen.destroyed).toBe(1);
  });
});
