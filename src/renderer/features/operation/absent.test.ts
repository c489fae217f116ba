import { expect, test } from 'vitest';
import type { KnownDevice } from '#contract/hold.ts';
import { DeviceId } from '#domain/identity.ts';
import { id, operation } from '#domain/testing/samples.ts';
import { absentDevices } from './absent.ts';

const own = DeviceId.parse(id(600));
const held = operation({
  date: '2026-03-02',
  leader: '张伟',
  results: { [id(50)]: { outcome: 'NOT_HOME', reason: '敲门没人', photos: [], at: '2026-03-02T11:20:00+08:00' } },
});

function device(n: number, change: Partial<KnownDevice> = {}): KnownDevice {
  const counts = { received: 3, held: 0, photosMissing: 0 };
  const dev = DeviceId.parse(id(600 + n));
  return { dev, serial: `0${n}`, name: `平板${n}`, people: ['张伟'], revoked: false, heardAt: null, ...counts, ...change };
}

const namesOf = (known: KnownDevice[]) => absentDevices(held, known, own).map(({ name }) => name);

test('a device heard on the operation’s own day, after its last event, is not absent; one heard before it, or never, is', () => {
  const known = [
    device(1, { heardAt: '2026-03-02T09:30:00Z' }),
    device(2, { heardAt: '2026-03-02T03:00:00Z' }),
    device(3, { heardAt: null }),
  ];
  expect(namesOf(known)).toEqual(['平板2', '平板3']);
});

test('one that was heard later and still had unsent work then is absent', () => {
  expect(namesOf([device(1, { heardAt: '2026-03-02T09:30:00Z', unsent: 2 })])).toEqual(['平板1']);
});

test('this desk, a revoked device, and one on which nobody of the operation works, are not named', () => {
  expect(namesOf([device(0), device(1, { revoked: true }), device(2, { people: ['赵敏'] })])).toEqual([]);
});
