import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contentSecurityPolicy } from '#contract/page-policy.ts';
import type { Host } from '#host/host.ts';
import { createDeskHandler, createDevHandler, findInside } from './protocol.ts';

const host: Pick<Host, 'serve'> = {
  async serve(path) {
    if (path === '/photo/known') return { body: new Uint8Array([1, 2]), type: 'image/jpeg' };
    if (path === '/file/known') return { body: new Uint8Array([3]), type: 'application/pdf', name: '台账.pdf' };
    return undefined;
  },
};

describe('the page’s scheme', () => {
  let folder: string;
  let handle: (request: Request) => Promise<Response>;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'chaihuan-desk-'));
    const rendererFolder = join(folder, 'renderer');
    await mkdir(join(rendererFolder, 'assets'), { recursive: true });
    await writeFile(join(rendererFolder, 'index.html'), '<title>拆还通</title>');
    await writeFile(join(rendererFolder, 'assets', 'boot.js'), 'export {}');
    await writeFile(join(folder, 'secret.json'), '{}');
    handle = createDeskHandler({ rendererFolder, host });
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it.each(['desk://app/', 'desk://app/estates/0190?tab=1', 'desk://app/index.html'])(
    'brings the page for %s, under its policy',
    async (url) => {
      const reply = await handle(new Request(url));
      expect(await reply.text()).toContain('拆还通');
      expect(reply.headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(reply.headers.get('content-security-policy')).toBe(contentSecurityPolicy);
    },
  );

  it('names the kind of each file', async () => {
    expect((await handle(new Request('desk://app/assets/boot.js'))).headers.get('content-type')).toBe('text/javascript; charset=utf-8');
  });

  it('brings host’s bytes, a file with the name to save it under', async () => {
    const photo = await handle(new Request('desk://app/photo/known'));
    expect([photo.headers.get('content-type'), photo.headers.get('cache-control')]).toEqual(['image/jpeg', 'no-store']);
    expect(new Uint8Array(await photo.arrayBuffer())).toEqual(new Uint8Array([1, 2]));
    expect((await handle(new Request('desk://app/file/known'))).headers.get('content-disposition')).toContain('attachment');
    expect((await handle(new Request('desk://app/photo/other'))).status).toBe(404);
  });

  it.each([
    'desk://app/../secret.json',
    'desk://app/..%2fsecret.json',
    'desk://app/%2e%2e/secret.json',
    'desk://app/assets/%2e%2e%2f%2e%2e%2fsecret.json',
    'desk://app/..%5csecret.json',
    'desk://app/%00.json',
    'desk://app/%E0%A4%A.json',
    'desk://app/assets',
    'desk://other/index.html',
  ])('refuses %s', async (url) => {
    expect((await handle(new Request(url))).status).toBe(404);
  });

  it('refuses all but reads', async () => {
    expect((await handle(new Request('desk://app/', { method: 'POST', body: 'x' }))).status).toBe(405);
  });

  it('in development answers host’s bytes and leaves the rest to Vite', async () => {
    const dev = createDevHandler({ host, pass: async () => new Response('vite') });
    expect(await (await dev(new Request('http://localhost:5173/boot.tsx'))).text()).toBe('vite');
    expect((await dev(new Request('http://localhost:5173/photo/known'))).headers.get('content-type')).toBe('image/jpeg');
  });
});

describe('files inside a folder', () => {
  it.each(['/../x', '/a/../../x', '/..', '/', '/a\\..\\x', '/C:/x', '/..%2fx'])('are not found at %s', (path) => {
    expect(findInside('/page', path)).toBeUndefined();
  });
  it('are found by their decoded names', () => {
    expect(findInside('/page', '/a/b%20c.js')).toBe(join('/page', 'a', 'b c.js'));
  });
});
