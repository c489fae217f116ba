import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isSignedBy, openDeviceKeys } from './device-keys.ts';
import { createFileKeyStore } from './key-store.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keys-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('keys are made once, are raw 32-byte public keys, and stay the same', async () => {
  const store = createFileKeyStore(join(folder, 'keys.json'));
  const first = await openDeviceKeys(store);
  const again = await openDeviceKeys(store);
  expect([again.signKey, again.boxKey]).toEqual([first.signKey, first.boxKey]);
  expect(Buffer.from(first.signKey, 'base64url')).toHaveLength(32);
  expect(Buffer.from(first.boxKey, 'base64url')).toHaveLength(32);
});

test('a signature holds for its text and its key alone', async () => {
  const keys = await openDeviceKeys(createFileKeyStore(join(folder, 'keys.json')));
  const signature = keys.sign('一句话');
  expect(isSignedBy(keys.signKey, '一句话', signature)).toBe(true);
  expect(isSignedBy(keys.signKey, '一句', signature)).toBe(false);
  expect(isSignedBy(keys.boxKey, '一句话', signature)).toBe(false);
  expect(isSignedBy('short', '一句话', signature)).toBe(false);
});

test.skipIf(process.platform === 'win32')('only this user may read the key file', async () => {
  await openDeviceKeys(createFileKeyStore(join(folder, 'keys.json')));
  expect((await stat(join(folder, 'keys.json'))).mode & 0o777).toBe(0o600);
});

test('keys that cannot be read are never replaced', async () => {
  const store = createFileKeyStore(join(folder, 'keys.json'));
  await store.write(Buffer.from('{'));
  await expect(openDeviceKeys(store)).rejects.toMatchObject({ code: 'internal' });
  expect(Buffer.from((await store.read()) ?? [])).toEqual(Buffer.from('{'));
});
