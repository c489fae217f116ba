import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { OsVault } from '../ports.ts';
import { createDeviceKeys, createPrivateKeys } from './device-keys.ts';
import type { OpenKeys } from './key-file.ts';
import { createFileKeyStore, type KeyStore } from './key-store.ts';
import { openKeyring } from './keyring.ts';

let folder: string;
let store: KeyStore;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keys-'));
  store = createFileKeyStore(join(folder, 'keys.json'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** What needs nobody. */
async function open(vault: OsVault | null = null): Promise<OpenKeys> {
  const { opened } = await openKeyring({ store, vault, fresh: true });
  if (opened === undefined) throw new Error('sealed');
  return opened;
}
const text = async () => Buffer.from((await store.read()) ?? []).toString('utf8');

test('keys are made once and stay the same', async () => {
  const first = await open();
  const written = await text();
  const again = await open();
  expect(await text()).toBe(written);
  expect([again.keys.signKey, again.keys.boxKey]).toEqual([first.keys.signKey, first.keys.boxKey]);
  expect(again.dataKey.export()).toEqual(first.dataKey.export());
  expect(again.dataKey.subkey('journal')).toEqual(first.dataKey.subkey('journal'));
  expect(again.dataKey.subkey('journal')).not.toEqual(first.dataKey.subkey('photos'));
});

test('a device that was enrolled with a file of format 1 keeps its keys, and no longer in the clear', async () => {
  const secrets = createPrivateKeys();
  await store.write(Buffer.from(JSON.stringify({ format: 1, ...secrets })));
  const { keys } = await open();
  const { signKey, boxKey } = createDeviceKeys(secrets);
  expect(keys).toMatchObject({ signKey, boxKey });
  expect(await text()).not.toContain(secrets.sign);
  expect(await text()).not.toContain(secrets.box);
  expect((await open()).keys.signKey).toBe(signKey);
});

test('a device that was enrolled does not get new keys for lost ones', async () => {
  await expect(openKeyring({ store, vault: null, fresh: false })).rejects.toMatchObject({ code: 'keys-damaged' });
  expect(await store.read()).toBeUndefined();
});

test('what a killed write left beside the key file is cleared away: it may hold the key', async () => {
  await writeFile(join(folder, 'keys.json.0a1b.part'), await text());
  await writeFile(join(folder, 'uploads.json.0a1b.part'), '{}');
  await open();
  expect((await readdir(folder)).sort()).toEqual(['keys.json', 'uploads.json.0a1b.part']);
});

test.skipIf(process.platform === 'win32')('only this user may read the key file', async () => {
  await openKeyring({ store, vault: null, fresh: true });
  expect((await stat(join(folder, 'keys.json'))).mode & 0o777).toBe(0o600);
});

test('keys that cannot be read are never replaced', async () => {
  for (const bytes of ['{', '', '{}', '{"format":3}', '{"format":1,"sign":"AA"}']) {
    await store.write(Buffer.from(bytes));
    await expect(openKeyring({ store, vault: null, fresh: true })).rejects.toMatchObject({ code: 'keys-damaged' });
    expect(await text()).toBe(bytes);
  }
});

test('any changed character of the key file is found, and nothing is written over it', async () => {
  let held: Uint8Array | undefined;
  let writes = 0;
  const memory: KeyStore = {
    read: async () => held,
    write: async (bytes) => {
      held = bytes;
      writes += 1;
    },
  };
  await openKeyring({ store: memory, vault: null, fresh: true });
  const whole = Buffer.from(held ?? []).toString('utf8');
  for (let at = whole.indexOf('"format"'); at < whole.lastIndexOf('"'); at++) {
    // Blanks between the values carry nothing.
    if (/\s/.test(whole[at] ?? '')) continue;
    held = Buffer.from(`${whole.slice(0, at)}${whole[at] === 'A' ? 'B' : 'A'}${whole.slice(at + 1)}`);
    await expect(openKeyring({ store: memory, vault: null, fresh: true }), `at ${at}`).rejects.toMatchObject({ code: 'keys-damaged' });
  }
  expect(writes).toBe(1);
});
