import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { UserId } from '#domain/identity.ts';
import { freshDesk } from '../testing/desk.ts';
import { colleague, testUser } from '../testing/desk-defaults.ts';

// Each passphrase costs what it costs a thief, and a busy machine takes longer still.
vi.setConfig({ testTimeout: 30_000 });

const desk = freshDesk({ osVault: null });
const { ask, errorOf } = desk;
const passphrase = '三号楼的钥匙在传达室';
const pin = '2468';

const users = async () => (await ask('device.status', {})).enrollment?.users.map(({ id }) => id);
const granted = (id: UserId, to: string | null = null) => ({
  id,
  name: '周敏',
  roles: ['team' as const],
  from: '2020-01-01T00:00:00Z',
  to,
});
const signIn = () => errorOf('people.signIn', { user: testUser, secret: { kind: 'passphrase', passphrase } });

/** A sealed desk on which every grant has ended, as its last sync told it. */
beforeEach(async () => {
  await desk.join();
  await ask('people.secure', { user: testUser, passphrase, pin });
  desk.district.grants = [granted(testUser, '2021-01-01T00:00:00Z')];
  await ask('people.askGrants', { passphrase: null });
  await desk.reopen();
});

describe('a desk where every grant has ended', () => {
  test('lets nobody in, and still keeps what it has', async () => {
    expect(await users()).toEqual([]);
    expect(await signIn()).toMatchObject({ code: 'not-granted' });
    expect((await ask('device.status', {})).lock).toMatchObject({ state: 'sealed', people: [{ user: testUser }] });
  });

  test('asks for new ones with a passphrase of before, which signs nobody in', async () => {
    desk.district.grants = [granted(testUser, '2021-01-01T00:00:00Z'), granted(colleague)];
    const status = await ask('people.askGrants', { passphrase });
    expect(status).toMatchObject({ lock: { state: 'open', user: null }, enrollment: { users: [{ id: colleague, name: '周敏' }] } });
    expect(await errorOf('journal.read', { from: 1, limit: 1 })).toMatchObject({ code: 'not-signed-in' });
    expect(await errorOf('people.signIn', { user: testUser, secret: { kind: 'pin', pin } })).toMatchObject({ code: 'not-granted' });
    expect(await ask('people.secure', { user: colleague, passphrase: '自己的另一句口令', pin })).toMatchObject({ user: colleague });
  });

  test('says that it is sealed, or the passphrase wrong, and asks nobody', async () => {
    const sessions = desk.district.sessions;
    expect(await errorOf('people.askGrants', { passphrase: null })).toMatchObject({ code: 'sealed' });
    expect(await errorOf('people.askGrants', { passphrase: '不是这一句口令' })).toMatchObject({ code: 'secret-wrong' });
    expect(desk.district.sessions).toBe(sessions);
  });

  test('is open and as it was where the district does not answer, and asks again without a passphrase', async () => {
    desk.district.fault = ({ path }) => (path.endsWith('/session') ? 'hang up' : undefined);
    expect(await errorOf('people.askGrants', { passphrase })).toMatchObject({ code: 'server-unreachable' });
    expect((await ask('device.status', {})).lock.state).toBe('open');
    expect(await users()).toEqual([]);
    desk.district.fault = undefined;
    desk.district.grants = [granted(testUser)];
    await ask('people.askGrants', { passphrase: null });
    expect(await users()).toEqual([testUser]);
    expect(await signIn()).toBeUndefined();
  });

  test('is opened by the district’s recovery, for nobody yet, and asks then', async () => {
    const { request } = await ask('people.recoveryRequest', {});
    const recovered = await ask('people.recover', { user: null, answer: await desk.district.recover(request) });
    expect(recovered).toMatchObject({ lock: { state: 'open', people: [{ user: testUser }], user: null } });
    desk.district.grants = [granted(testUser)];
    await ask('people.askGrants', { passphrase: null });
    // Nobody’s secrets were taken away.
    expect(await signIn()).toBeUndefined();
  });
});

test('a token that still holds keeps nobody from asking anew', async () => {
  await ask('people.askGrants', { passphrase });
  await ask('people.askGrants', { passphrase: null });
  desk.district.grants = [granted(colleague)];
  await ask('people.askGrants', { passphrase: null });
  expect(await users()).toEqual([colleague]);
});
