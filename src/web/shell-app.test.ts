import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { inputHeader, tokenHeader } from '#contract/host-api.ts';
import { contentSecurityPolicy } from '#contract/page-policy.ts';
import type { Host } from '#host/host.ts';
import { createSessions, type Sessions } from './sessions.ts';
import { createShellApp } from './shell-app.ts';
import { claimPort } from './shell-port.ts';

interface Heard {
  method: string;
  input: unknown;
  bytes?: Uint8Array | undefined;
}

describe('the browser shell', () => {
  let folder: string;
  let app: FastifyInstance;
  let origin: string;
  let sessions: Sessions;
  let token: string;
  const heard: Heard[] = [];
  const host: Host = {
    async call(method, input, bytes) {
      heard.push({ method, input, bytes });
      return { ok: true, value: bytes?.byteLength ?? null };
    },
    async serve(path) {
      if (path === '/photo/known') return { body: new Uint8Array([1, 2, 3]).subarray(1), type: 'image/jpeg' };
      if (path === '/file/known') return { body: new Uint8Array([4]), type: 'application/pdf', name: '签收单.pdf' };
      return undefined;
    },
    async close() {},
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'chaihuan-shell-'));
    const rendererFolder = join(folder, 'renderer');
    await mkdir(join(rendererFolder, 'assets'), { recursive: true });
    await writeFile(join(rendererFolder, 'index.html'), '<!doctype html><title>拆还通</title>');
    await writeFile(join(rendererFolder, 'assets', 'boot-1a2b.js'), 'export {}');
    await writeFile(join(folder, 'secret.txt'), 'secret');
    const port = await claimPort(folder);
    origin = `http://127.0.0.1:${port}`;
    sessions = createSessions({ now: () => performance.now() });
    app = createShellApp({ origin, host, sessions, rendererFolder });
    await app.listen({ host: '127.0.0.1', port });
  });

  afterAll(async () => {
    await app.close();
    await rm(folder, { recursive: true, force: true });
  });

  beforeEach(() => {
    heard.length = 0;
    token = sessions.exchange(sessions.mint()) ?? '';
  });

  function post(path: string, body: BodyInit, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(`${origin}${path}`, { method: 'POST', body, headers: { origin, 'content-type': 'application/json', ...headers } });
  }

  /** fetch neither sends a foreign Host nor leaves a path as it is: a hostile client does both. */
  function raw(path: string, headers: Record<string, string> = {}): Promise<{ status: number; body: string }> {
    return new Promise((resolve, reject) => {
      const { hostname, port } = new URL(origin);
      httpRequest({ hostname, port, path, headers }, (response) => {
        let body = '';
        response.setEncoding('utf8');
        response.on('data', (part: string) => {
          body += part;
        });
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
      })
        .on('error', reject)
        .end();
    });
  }

  describe('calls', () => {
    it('reach host with their input', async () => {
      const reply = await post('/call/device.status', '{"a":1}', { [tokenHeader]: token });
      expect(await reply.json()).toEqual({ ok: true, value: null });
      expect(heard).toEqual([{ method: 'device.status', input: { a: 1 }, bytes: undefined }]);
    });

    it('carry bytes as bytes, and their input beside them', async () => {
      const input = { fileName: '照片.jpg' };
      const reply = await post('/call/photos.ingest', new Uint8Array(2_000_000).fill(7), {
        'content-type': 'application/octet-stream',
        [tokenHeader]: token,
        [inputHeader]: encodeURIComponent(JSON.stringify(input)),
      });
      expect(await reply.json()).toEqual({ ok: true, value: 2_000_000 });
      expect(heard[0]?.input).toEqual(input);
    });

    it.each([
      ['no token', {}],
      ['a made-up token', { [tokenHeader]: 'made-up' }],
    ])('are refused with %s', async (_why, headers: Record<string, string>) => {
      const reply = await post('/call/device.status', '{}', headers);
      expect(reply.status).toBe(401);
      expect(await reply.json()).toEqual({ ok: false, error: { code: 'call-refused', facts: {} } });
      expect(heard).toEqual([]);
    });

    it.each(['http://evil.example', 'null', 'http://localhost'])('are refused from the page of %s', async (foreign) => {
      const reply = await post('/call/device.status', '{}', { origin: foreign, [tokenHeader]: token });
      expect(reply.status).toBe(403);
      expect(heard).toEqual([]);
    });

    it('are refused when they are no JSON, when their header is none, and when they are too large', async () => {
      const own = { [tokenHeader]: token };
      expect((await post('/call/device.status', '{', own)).status).toBe(400);
      const octets = { ...own, 'content-type': 'application/octet-stream' };
      expect((await post('/call/photos.ingest', new Uint8Array(3), octets)).status).toBe(400);
      expect((await post('/call/photos.ingest', new Uint8Array(3), { ...octets, [inputHeader]: '%7B' })).status).toBe(400);
      expect(heard).toEqual([]);
    });
  });

  describe('sessions', () => {
    it('open once for each launch code', async () => {
      const body = JSON.stringify({ code: sessions.mint() });
      const first = await post('/session', body);
      expect(first.status).toBe(200);
      expect(sessions.holds(((await first.json()) as { token: string }).token)).toBe(true);
      expect((await post('/session', body)).status).toBe(401);
    });

    it('do not open for a foreign page, even with a code', async () => {
      const code = sessions.mint();
      expect((await post('/session', JSON.stringify({ code }), { origin: 'http://evil.example' })).status).toBe(403);
      expect(sessions.exchange(code)).toBeDefined();
    });
  });

  describe('reads', () => {
    it.each(['evil.example', 'localhost', '127.0.0.1', '127.0.0.1:1'])('are refused under the name %s', async (name) => {
      expect((await raw('/', { host: name })).status).toBe(421);
    });

    it('bring the page, also for an address of its router, always under its policy', async () => {
      for (const path of ['/', '/estates/0190']) {
        const reply = await fetch(`${origin}${path}`);
        expect(await reply.text()).toContain('拆还通');
        expect(reply.headers.get('content-security-policy')).toBe(contentSecurityPolicy);
        expect(reply.headers.get('x-content-type-options')).toBe('nosniff');
        expect(reply.headers.get('cache-control')).toBe('no-cache');
      }
      expect((await fetch(`${origin}/assets/boot-1a2b.js`)).headers.get('cache-control')).toContain('immutable');
    });

    it.each(['/../secret.txt', '/%2e%2e/secret.txt', '/..%2fsecret.txt', '/assets/..%5c..%5c..%5csecret.txt', '//../secret.txt', '/%00'])(
      'never leave the page’s folder: %s',
      async (path) => {
        const { status, body } = await raw(path, { host: new URL(origin).host });
        expect(status).toBeGreaterThanOrEqual(400);
        expect(body).not.toContain('secret');
      },
    );

    it('bring a photo to be shown and a file to be saved, and neither to be kept', async () => {
      const photo = await fetch(`${origin}/photo/known`);
      expect(new Uint8Array(await photo.arrayBuffer())).toEqual(new Uint8Array([2, 3]));
      expect([photo.headers.get('content-type'), photo.headers.get('cache-control')]).toEqual(['image/jpeg', 'no-store']);
      const file = await fetch(`${origin}/file/known`);
      expect(file.headers.get('content-disposition')).toContain("filename*=UTF-8''%E7%AD%BE");
      expect((await fetch(`${origin}/photo/unknown`)).status).toBe(404);
    });
  });
});
