import { expect, test } from 'vitest';
import type { DeviceLock } from '#contract/host-api.ts';
import { people } from '#domain/testing/samples.ts';
import { wayIn } from './way-in.ts';

const { zhang, li } = people;
const lock = (state: DeviceLock['state'], chosen: Partial<DeviceLock['people'][number]>[] = []): DeviceLock => ({
  state,
  wrappedBy: 'passphrase',
  people: chosen.map((person) => ({ user: zhang.id, passphrase: false, pin: false, ...person })),
  user: null,
});

test('a sealed desk opens with a passphrase alone', () => {
  expect(wayIn(lock('sealed', [{ passphrase: true, pin: true }]), zhang.id)).toBe('passphrase');
  expect(wayIn(lock('sealed', [{ pin: true }]), zhang.id)).toBe('shut');
  expect(wayIn(lock('sealed', [{ passphrase: true }]), li.id)).toBe('shut');
});

test('on an open desk a PIN is enough, and who has chosen nothing chooses', () => {
  expect(wayIn(lock('open', [{ passphrase: true, pin: true }]), zhang.id)).toBe('pin');
  expect(wayIn(lock('open', [{ passphrase: true }]), zhang.id)).toBe('passphrase');
  expect(wayIn(lock('open', [{ passphrase: true, pin: true }]), li.id)).toBe('secure');
});
