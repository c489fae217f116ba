import { afterAll, beforeAll, expect, test } from 'vitest';
import { Overview } from '#contract/console-api.ts';
import { buildApp } from '../app.ts';
import { disableAccount, issuePassword } from '../repositories/accounts.ts';
import { type AppBench, openAppBench } from '../testing/app-bench.ts';
import { enrollTestDevice } from '../testing/enrolled-device.ts';
import { buildingFields, newRecordId } from '../testing/test-device.ts';

let server: AppBench;
beforeAll(async () => {
  server = await openAppBench();
}, 60_000);
afterAll(() => server.close());

async function call(method: 'GET' | 'POST', url: string, { json, cookie }: { json?: object; cookie?: string } = {}) {
  const reply = await server.app.inject({
    method,
    url: `/console/v1/${url}`,
    headers: cookie === undefined ? {} : { cookie },
    ...(json === undefined ? {} : { payload: json }),
  });
  return {
    status: reply.statusCode,
    body: reply.json(),
    setCookie: String(reply.headers['set-cookie'] ?? ''),
    cookie: String(reply.headers['set-cookie'] ?? '').split(';')[0] ?? '',
  };
}

test('a one-time password opens its own change; the new one opens the console, and the old session has ended', {
  timeout: 30_000,
}, async () => {
  const password = await issuePassword(server.db, '王处', 'admin', new Date());
  const first = await call('POST', 'login', { json: { name: '王处', password } });
  expect(first).toMatchObject({ status: 200, body: { name: '王处', role: 'admin', mustChange: true } });
  expect(first.setCookie).toMatch(/; Path=\/console; HttpOnly; SameSite=Strict$/);
  expect((await call('POST', 'password', { cookie: first.cookie, json: { old: password, new: '短' } })).status).toBe(400);
  const wrong = await call('POST', 'password', { cookie: first.cookie, json: { old: 'wrong', new: 'a much longer one' } });
  expect(wrong).toMatchObject({ status: 401, body: { error: { code: 'login-wrong' } } });
  const changed = await call('POST', 'password', { cookie: first.cookie, json: { old: password, new: 'a much longer one' } });
  expect(changed).toMatchObject({ status: 200, body: { mustChange: false } });
  expect((await call('GET', 'me', { cookie: first.cookie })).status).toBe(401);
  expect(await call('GET', 'me', { cookie: changed.cookie })).toMatchObject({ status: 200, body: { name: '王处', mustChange: false } });
  await call('POST', 'logout', { cookie: changed.cookie });
  expect((await call('GET', 'me', { cookie: changed.cookie })).status).toBe(401);
});

test('with a one-time password nothing is asked of the console but its change', { timeout: 30_000 }, async () => {
  const password = await issuePassword(server.db, '孙科', 'district', new Date());
  const { cookie } = await call('POST', 'login', { json: { name: '孙科', password } });
  expect(await call('GET', 'overview', { cookie })).toMatchObject({ status: 403, body: { error: { code: 'password-must-change' } } });
  expect(await call('GET', 'overview')).toMatchObject({ status: 401, body: { error: { code: 'AUTH' } } });
});

test('the district sees every subdistrict: its records, what waits and its devices, and nobody by name', { timeout: 30_000 }, async () => {
  const password = await issuePassword(server.db, '周科', 'district', new Date());
  const { cookie: first } = await call('POST', 'login', { json: { name: '周科', password } });
  const { cookie } = await call('POST', 'password', { cookie: first, json: { old: password, new: 'a much longer one' } });
  const [east, west] = [await enrollTestDevice(server, server.db, '320613001'), await enrollTestDevice(server, server.db, '320613002')];
  const { device } = east;
  const twice = device.create('building', newRecordId(), buildingFields('1'));
  const lines = device.write(
    twice,
    device.create('building', newRecordId(), buildingFields('2')),
    device.create('household', newRecordId(), {}),
  );
  expect((await server.call('POST', '/sync/v1/push', { token: east.token, json: device.push(lines) })).status).toBe(200);
  const { status, body } = await call('GET', 'overview', { cookie });
  expect(status).toBe(200);
  const seen = Overview.parse(body).subdistricts;
  expect(seen).toMatchObject([
    { code: '320613001', records: 2, waiting: 1, devices: [{ dev: device.dev, received: 3, revoked: false }] },
    { code: '320613002', records: 0, waiting: 0, devices: [{ dev: west.device.dev, received: 0 }] },
  ]);
  expect(JSON.stringify(body)).not.toContain(device.user.name);
});

test('a wrong password, an unknown name and a disabled account are refused alike, and audited', { timeout: 30_000 }, async () => {
  const password = await issuePassword(server.db, '李科', 'district', new Date());
  const open = await call('POST', 'login', { json: { name: '李科', password } });
  await disableAccount(server.db, '李科', new Date());
  expect((await call('GET', 'me', { cookie: open.cookie })).status).toBe(401);
  const answers = [
    await call('POST', 'login', { json: { name: '李科', password } }),
    await call('POST', 'login', { json: { name: '李科', password: 'x' } }),
    await call('POST', 'login', { json: { name: 'nobody', password } }),
  ];
  for (const answer of answers)
    expect(answer).toMatchObject({ status: 401, body: { error: { code: 'login-wrong', facts: {} } }, setCookie: '' });
  const refused = await server.db.selectFrom('audit').select('subject').where('action', '=', 'account.refused').execute();
  expect(refused).toHaveLength(3);
  expect(refused.at(-1)).toEqual({ subject: 'unknown' });
});

test('where a trusted proxy ends TLS the cookie travels by TLS only; what anybody else says of it is not believed', async () => {
  const asked = { method: 'POST', url: '/console/v1/logout', headers: { 'x-forwarded-proto': 'https' } } as const;
  const proxied = await buildApp(server.parts, { quiet: true, trustProxy: '127.0.0.1' });
  const cookies = await Promise.all([proxied, server.app].map(async (app) => String((await app.inject(asked)).headers['set-cookie'])));
  await proxied.close();
  expect(cookies.map((cookie) => cookie.split('; ').includes('Secure'))).toEqual([true, false]);
});

test('a name that no database can hold is refused as input', async () => {
  const answer = await call('POST', 'login', { json: { name: '王\u0000处', password: 'x' } });
  expect(answer).toMatchObject({ status: 400, body: { error: { code: 'input-bad' } } });
});

test('a session ends after twelve hours, and passwords are kept only as scrypt hashes', async () => {
  const password = await issuePassword(server.db, '赵科', 'district', new Date());
  const { cookie } = await call('POST', 'login', { json: { name: '赵科', password } });
  server.clock.ahead = 12 * 3600 * 1000 + 1000;
  expect((await call('GET', 'me', { cookie })).status).toBe(401);
  server.clock.ahead = 0;
  const rows = await server.db.selectFrom('accounts').select('password').execute();
  for (const row of rows) expect(row.password).toMatch(/^scrypt\$65536\$8\$2\$/);
}, 30_000);

test('whoever guesses is stopped', async () => {
  const answers = await Promise.all(Array.from({ length: 30 }, () => call('POST', 'login', { json: { name: '', password: '' } })));
  expect(answers.some(({ status }) => status === 429)).toBe(true);
});
