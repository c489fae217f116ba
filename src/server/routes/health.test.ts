import { Writable } from 'node:stream';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { Failure } from '#contract/failure.ts';
import { defaultRates } from '../plugins/rates.ts';
import { type AppBench, openAppBench } from '../testing/app-bench.ts';
import { enrollTestDevice, openTestSession } from '../testing/enrolled-device.ts';
import { buildingFields, newRecordId } from '../testing/test-device.ts';

let server: AppBench;
let logged = '';
const log = new Writable({
  write: (chunk: Buffer, _encoding, done) => {
    logged += chunk.toString('utf8');
    done();
  },
});
beforeAll(async () => {
  server = await openAppBench({ log, rates: { ...defaultRates, push: 4, session: 6 } });
}, 60_000);
afterAll(() => server.close());

const metric = async (name: string) => {
  const { bytes } = await server.call('GET', '/metrics');
  return bytes
    .toString('utf8')
    .split('\n')
    .find((line) => line.startsWith(name))
    ?.split(' ')
    .at(-1);
};

test('a ready server has its schema and can keep photos; one that cannot says so and stays alive', async () => {
  expect(await server.call('GET', '/readyz')).toMatchObject({ status: 200 });
  const full = await openAppBench();
  full.parts.blobs.probe = async () => {
    throw new Failure('DISK');
  };
  expect(await full.call('GET', '/readyz')).toMatchObject({ status: 503, body: { error: { code: 'BUSY' } } });
  await full.db.deleteFrom('migrations').execute();
  expect((await full.call('GET', '/readyz')).status).toBe(503);
  expect((await full.call('GET', '/healthz')).status).toBe(200);
  await full.close();
}, 60_000);

test('while its database is away a server is not ready, and still tells what it counts by itself', async () => {
  const away = await openAppBench();
  expect((await away.call('GET', '/metrics')).bytes.toString('utf8')).toContain('chaihuan_database_up 1');
  await away.db.destroy();
  expect(await away.call('GET', '/readyz')).toMatchObject({ status: 503, body: { error: { code: 'BUSY' } } });
  const later = new Date(Date.now() + 60_000);
  vi.useFakeTimers({ now: later, toFake: ['Date'] });
  const { status, bytes } = await away.call('GET', '/metrics').finally(() => vi.useRealTimers());
  expect(status).toBe(200);
  expect(bytes.toString('utf8')).toMatch(/chaihuan_database_up 0\n[\s\S]*chaihuan_request_seconds_count/);
  await away.close();
}, 60_000);

test('figures tell requests, results, the feed, devices and the pool, and never a name', async () => {
  const { device, token } = await enrollTestDevice(server, server.db);
  await server.call('POST', '/sync/v1/push', {
    token,
    json: device.push(device.write(device.create('building', newRecordId(), buildingFields('1')))),
  });
  expect(await metric('chaihuan_push_results_total{outcome="applied"}')).toBe('1');
  expect(await metric('chaihuan_feed_head')).toBe('1');
  expect(await metric('chaihuan_devices_heard{within="hour"}')).toBe('1');
  expect(await metric('chaihuan_pool_open')).toBe('1');
  expect(await metric('chaihuan_request_seconds_count{method="POST",route="/sync/v1/push",status="200"}')).toBe('1');
});

test('past its rate a device is told 429 and when to come back, and the same push is taken later', async () => {
  const { device, token } = await enrollTestDevice(server, server.db);
  const push = device.push(device.write(device.create('building', newRecordId(), buildingFields('2'))));
  const call = () => server.call('POST', '/sync/v1/push', { token, json: push });
  const statuses: number[] = [];
  for (let round = 0; round < 5; round += 1) statuses.push((await call()).status);
  expect(statuses).toEqual([200, 200, 200, 200, 429]);
  const refused = await server.app.inject({
    method: 'POST',
    url: '/sync/v1/push',
    headers: { authorization: `Bearer ${token}` },
    payload: push,
  });
  expect(refused.json()).toMatchObject({ error: { code: 'BUSY', facts: { perMinute: 4 } } });
  const retryAfterS = Number(refused.headers['retry-after']);
  expect(retryAfterS).toBeGreaterThan(0);
  expect(retryAfterS).toBeLessThanOrEqual(60);
  const asked = await Promise.all(Array.from({ length: 7 }, () => server.call('GET', '/sync/v1/nonce')));
  expect(asked.filter(({ status }) => status === 429).length).toBeGreaterThan(0);
});

test('the log tells what happened without names, phones, codes or tokens', async () => {
  const quiet = await openAppBench({ log });
  const { device, token } = await enrollTestDevice(quiet, quiet.db);
  const household = { ...buildingFields('1'), label: '赵钱孙李', contact: { name: '赵钱孙', phone: '13912345678' } };
  const lines = device.write(device.create('building', newRecordId(), household));
  for (const json of [device.push(lines), { ...device.push(lines), muts: [{ phone: '13912345678' }] }, { name: '赵钱孙' }]) {
    await quiet.call('POST', '/sync/v1/push', { token, json });
  }
  await quiet.call('GET', `/sync/v1/pull?epoch=1&cursor=0&phone=13912345678`, { token });
  await quiet.call('GET', '/sync/v1/receipts/赵钱孙', { token });
  await quiet.call('POST', '/sync/v1/enroll', { json: { code: 'SECRET-CODE', name: '赵钱孙', phone: '13912345678' } });
  await quiet.db.schema.dropTable('held').cascade().execute();
  const broken = device.write(device.create('building', newRecordId(), { key: '13912345678', label: '赵钱孙' }));
  expect((await quiet.call('POST', '/sync/v1/push', { token, json: device.push(broken) })).status).toBe(500);
  await openTestSession(quiet, device);
  await quiet.close();
  expect(logged).toContain('"failure":"internal"');
  expect(logged).toContain('"route":"/sync/v1/push"');
  for (const personal of ['赵钱', '13912345678', 'SECRET-CODE', token, encodeURIComponent('赵钱孙')])
    expect(logged).not.toContain(personal);
}, 60_000);
