import { afterAll, beforeAll, expect, test } from 'vitest';
import { EnrollReply, HelloReply, SessionReply, signedText } from '#contract/district-api.ts';
import { signText } from '../signing.ts';
import { openAppBench } from '../testing/app-bench.ts';
import { enrollRequest, enrollTestDevice, issueTestCode, openTestSession, someUser } from '../testing/enrolled-device.ts';
import { TestDevice } from '../testing/test-device.ts';

let server: Awaited<ReturnType<typeof openAppBench>>;
beforeAll(async () => {
  server = await openAppBench();
}, 60_000);
afterAll(() => server.close());

const refusal = (code: string) => expect.objectContaining({ error: expect.objectContaining({ code }) });

test('a code makes a device, with a serial of its own and the people it grants', async () => {
  const { reply } = await enrollTestDevice(server, server.db);
  const parsed = EnrollReply.parse(reply);
  expect(parsed.scope).toEqual({ subdistrict: '320613001', subdistrictName: '城东街道' });
  expect(parsed.grants).toHaveLength(1);
  expect(parsed.recoveryKey).toMatch(/^age1/);
  const second = await enrollTestDevice(server, server.db);
  expect(Number(second.reply.serial)).toBe(Number(parsed.serial) + 1);
});

test('a code typed in lower case, without dashes and with O for 0, is the same code', async () => {
  const { code } = await issueTestCode(server.db);
  const device = new TestDevice(someUser);
  const typed = code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o');
  expect((await server.call('POST', '/sync/v1/enroll', { json: enrollRequest(device, typed) })).status).toBe(200);
});

test('a code works once: the same device is answered the same again, any other is told it is used', async () => {
  const { code } = await issueTestCode(server.db);
  const device = new TestDevice(someUser);
  const first = await server.call('POST', '/sync/v1/enroll', { json: enrollRequest(device, code) });
  const again = await server.call('POST', '/sync/v1/enroll', { json: enrollRequest(device, code) });
  expect(again.body).toEqual(first.body);
  const other = await server.call('POST', '/sync/v1/enroll', { json: enrollRequest(new TestDevice(someUser), code) });
  expect(other).toMatchObject({ status: 409, body: refusal('enroll-code-used') });
});

test('a wrong code, a code older than a day and a proof by another key are refused, each by its name', async () => {
  const device = new TestDevice(someUser);
  const wrong = await server.call('POST', '/sync/v1/enroll', { json: enrollRequest(device, '0000-0000') });
  expect(wrong).toMatchObject({ status: 403, body: refusal('enroll-code-wrong') });
  const old = await issueTestCode(server.db, ['clerk'], new Date(Date.now() - 25 * 3600 * 1000));
  const expired = await server.call('POST', '/sync/v1/enroll', { json: enrollRequest(device, old.code) });
  expect(expired).toMatchObject({ status: 410, body: refusal('enroll-code-expired') });
  const { code } = await issueTestCode(server.db);
  const forged = { ...enrollRequest(device, code), proof: enrollRequest(new TestDevice(someUser), code).proof };
  expect(await server.call('POST', '/sync/v1/enroll', { json: forged })).toMatchObject({ status: 401, body: refusal('AUTH') });
});

test('a nonce opens one session, for the key that signs it', async () => {
  const { device } = await enrollTestDevice(server, server.db);
  const { nonce } = (await server.call('GET', '/sync/v1/nonce')).body as { nonce: string };
  const sig = signText(device.sign.privateKey, signedText.session(nonce));
  const opened = await server.call('POST', '/sync/v1/session', { json: { dev: device.dev, nonce, sig } });
  expect(SessionReply.parse(opened.body).grants).toHaveLength(1);
  expect((await server.call('POST', '/sync/v1/session', { json: { dev: device.dev, nonce, sig } })).status).toBe(401);
  const foreign = new TestDevice(device.user, device.dev);
  expect(await openTestSession(server, foreign)).toBeUndefined();
});

test('a session ends after twelve hours, and a revoked device is told so', async () => {
  const { device, token } = await enrollTestDevice(server, server.db);
  const pull = () => server.call('GET', '/sync/v1/pull?epoch=1&cursor=0', { token });
  expect((await pull()).status).toBe(200);
  server.clock.ahead = 12 * 3600 * 1000 + 1000;
  expect(await pull()).toMatchObject({ status: 401, body: refusal('AUTH') });
  server.clock.ahead = 0;
  await server.db.updateTable('devices').set({ revoked_at: new Date() }).where('dev', '=', device.dev).execute();
  expect(await pull()).toMatchObject({ status: 403, body: refusal('REVOKED') });
});

test('hello needs no session; everything that holds records does', async () => {
  expect(HelloReply.parse((await server.call('GET', '/sync/v1/hello')).body).pMax).toBe(1);
  for (const url of ['/sync/v1/pull?epoch=1&cursor=0', `/sync/v1/blobs/${'0'.repeat(64)}`, '/sync/v1/receipts/x']) {
    expect(await server.call('GET', url)).toMatchObject({ status: 401, body: refusal('AUTH') });
  }
  expect(await server.call('GET', '/nowhere')).toMatchObject({ status: 404, body: refusal('NOT_FOUND') });
});
