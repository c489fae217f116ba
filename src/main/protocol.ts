import { readFile } from 'node:fs/promises';
import { extname, isAbsolute, join, relative } from 'node:path';
import { attachmentNamed, isPagePath, pageHeaders } from '#contract/page-policy.ts';
import type { Host } from '#host/host.ts';
import { deskOrigin, originOf } from './desk-origin.ts';

type Respond = (request: Request) => Promise<Response>;

/** Answers `desk://app/…`: host's photos and files, the built page's own files, and the page for any address of its router. */
export function createDeskHandler({ rendererFolder, host }: { rendererFolder: string; host: Pick<Host, 'serve'> }): Respond {
  return async (request) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405);
    if (originOf(request.url) !== deskOrigin) return refuse(404);
    const { pathname } = new URL(request.url);
    if (isBytesPath(pathname)) return serveBytes(host, pathname);
    return servePage(rendererFolder, isPagePath(pathname) ? '/index.html' : pathname);
  };
}

/** In development the page comes from Vite: only host's bytes are answered here, everything else goes on to Vite. */
export function createDevHandler({ host, pass }: { host: Pick<Host, 'serve'>; pass: Respond }): Respond {
  return async (request) => {
    const { pathname } = new URL(request.url);
    return isBytesPath(pathname) ? serveBytes(host, pathname) : pass(request);
  };
}

function isBytesPath(path: string): boolean {
  return path.startsWith('/photo/') || path.startsWith('/file/');
}

async function serveBytes(host: Pick<Host, 'serve'>, path: string): Promise<Response> {
  const served = await host.serve(path);
  if (served === undefined) return refuse(404);
  const saved: Record<string, string> = served.name === undefined ? {} : { 'content-disposition': attachmentNamed(served.name) };
  return answer(served.body, { 'content-type': served.type, 'cache-control': 'no-store', ...saved });
}

async function servePage(folder: string, path: string): Promise<Response> {
  const file = findInside(folder, path);
  const type = file === undefined ? undefined : types.get(extname(file));
  if (file === undefined || type === undefined) return refuse(404);
  const body = await readFile(file).catch(() => undefined);
  return body === undefined ? refuse(404) : answer(body, { 'content-type': type, 'cache-control': 'no-cache' });
}

/** The file an address names, if it lies inside the folder: escapes are decoded first, and nothing climbs out. */
export function findInside(folder: string, path: string): string | undefined {
  let decoded: string;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    return undefined;
  }
  // A backslash is a separator on Windows, a colon names a drive or a stream there, and no file of ours has either.
  if (/[\\:\0]/.test(decoded)) return undefined;
  const file = join(folder, decoded);
  const inside = relative(folder, file);
  if (inside === '' || inside.startsWith('..') || isAbsolute(inside)) return undefined;
  return file;
}

/** Every kind of file a build makes. Anything else is not part of the page. */
const types = new Map([
  ['.html', 'text/html; charset=utf-8'],
  ['.js', 'text/javascript; charset=utf-8'],
  ['.css', 'text/css; charset=utf-8'],
  ['.json', 'application/json; charset=utf-8'],
  ['.svg', 'image/svg+xml'],
  ['.png', 'image/png'],
  ['.jpg', 'image/jpeg'],
  ['.webp', 'image/webp'],
  ['.ico', 'image/x-icon'],
  ['.woff2', 'font/woff2'],
  ['.ttf', 'font/ttf'],
  ['.otf', 'font/otf'],
  ['.wasm', 'application/wasm'],
]);

function answer(body: Uint8Array, headers: Record<string, string>): Response {
  // Response wants bytes that own an ArrayBuffer; host's never lie in shared memory.
  return new Response(body as Uint8Array<ArrayBuffer>, { headers: { ...pageHeaders, ...headers } });
}

function refuse(status: number): Response {
  return new Response(null, { status, headers: { ...pageHeaders, 'cache-control': 'no-store' } });
}
