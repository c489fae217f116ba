import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { UserId } from '#domain/identity.ts';
import { createHost } from '../host.ts';
import { freshDesk } from '../testing/desk.ts';
import { colleague, testUser } from '../testing/desk-defaults.ts';
import { draft } from '../testing/drafts.ts';
import { createTestVault } from '../testing/os-vault.ts';
import { picture } from '../testing/pictures.ts';
import { createPinVerifier, pinTries } from './pin.ts';

// Each passphrase costs what it costs a thief, and a busy machine takes longer still.
vi.setConfig({ testTimeout: 30_000 });

const desk = freshDesk({ osVault: null });
const { ask, errorOf } = desk;
const passphrase = '三号楼的钥匙在传达室';
const pin = '2468';
const keysOf = (folder: string) => readFile(join(folder, 'keys.json'), 'utf8');

const secure = (user: UserId = testUser) => ask('people.secure', { user, passphrase, pin });
const byPin = (typed: string, user: UserId = testUser) => ({ user, secret: { kind: 'pin' as const, pin: typed } });
const byPassphrase = (typed: string, user: UserId = testUser) => ({
  user,
  secret: { kind: 'passphrase' as const, passphrase: typed },
});
const lock = async () => (await ask('device.status', {})).lock;

describe('a fresh desk', () => {
  test('is open while it keeps nothing, and its key lies open until the first person has chosen', async () => {
    expect(await lock()).toEqual({ state: 'open', wrappedBy: 'none', people: [], user: null });
    await desk.join();
    const before = JSON.parse(await keysOf(desk.folder)).wraps.none as string;
    await secure();
    expect(await keysOf(desk.folder)).not.toContain(before);
    expect(JSON.parse(await keysOf(desk.folder))).toMatchObject({
      wraps: { none: null, os: null, recovery: { wrapped: expect.any(String) } },
    });
    expect(await lock()).toEqual({
      state: 'signedIn',
      wrappedBy: 'passphrase',
      people: [{ user: testUser, passphrase: true, pin: true }],
      user: testUser,
    });
  });

  test('asks for a passphrase that counts, and for a person with a grant', async () => {
    await desk.join();
    const choose = (chosen: object) => errorOf('people.secure', { user: testUser, passphrase, pin, ...chosen });
    expect(await choose({ passphrase: null })).toMatchObject({ code: 'passphrase-missing' });
    expect(await choose({ passphrase: 'short' })).toMatchObject({ code: 'input-bad' });
    // Eight code points that are one syllable: NFKC composes them.
    expect(await choose({ passphrase: '\u1112\u1161\u11ab\u1112\u1161\u11ab\u1112\u1161' })).toMatchObject({ code: 'input-bad' });
    expect(await choose({ pin: '12' })).toMatchObject({ code: 'input-bad' });
    expect(await choose({ user: '0198a000-0000-7000-8000-00000000a002' })).toMatchObject({ code: 'not-granted' });
    expect((await lock()).people).toEqual([]);
    await secure();
    expect(await choose({})).toMatchObject({ code: 'already-secured' });
  });
});

test('a passphrase chosen on a desk as it is installed costs a thief 64 MiB a try, and a PIN 16', async () => {
  const { stretchCost: _, ...installed } = desk.options();
  await desk.host.close();
  const host = await createHost(installed);
  try {
    await host.call('device.enroll', { serverUrl: desk.district.url, code: desk.district.code, name: '平板03' });
    expect(await host.call('people.secure', { user: testUser, passphrase, pin })).toMatchObject({ ok: true });
    expect(JSON.parse(await keysOf(desk.folder)).people).toMatchObject([{ passphrase: { n: 2 ** 16, r: 8, p: 1 } }]);
  } finally {
    await host.close();
  }
  expect((await createPinVerifier(pin)).n).toBe(2 ** 14);
});

describe('a desk that people’s passphrases open', () => {
  beforeEach(async () => {
    await desk.join();
    await secure();
  });

  test('is sealed after a start: it says who it is, and does nothing else', async () => {
    await desk.reopen();
    const status = await ask('device.status', {});
    expect(status.lock).toMatchObject({ state: 'sealed', wrappedBy: 'passphrase', user: null });
    expect(status.enrollment?.deviceName).toBe('平板03');
    expect(status.journal).toBeUndefined();
    for (const [method, input] of Object.entries({
      'journal.read': { from: 1, limit: 1 },
      'remote.hello': {},
      'photos.urls': { photos: [] },
    })) {
      expect(await errorOf(method, input), method).toMatchObject({ code: 'sealed' });
    }
    expect(await errorOf('people.signIn', byPin(pin))).toMatchObject({ code: 'sealed' });
    expect(await errorOf('people.secure', { user: colleague, passphrase, pin })).toMatchObject({ code: 'sealed' });
    expect(await errorOf('device.enroll', { serverUrl: desk.district.url, code: 'x', name: 'y' })).toMatchObject({ code: 'sealed' });
  });

  test('opens by a passphrase, however its keyboard composed it, with the journal and the same key for the page', async () => {
    const { storeKey } = await ask('people.signIn', byPassphrase(passphrase));
    expect(Buffer.from(storeKey, 'base64url')).toHaveLength(32);
    const { muts } = await ask('journal.append', { drafts: [draft()] });
    await ask('people.secure', { user: colleague, passphrase: 'Ａｂｃ déjà-vu', pin });
    await desk.reopen();
    expect(await errorOf('people.signIn', byPassphrase('三号楼的钥匙'))).toEqual({ code: 'secret-wrong', facts: {} });
    expect((await lock()).state).toBe('sealed');
    expect(await ask('people.signIn', byPassphrase('Abc de\u0301ja\u0300-vu', colleague))).toEqual({ user: colleague, storeKey });
    expect(await ask('journal.read', { from: 1, limit: 10 })).toEqual({ muts, last: 1 });
    expect((await ask('device.status', {})).journal).toMatchObject({ last: 1 });
  });

  test('two passphrases at once open it once', async () => {
    await desk.reopen();
    const both = await Promise.all([ask('people.signIn', byPassphrase(passphrase)), ask('people.signIn', byPassphrase(passphrase))]);
    expect(both[0]).toEqual(both[1]);
    await ask('journal.append', { drafts: [draft(), draft()] });
    expect((await ask('device.status', {})).journal).toMatchObject({ last: 2 });
  });

  test('a PIN switches people while the key is here, and five wrong ones spend it over any restart', async () => {
    await ask('people.secure', { user: colleague, passphrase, pin: '9753' });
    expect(await ask('people.signIn', byPin(pin))).toMatchObject({ user: testUser });
    for (const left of [4, 3, 2]) {
      expect(await errorOf('people.signIn', byPin('0000'))).toEqual({ code: 'secret-wrong', facts: { left } });
    }
    await desk.reopen();
    await ask('people.signIn', byPassphrase(passphrase, colleague));
    expect(await errorOf('people.signIn', byPin('0000'))).toEqual({ code: 'secret-wrong', facts: { left: 1 } });
    expect(await errorOf('people.signIn', byPin('0000'))).toMatchObject({ code: 'pin-spent' });
    expect(await errorOf('people.signIn', byPin(pin))).toMatchObject({ code: 'pin-spent' });
    expect(await ask('people.signIn', byPin('9753', colleague))).toMatchObject({ user: colleague });
    await ask('people.signIn', byPassphrase(passphrase));
    expect(await ask('people.signIn', byPin(pin))).toMatchObject({ user: testUser });
  });

  test('wrong PINs asked at once are counted one by one', async () => {
    const asked = await Promise.all(Array.from({ length: 7 }, () => errorOf('people.signIn', byPin('0000'))));
    expect(asked.map((error) => error?.facts.left ?? error?.code)).toEqual([4, 3, 2, 1, 'pin-spent', 'pin-spent', 'pin-spent']);
  });

  test('a right PIN gives the tries back', async () => {
    await errorOf('people.signIn', byPin('0000'));
    await ask('people.signIn', byPin(pin));
    expect(await errorOf('people.signIn', byPin('0000'))).toMatchObject({ facts: { left: pinTries - 1 } });
  });

  test('somebody whose grant has ended may not sign in, and what they saved stays under the others’ keys', async () => {
    await ask('people.secure', { user: colleague, passphrase: 'somebody else’s', pin });
    await ask('people.signIn', byPin(pin));
    await ask('journal.append', { drafts: [draft()] });
    await desk.host.close();
    const settings = join(desk.folder, 'settings.json');
    const ended = JSON.parse(await readFile(settings, 'utf8'));
    ended.membership.grants[0].to = '2021-01-01T00:00:00Z';
    await writeFile(settings, JSON.stringify(ended));
    await desk.reopen();
    expect(await errorOf('people.signIn', byPassphrase(passphrase))).toMatchObject({ code: 'not-granted' });
    await ask('people.signIn', byPassphrase('somebody else’s', colleague));
    expect((await ask('journal.read', { from: 1, limit: 10 })).muts).toMatchObject([{ user: testUser }]);
  });

  test('who signed in writes under their own name alone', async () => {
    expect(await errorOf('journal.append', { drafts: [draft(), draft({ user: colleague })] })).toMatchObject({ code: 'call-refused' });
    expect((await ask('device.status', {})).journal).toMatchObject({ last: 0 });
  });

  test('after signing out the key stays, and neither calls nor addresses of pictures answer', async () => {
    const { sha256 } = await desk.ingest(await picture().png().toBuffer());
    const { urls } = await ask('photos.urls', { photos: [{ sha256, size: 'thumb' }] });
    expect(await desk.host.serve(urls[0] ?? '')).toMatchObject({ type: 'image/jpeg' });
    expect((await ask('people.signOut', {})).lock).toMatchObject({ state: 'open', user: null });
    expect(await desk.host.serve(urls[0] ?? '')).toBeUndefined();
    expect(await errorOf('journal.append', { drafts: [draft()] })).toMatchObject({ code: 'not-signed-in' });
    expect(await errorOf('photos.urls', { photos: [] })).toMatchObject({ code: 'not-signed-in' });
    await ask('people.signIn', byPin(pin));
    expect(await desk.host.serve(urls[0] ?? '')).toBeUndefined();
  });

  test('the disk tells neither the key, nor the device’s private keys, nor a PIN’s verifier', async () => {
    const { storeKey } = await ask('people.signIn', byPin(pin));
    const written = JSON.parse(await keysOf(desk.folder));
    expect(Object.keys(written).sort()).toEqual(['boxKey', 'check', 'format', 'people', 'secrets', 'signKey', 'wraps']);
    expect(await keysOf(desk.folder)).not.toContain(storeKey);
    expect(Buffer.from(written.secrets, 'base64url').toString('latin1')).not.toContain('sign');
    expect(Buffer.from(written.people[0].pin, 'base64url').toString('latin1')).not.toContain('salt');
  });
});

describe('a desk that its operating system opens', () => {
  test('needs no passphrase, and opens by itself', async () => {
    const osVault = createTestVault();
    await desk.reopen({ osVault });
    expect(await lock()).toMatchObject({ state: 'open', wrappedBy: 'os' });
    await desk.join();
    await ask('people.secure', { user: testUser, passphrase: null, pin });
    expect(JSON.parse(await keysOf(desk.folder)).wraps.none).toBeNull();
    await desk.reopen({ osVault });
    expect(await lock()).toMatchObject({ state: 'open', wrappedBy: 'os', people: [{ passphrase: false, pin: true }] });
    expect(await ask('people.signIn', byPin(pin))).toMatchObject({ user: testUser });
  });

  test('on another machine a passphrase opens it, and that machine’s system from then on', async () => {
    await desk.reopen({ osVault: createTestVault() });
    await desk.join();
    const { storeKey } = await secure();
    const another = createTestVault();
    await desk.reopen({ osVault: another });
    expect(await lock()).toMatchObject({ state: 'sealed', wrappedBy: 'passphrase' });
    expect(await ask('people.signIn', byPassphrase(passphrase))).toEqual({ user: testUser, storeKey });
    await desk.reopen({ osVault: another });
    expect(await lock()).toMatchObject({ state: 'open', wrappedBy: 'os' });
  });

  test('a system that wants its wrap renewed gets a new one, and one that forgets what it took is not believed', async () => {
    const osVault = createTestVault();
    await desk.reopen({ osVault });
    const before = JSON.parse(await keysOf(desk.folder)).wraps.os;
    await desk.reopen({ osVault: { ...osVault, unwrap: async (wrapped) => ({ ...(await osVault.unwrap(wrapped)), renew: true }) } });
    expect(JSON.parse(await keysOf(desk.folder)).wraps.os).not.toBe(before);
    expect(await lock()).toMatchObject({ state: 'open', wrappedBy: 'os' });
    const forgetful = { ...createTestVault(), unwrap: async () => ({ secret: new Uint8Array(32), renew: false }) };
    await desk.reopen({ osVault: forgetful });
    expect(await lock()).toMatchObject({ state: 'open', wrappedBy: 'none' });
  });
});
