import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { DeviceStatus, HostMethod, SignedIn } from '#contract/host-api.ts';
import { RecoveryRequest } from '#contract/recovery.ts';
import { createHost, type Host } from '#host/host.ts';
import { deskDefaults } from '#host/testing/desk-defaults.ts';
import { buildApp } from '../app.ts';
import { openParts } from '../listen.ts';
import { issueTestCode } from '../testing/enrolled-device.ts';
import { openTestDatabase } from '../testing/test-database.ts';
import { answerRecovery } from './recover.ts';

const now = new Date('2026-03-02T09:00:00Z');
const passphrase = '三号楼的钥匙在传达室';
let folder: string;
let server: Awaited<ReturnType<typeof listen>>;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'chaihuan-recover-'));
  server = await listen();
}, 60_000);
afterEach(() => rm(path.join(folder, 'desk'), { recursive: true, force: true }));
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

/** The app on a database in memory, over a port: a desk's own host reaches it. */
async function listen() {
  const { db, close } = await openTestDatabase();
  const app = await buildApp(await openParts(db, { dataFolder: path.join(folder, 'server') }), { quiet: true });
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  return {
    db,
    url,
    async close() {
      await app.close();
      await close();
    },
  };
}

const openDesk = () => createHost({ ...deskDefaults, osVault: null, dataFolder: path.join(folder, 'desk') });

async function ask<T>(host: Host, method: HostMethod, input: unknown): Promise<T> {
  const reply = await host.call(method, input);
  if (!reply.ok) throw new Error(`${method}: ${reply.error.code}`);
  return reply.value as T;
}

/** A desk that joined the server, was secured, and is sealed after its next start. */
async function sealedDesk(): Promise<{ host: Host; user: string; storeKey: string }> {
  const { user, code } = await issueTestCode(server.db);
  const first = await openDesk();
  await ask(first, 'device.enroll', { serverUrl: server.url, code, name: '平板一' });
  const { storeKey } = await ask<SignedIn>(first, 'people.secure', { user: user.id, passphrase, pin: '2468' });
  await first.close();
  return { host: await openDesk(), user: user.id, storeKey };
}

/** What was written down about the device that made this request. */
async function recoveries(request: string) {
  const { dev } = RecoveryRequest.parse(JSON.parse(request));
  const { db } = server;
  return db.selectFrom('audit').selectAll().where('action', '=', 'device.recovered').where('subject', '=', dev).execute();
}

test('the console opens a desk whose passphrase is forgotten, says whose it is, and writes it down', async () => {
  const { host, user, storeKey } = await sealedDesk();
  try {
    const { request } = await ask<{ request: string }>(host, 'people.recoveryRequest', {});
    const { answer, device } = await answerRecovery(server.db, request, now);
    expect(device).toMatch(/^320613001 \d\d 平板一$/);
    expect(await ask<DeviceStatus>(host, 'people.recover', { user, answer })).toMatchObject({ lock: { state: 'open', people: [] } });
    const entered = await ask<SignedIn>(host, 'people.secure', { user, passphrase: 'a new passphrase', pin: '1357' });
    expect(entered.storeKey).toBe(storeKey);
    expect(await recoveries(request)).toMatchObject([{ actor: 'console', facts: { revoked: 0 } }]);
  } finally {
    await host.close();
  }
});

test('what is no request, another server’s or an unknown device’s is refused in a sentence, and nothing is written down', async () => {
  const { host } = await sealedDesk();
  try {
    const { request } = await ask<{ request: string }>(host, 'people.recoveryRequest', {});
    const changed = (change: object) => JSON.stringify({ ...JSON.parse(request), ...change });
    const another = '0198a000-0000-4000-8000-00000000d001';
    const { wrapped } = RecoveryRequest.parse(JSON.parse(request));
    for (const [text, sentence] of [
      ['', /no recovery request/],
      ['{}', /no recovery request/],
      [request.slice(0, -20), /no recovery request/],
      [changed({ serverId: another }), /another district server/],
      [changed({ dev: another }), /ever joined this server/],
      [changed({ wrapped: wrapped.slice(0, -8) }), /damaged/],
      [changed({ answerTo: 'age1damaged' }), /damaged/],
    ] as const) {
      await expect(answerRecovery(server.db, text, now), text.slice(0, 60)).rejects.toThrow(sentence);
    }
    expect(await recoveries(request)).toEqual([]);
  } finally {
    await host.close();
  }
});

test('a revoked device still holds real work: it is answered, and the answer says so', async () => {
  const { host } = await sealedDesk();
  try {
    await server.db.updateTable('devices').set({ revoked_at: now }).execute();
    const { request } = await ask<{ request: string }>(host, 'people.recoveryRequest', {});
    expect((await answerRecovery(server.db, request, now)).device).toContain('(revoked)');
    expect(await recoveries(request)).toMatchObject([{ facts: { revoked: 1 } }]);
  } finally {
    await host.close();
  }
});
