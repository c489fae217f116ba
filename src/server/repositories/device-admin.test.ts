import { afterAll, beforeAll, expect, test } from 'vitest';
import { PushReply } from '#contract/district-api.ts';
import { type AppBench, openAppBench } from '../testing/app-bench.ts';
import { enrollTestDevice, issueTestCode, openTestSession } from '../testing/enrolled-device.ts';
import { buildingFields, newRecordId } from '../testing/test-device.ts';
import { checkAudit } from './audit-check.ts';
import { endGrants, giveGrant, listDevices, revokeDevice } from './device-admin.ts';

let server: AppBench;
beforeAll(async () => {
  server = await openAppBench();
}, 60_000);
afterAll(() => server.close());

test('REVOKED: a revoked device hands over its work into quarantine, also with a new session, and gets nothing', async () => {
  const { device, token } = await enrollTestDevice(server, server.db);
  await revokeDevice(server.db, device.dev, new Date());
  const fresh = await openTestSession(server, device);
  for (const each of [token, fresh]) {
    const json = device.push(device.write(device.create('building', newRecordId(), buildingFields('1'))));
    const pushed = await server.call('POST', '/sync/v1/push', { token: each, json });
    expect(PushReply.parse(pushed.body).results).toMatchObject([{ outcome: 'quarantined', rule: 'NO_GRANT' }]);
    expect((await server.call('GET', '/sync/v1/hello', { token: each })).status).toBe(200);
    const refused = await Promise.all([
      server.call('GET', '/sync/v1/pull?epoch=1&cursor=0', { token: each }),
      server.call('GET', `/sync/v1/blobs/${'0'.repeat(64)}`, { token: each }),
      server.call('POST', '/sync/v1/blobs/check', { token: each, json: [] }),
      server.call('PUT', `/sync/v1/blobs/${'0'.repeat(64)}`, { token: each, bytes: Buffer.from('x') }),
    ]);
    for (const reply of refused) expect(reply).toMatchObject({ status: 403, body: { error: { code: 'REVOKED' } } });
  }
});

test('a grant given later opens the device to one more person, and its end quarantines what that person does after', async () => {
  const { device, token } = await enrollTestDevice(server, server.db);
  const { user } = await issueTestCode(server.db);
  const write = async () => {
    const draft = device.create('building', newRecordId(), buildingFields('2'), { user: user.id });
    const at = { ...draft.at, wall: new Date().toISOString() };
    const json = device.push(device.write({ ...draft, at }));
    return PushReply.parse((await server.call('POST', '/sync/v1/push', { token, json })).body).results[0]?.outcome;
  };
  expect(await write()).toBe('quarantined');
  await giveGrant(server.db, user.id, device.dev, new Date());
  expect(await write()).toBe('applied');
  expect(await endGrants(server.db, user.id, device.dev, new Date())).toBe(1);
  expect(await write()).toBe('quarantined');
  const elsewhere = await issueTestCode(server.db, ['clerk'], new Date(), '320613099');
  await expect(giveGrant(server.db, elsewhere.user.id, device.dev, new Date())).rejects.toThrow('one subdistrict');
});

test('a device that came shows when it was heard, also after the server’s clock was set back', async () => {
  const { device, token } = await enrollTestDevice(server, server.db);
  const state = async () => (await listDevices(server.db)).find(({ dev }) => dev === device.dev);
  expect((await state())?.heardAt).toBeNull();
  await server.call('GET', '/sync/v1/hello', { token });
  expect((await state())?.heardAt).toBeInstanceOf(Date);
  await server.db
    .updateTable('devices')
    .set({ heard_at: new Date('2099-01-01') })
    .where('dev', '=', device.dev)
    .execute();
  await server.call('GET', '/sync/v1/hello', { token });
  expect((await state())?.heardAt?.getTime()).toBeLessThanOrEqual(Date.now());
});

test('the audit chain is whole, and an entry that was changed, taken out or cut off shows', async () => {
  const { db } = server;
  const entries = await checkAudit(db);
  expect(entries).toBeGreaterThan(8);
  const actions = (await db.selectFrom('audit').select('action').distinct().execute()).map(({ action }) => action);
  expect(actions).toEqual(expect.arrayContaining(['device.enrolled', 'device.revoked', 'grant.given', 'grant.ended', 'session.opened']));
  const tamperings: [number, () => Promise<unknown>][] = [
    [3, () => db.updateTable('audit').set({ subject: 'someone else' }).where('seq', '=', 3).execute()],
    [2, () => db.deleteFrom('audit').where('seq', '=', 2).execute()],
    [2, () => db.deleteFrom('audit').where('seq', '>', 1).execute()],
  ];
  for (const [seq, tamper] of tamperings) {
    await tamper();
    await expect(checkAudit(db)).rejects.toMatchObject({ code: 'audit-broken', facts: { seq } });
  }
});
