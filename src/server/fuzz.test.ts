import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import net from 'node:net';
import fc from 'fast-check';
import type { InjectOptions } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PushReply, WireFailure } from '#contract/district-api.ts';
import { issuePassword } from './repositories/accounts.ts';
import { type AppBench, openAppBench } from './testing/app-bench.ts';
import { enrollRequest, enrollTestDevice, issueTestCode, someUser } from './testing/enrolled-device.ts';
import { type FuzzRequest, type FuzzStock, fuzzRequest, rawRequest, spoil, spoiling } from './testing/fuzz-request.ts';
import { buildingFields, newRecordId, TestDevice } from './testing/test-device.ts';

/** `CHAIHUAN_FUZZ_SECONDS=600` looks longer; `CHAIHUAN_FUZZ_SEED` looks again where it found something. */
const seconds = Number(process.env.CHAIHUAN_FUZZ_SECONDS ?? 15);
const seed = Number(process.env.CHAIHUAN_FUZZ_SEED ?? 20_261_125);
const unhurriedMs = 10_000;
const bounds = (share: number) => ({
  seed,
  numRuns: Number.MAX_SAFE_INTEGER,
  interruptAfterTimeLimit: seconds * share * 1000,
  markInterruptAsFailure: false,
});

let server: AppBench;
let stock: FuzzStock;
let url: string;
beforeAll(async () => {
  const many = 1e9;
  server = await openAppBench({ quiet: true, rates: { enroll: many, session: many, push: many, login: many } });
  const { device, token } = await enrollTestDevice(server, server.db);
  const lines = device.write(
    device.create('building', newRecordId(), buildingFields('1')),
    device.create('building', newRecordId(), buildingFields('2')),
  );
  const { code } = await issueTestCode(server.db);
  const password = await issuePassword(server.db, '王处', 'admin', new Date());
  const login = { name: '王处', password };
  const opened = await server.app.inject({ method: 'POST', url: '/console/v1/login', payload: login });
  const begun = await server.app.inject({
    method: 'POST',
    url: '/sync/v1/files',
    headers: { authorization: `Bearer ${token}`, 'tus-resumable': '1.0.0', 'upload-length': '10' },
  });
  const upload = String(begun.headers.location).split('/').at(-1) ?? '';
  const sha256 = createHash('sha256').update('x').digest('hex');
  stock = {
    token,
    cookie: String(opened.headers['set-cookie']).split(';')[0] ?? '',
    routes: server.routes,
    bodies: {
      'POST /sync/v1/push': device.push(lines),
      'POST /sync/v1/enroll': enrollRequest(new TestDevice(someUser), code),
      'POST /sync/v1/blobs/check': [{ sha256, size: 1 }],
      'POST /sync/v1/blobs/:sha256/commit': { upload },
      'POST /sync/v1/held': { uids: lines.map(({ uid }) => uid) },
      'POST /sync/v1/arrived': { uids: lines.map(({ uid }) => uid) },
      'POST /sync/v1/reenroll': { dev: device.dev, next: newRecordId(), nonce: 'x', sig: 'x' },
      'POST /sync/v1/session': { dev: device.dev, nonce: 'x', sig: 'x' },
      'POST /console/v1/login': { name: '王处', password: '' },
      'POST /console/v1/password': { old: '', new: 'a longer one' },
    },
    uploads: [upload],
  };
  url = await server.app.listen({ port: 0, host: '127.0.0.1' });
}, 60_000);
afterAll(() => server.close());

/** Open descriptors of this process; where the system does not tell, nothing. */
async function openDescriptors(): Promise<number> {
  return (await readdir('/proc/self/fd').catch(() => [])).length;
}

async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer in ${unhurriedMs} ms`)), unhurriedMs);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** Routes that were asked, by their method and path as they are registered. */
const asked = new Set<string>();

async function send({ route, method, url: path, headers, body }: FuzzRequest): Promise<void> {
  if (route.startsWith(`${method} `)) asked.add(route);
  const options = { method, url: path, headers, ...(body === undefined ? {} : { payload: body }) } as InjectOptions;
  const reply = await inTime(server.app.inject(options));
  const honest = reply.statusCode < 500 || reply.statusCode === 503 || reply.statusCode === 507;
  expect(honest, `${reply.statusCode} ${reply.body.slice(0, 200)}`).toBe(true);
  const ownAnswer = reply.statusCode >= 400 && !path.startsWith('/sync/v1/files') && reply.body !== '';
  if (ownAnswer) expect(WireFailure.parse(reply.json()).error.code).not.toBe('internal');
}

/** Each route once by itself, however little time a busy machine leaves for what follows. */
async function askEach(): Promise<void> {
  for (const route of stock.routes) {
    const [method = ''] = route.split(' ');
    for (const request of fc.sample(fuzzRequest({ ...stock, routes: [route] }), { seed, numRuns: 3 })) await send({ ...request, method });
  }
}

test('no request makes the server fail, hang, or keep anything open', { timeout: (seconds + 60) * 1000 }, async () => {
  const before = await openDescriptors();
  await askEach();
  await fc.assert(fc.asyncProperty(fuzzRequest(stock), send), bounds(0.5));
  expect(await openDescriptors()).toBeLessThanOrEqual(before + 5);
  // What is asked is what the server has: a new route is among it by being one.
  expect(stock.routes.filter((route) => !asked.has(route))).toEqual([]);
  expect((await server.call('GET', '/readyz')).status).toBe(200);
  const { bytes } = await server.call('GET', '/metrics');
  expect(bytes.toString('utf8')).not.toMatch(/status="500"/);
});

test('no mutation, however odd, makes ingest fail: it is answered, or the batch is refused by name', {
  timeout: (seconds + 60) * 1000,
}, async () => {
  const { device, token } = await enrollTestDevice(server, server.db, '320613077');
  const [id, other] = [newRecordId(), newRecordId()];
  const drafts = [
    () => device.create('building', newRecordId(), buildingFields('1')),
    () => device.create('household', newRecordId(), { building: id, room: '1-101', name: '张三' }),
    () => device.patch('building', id, { label: ['1幢', '2幢'] }),
    () => ({
      ...device.create('photo', newRecordId(), { sha256: 'f'.repeat(64), links: [{ type: 'building', id: other }] }),
      g: newRecordId(),
    }),
    () => ({ ...device.patch('building', id, {}), op: 'resolve' as const, conflict: newRecordId(), seen: { label: '1幢' } }),
    () => ({ ...device.patch('building', id, {}), op: 'merge' as const }),
  ];
  const answered = new Map<string, number>();
  const property = fc.asyncProperty(fc.constantFrom(...drafts), fc.array(spoiling, { maxLength: 2 }), async (draft, spoilings) => {
    const odd = spoilings.reduce<unknown>((value, { path, by }) => spoil(value, path, by), draft());
    fc.pre(typeof odd === 'object' && odd !== null && !Array.isArray(odd));
    const known = device.journal.length;
    try {
      device.write(odd as ReturnType<(typeof drafts)[0]>);
    } catch {
      // What has no canonical form cannot be signed, so no device can have sent it.
      return;
    }
    const reply = await inTime(server.call('POST', '/sync/v1/push', { token, json: device.push(device.journal.slice(known)) }));
    if (reply.status !== 200) device.journal.length = known;
    const key = reply.status === 200 ? (PushReply.parse(reply.body).results[0]?.outcome ?? '') : WireFailure.parse(reply.body).error.code;
    answered.set(key, (answered.get(key) ?? 0) + 1);
    expect([200, 413, 422]).toContain(reply.status);
  });
  await fc.assert(property, bounds(0.3));
  expect([...answered.keys()]).toEqual(expect.arrayContaining(['applied', 'quarantined', 'BATCH_BAD']));
});

/** Writes bytes to the port; answers the status line, or nothing where the server closed the line. */
function speak(bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const { port } = new URL(url);
    const socket = net.connect(Number(port), '127.0.0.1');
    let heard = '';
    socket.on('data', (chunk: Buffer) => {
      heard += chunk.toString('latin1');
    });
    socket.on('error', (error: NodeJS.ErrnoException) =>
      error.code === 'ECONNRESET' || error.code === 'EPIPE' ? resolve(heard) : reject(error),
    );
    socket.on('close', () => resolve(heard));
    socket.end(Buffer.from(bytes, 'latin1'));
  });
}

test('bytes that are no proper HTTP are refused, and the next caller is served', { timeout: (seconds + 60) * 1000 }, async () => {
  const property = fc.asyncProperty(rawRequest, async (bytes) => {
    const heard = await inTime(speak(bytes));
    const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(heard)?.[1] ?? 400);
    expect(status < 500 || status === 505, heard.slice(0, 100)).toBe(true);
  });
  await fc.assert(property, bounds(0.2));
  expect(await speak('GET /\x80 HTTP/1.1\r\n\r\n')).toMatch(
    /^HTTP\/1\.1 400 [\s\S]*\r\n\r\n\{"error":\{"code":"input-bad","facts":\{\}\}\}$/,
  );
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
});
