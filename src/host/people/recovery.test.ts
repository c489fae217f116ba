import { randomBytes } from 'node:crypto';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Encrypter } from 'age-encryption';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { UserId } from '#domain/identity.ts';
import { createHost } from '../host.ts';
import { freshDesk } from '../testing/desk.ts';
import { colleague, testUser } from '../testing/desk-defaults.ts';
import { draft, testDevice } from '../testing/drafts.ts';
import { createTestVault } from '../testing/os-vault.ts';
import { picture } from '../testing/pictures.ts';

// Each passphrase costs what it costs a thief, and a busy machine takes longer still.
vi.setConfig({ testTimeout: 30_000 });

const desk = freshDesk({ osVault: null });
const { ask, errorOf } = desk;
const passphrase = '三号楼的钥匙在传达室';
const pin = '2468';

const secure = (user: UserId, chosen = passphrase) => ask('people.secure', { user, passphrase: chosen, pin });
const signIn = (user: UserId, typed: string) => ({ user, secret: { kind: 'passphrase' as const, passphrase: typed } });
const keysPath = () => join(desk.folder, 'keys.json');
const request = async () => (await ask('people.recoveryRequest', {})).request;

/** A joined desk with work on it, sealed. */
beforeEach(async () => {
  await desk.join();
  await secure(testUser);
  await ask('journal.append', { drafts: [draft(), draft()] });
  await desk.reopen();
});

describe('recovery by the district', () => {
  test('a forgotten passphrase costs nothing: the district brings the key back and a new one is chosen', async () => {
    const status = await ask('people.recover', { user: testUser, answer: await desk.district.recover(await request()) });
    expect(status).toMatchObject({ lock: { state: 'open', people: [], user: null }, journal: { last: 2 } });
    await secure(testUser, 'a new passphrase');
    expect((await ask('journal.read', { from: 1, limit: 10 })).muts).toHaveLength(2);
    await desk.reopen();
    expect(await errorOf('people.signIn', signIn(testUser, passphrase))).toMatchObject({ code: 'secret-wrong' });
    expect(await ask('people.signIn', signIn(testUser, 'a new passphrase'))).toMatchObject({ user: testUser });
  });

  test('when the only one who ever signed in has left, somebody else gets in, and their work is all there', async () => {
    await ask('people.recover', { user: colleague, answer: await desk.district.recover(await request()) });
    await secure(colleague, 'the colleague’s own');
    expect((await ask('journal.read', { from: 1, limit: 10 })).muts).toMatchObject([{ user: testUser }, { user: testUser }]);
    // Who left may come back: nothing of theirs was taken away.
    expect((await ask('device.status', {})).lock.people).toMatchObject([{ user: testUser }, { user: colleague }]);
  });

  test('a person is recovered on an open desk too, and whoever was signed in is out', async () => {
    await ask('people.signIn', signIn(testUser, passphrase));
    await secure(colleague, 'the colleague’s own');
    const answer = await desk.district.recover(await request());
    expect((await ask('people.recover', { user: testUser, answer })).lock).toMatchObject({
      state: 'open',
      user: null,
      people: [{ user: colleague }],
    });
    expect(await errorOf('journal.read', { from: 1, limit: 1 })).toMatchObject({ code: 'not-signed-in' });
  });

  test('answers for another run, another device or nobody change nothing', async () => {
    const before = await readFile(keysPath());
    const old = await desk.district.recover(await request());
    await desk.reopen();
    const mine = JSON.parse(await desk.district.recover(await request()));
    const answers = [
      old,
      '',
      '{}',
      'null',
      JSON.stringify({ ...mine, wrapped: 'AAAA' }),
      JSON.stringify({ ...mine, wrapped: mine.wrapped.slice(4) }),
    ];
    for (const answer of answers) {
      expect(await errorOf('people.recover', { user: testUser, answer }), answer).toMatchObject({ code: 'recovery-wrong' });
    }
    expect((await ask('device.status', {})).lock.state).toBe('sealed');
    expect(await readFile(keysPath())).toEqual(before);
    expect(await ask('people.signIn', signIn(testUser, passphrase))).toMatchObject({ user: testUser });
  });

  test('another device’s data key, well answered, opens nothing here', async () => {
    const before = await readFile(keysPath());
    const encrypter = new Encrypter();
    encrypter.addRecipient(JSON.parse(await request()).answerTo);
    for (const bytes of [randomBytes(32), randomBytes(31)]) {
      const wrapped = Buffer.from(await encrypter.encrypt(bytes)).toString('base64url');
      const answer = JSON.stringify({ format: 'chaihuan-recovery-answer-1', dev: testDevice, wrapped });
      expect(await errorOf('people.recover', { user: testUser, answer })).toMatchObject({ code: 'recovery-wrong' });
    }
    expect((await ask('device.status', {})).lock.state).toBe('sealed');
    expect(await readFile(keysPath())).toEqual(before);
  });

  test('a request tells neither the key nor anything that opens it, and there is none before anybody has chosen', async () => {
    const { dev, serverId, wrapped, answerTo, ...rest } = JSON.parse(await request());
    expect(rest).toEqual({ format: 'chaihuan-recovery-request-1' });
    expect(wrapped).toBe(JSON.parse(await readFile(keysPath(), 'utf8')).wraps.recovery.wrapped);
    expect([dev, serverId]).toEqual([(await ask('device.status', {})).enrollment?.dev, desk.district.serverId]);
    expect(answerTo).toMatch(/^age1/);
  });
});

describe('the disk of a dead tablet in another one', () => {
  let copy: string;
  beforeEach(async () => {
    copy = await mkdtemp(join(tmpdir(), 'copy-'));
  });
  afterEach(() => rm(copy, { recursive: true, force: true }));

  test('where the system’s vault gives nothing back it is sealed, and recovery opens it with the journal and the photos', {
    timeout: 20_000,
  }, async () => {
    await desk.reopen({ osVault: createTestVault() });
    const { request: first } = await ask('people.recoveryRequest', {});
    await ask('people.recover', { user: testUser, answer: await desk.district.recover(first) });
    await ask('people.secure', { user: testUser, passphrase: null, pin });
    const bytes = await picture().jpeg().toBuffer();
    const { sha256 } = await desk.ingest(bytes);
    const { muts } = await ask('journal.append', { drafts: [draft()] });
    await desk.host.close();

    await cp(desk.folder, copy, { recursive: true });
    const host = await createHost(desk.options({ dataFolder: copy, osVault: createTestVault() }));
    try {
      const call = async (method: string, input: unknown) => {
        const reply = await host.call(method, input);
        if (!reply.ok) throw new Error(`${method}: ${reply.error.code}`);
        return reply.value as Record<string, unknown>;
      };
      expect(await call('device.status', {})).toMatchObject({
        lock: { state: 'sealed', wrappedBy: 'passphrase', people: [{ passphrase: false }] },
      });
      const asked = (await call('people.recoveryRequest', {})).request as string;
      const opened = await call('people.recover', { user: testUser, answer: await desk.district.recover(asked) });
      // The new machine's system keeps the key from now on.
      expect(opened).toMatchObject({ lock: { state: 'open', wrappedBy: 'os' }, journal: { last: 3, damaged: [] } });
      await call('people.secure', { user: testUser, passphrase: null, pin });
      expect((await call('journal.read', { from: 3, limit: 1 })).muts).toEqual(muts);
      const { urls } = (await call('photos.urls', { photos: [{ sha256, size: 'original' }] })) as { urls: string[] };
      expect((await host.serve(urls[0] ?? ''))?.body).toEqual(bytes);
    } finally {
      await host.close();
      await desk.reopen();
    }
  });
});

test('a flipped byte of the key file is keys-damaged, nothing is written over it, and the whole file opens again', async () => {
  await desk.host.close();
  const whole = await readFile(keysPath());
  const changed = Buffer.from(whole);
  changed.writeUInt8(changed.readUInt8(changed.length >> 1) ^ 1, changed.length >> 1);
  await writeFile(keysPath(), changed);
  await expect(createHost(desk.options())).rejects.toMatchObject({ code: 'keys-damaged' });
  expect(await readFile(keysPath())).toEqual(changed);
  await rm(keysPath());
  await expect(createHost(desk.options())).rejects.toMatchObject({ code: 'keys-damaged' });
  await writeFile(keysPath(), whole);
  await desk.reopen();
  expect(await ask('people.signIn', signIn(testUser, passphrase))).toMatchObject({ user: testUser });
});
