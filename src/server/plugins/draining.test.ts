import { createHash, randomBytes } from 'node:crypto';
import http from 'node:http';
import https from 'node:https';
import { text } from 'node:stream/consumers';
import { afterEach, expect, test } from 'vitest';
import { listenAt } from '../listen.ts';
import { type AppBench, openAppBench } from '../testing/app-bench.ts';
import { enrollTestDevice } from '../testing/enrolled-device.ts';
import { testCertificate } from '../testing/test-certificate.ts';

let server: AppBench;
afterEach(() => server.close());

test('while a server stops, what is under way ends, and what is new is told when to come back', { timeout: 60_000 }, async () => {
  server = await openAppBench();
  const { token } = await enrollTestDevice(server, server.db);
  const url = await server.app.listen({ port: 0, host: '127.0.0.1' });
  const photo = randomBytes(20_000);
  const sha256 = createHash('sha256').update(photo).digest('hex');
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'image/jpeg', 'content-length': photo.length };
  const sending = http.request(`${url}/sync/v1/blobs/${sha256}`, { method: 'PUT', headers });
  const answered = new Promise<http.IncomingMessage>((resolve, reject) => sending.on('response', resolve).on('error', reject));
  await new Promise((resolve) => sending.write(photo.subarray(0, 10_000), resolve));
  // A later request on another line was answered: the first is under way by now.
  expect((await fetch(`${url}/readyz`)).status).toBe(200);

  let drained = false;
  const draining = server.app.drain(30_000).then(() => {
    drained = true;
  });
  const late = await fetch(`${url}/sync/v1/hello`);
  expect([late.status, late.headers.get('retry-after'), await late.json()]).toEqual([
    503,
    '5',
    { error: { code: 'BUSY', facts: { retryAfterS: 5 } } },
  ]);
  expect((await fetch(`${url}/readyz`)).status).toBe(503);
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
  expect(drained).toBe(false);

  sending.end(photo.subarray(10_000));
  const reply = await answered;
  expect([reply.statusCode, JSON.parse(await text(reply))]).toEqual([200, { sha256, size: photo.length, verified: true }]);
  await draining;
});

test('a line that is cut while a server stops does not hold it up', { timeout: 60_000 }, async () => {
  server = await openAppBench();
  const { token } = await enrollTestDevice(server, server.db);
  const url = await server.app.listen({ port: 0, host: '127.0.0.1' });
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'image/jpeg', 'content-length': 1000 };
  const sending = http.request(`${url}/sync/v1/blobs/${'0'.repeat(64)}`, { method: 'PUT', headers });
  sending.on('error', () => undefined);
  await new Promise((resolve) => sending.write('some', resolve));
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
  const draining = server.app.drain(30_000);
  sending.destroy();
  await draining;
  expect(server.app.isDraining()).toBe(true);
});

test('with a certificate the server speaks TLS, at an address that the machine has', { timeout: 60_000 }, async () => {
  server = await openAppBench({ quiet: true, tls: testCertificate });
  // An address kept for examples: no machine has it.
  const elsewhere = listenAt(server.app, 8460, '192.0.2.1');
  await expect(elsewhere).rejects.toMatchObject({ code: 'address-unusable', facts: { reason: 'EADDRNOTAVAIL' } });
  const url = await listenAt(server.app, 0, '127.0.0.1');
  expect(url).toMatch(/^https:/);
  const reply = await new Promise<http.IncomingMessage>((resolve, reject) => {
    https.get(`${url}/sync/v1/hello`, { ca: testCertificate.cert }, resolve).on('error', reject);
  });
  expect([reply.statusCode, JSON.parse(await text(reply)).serverId]).toEqual([200, server.parts.identity.serverId]);
});
