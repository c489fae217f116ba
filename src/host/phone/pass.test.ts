import { expect, test } from 'vitest';
import { phoneLimits } from '#contract/phone.ts';
import { createPass } from './pass.ts';

function openPass() {
  const clock = { now: 0 };
  const pass = createPass(() => clock.now);
  return { pass, clock };
}

function keyOf(pass: ReturnType<typeof createPass>): string {
  const taken = pass.take();
  if (typeof taken === 'string') throw new Error(taken);
  return taken.key;
}

test('a token is taken once: the second phone is refused', () => {
  const { pass } = openPass();
  expect(pass.taken).toBe(false);
  expect(pass.take()).toEqual({ key: expect.stringMatching(/^[\w-]{32}$/) });
  expect([pass.taken, pass.take()]).toEqual([true, 'used']);
});

test('a wrong token is wrong and a right one is good for ten minutes; so is its key', () => {
  const { pass, clock } = openPass();
  const key = keyOf(pass);
  expect([pass.refuseToken(`${pass.token}x`), pass.refuseToken(''), pass.refuseToken(pass.token)]).toEqual(['wrong', 'wrong', undefined]);
  clock.now = phoneLimits.minutes * 60_000;
  expect([pass.refuseToken(pass.token), pass.begin(key, 1), pass.take(), pass.leftMs()]).toEqual(['expired', 'expired', 'expired', 0]);
});

test('without the key nothing is received, and with it one photo at a time', () => {
  const { pass } = openPass();
  expect(pass.begin('', 1)).toBe('wrong');
  const key = keyOf(pass);
  expect(pass.begin(pass.token, 1)).toBe('wrong');
  const first = pass.begin(key, 1);
  expect(pass.begin(key, 1)).toBe('busy');
  if (typeof first !== 'string') first.end(true);
  expect(pass.begin(key, 1)).toEqual({ end: expect.any(Function) });
});

test('photos and bytes are counted: what is over either is refused', () => {
  const { pass } = openPass();
  const key = keyOf(pass);
  const send = (bytes: number, kept = true) => {
    const begun = pass.begin(key, bytes);
    if (typeof begun === 'string') return begun;
    begun.end(kept);
    return 'sent';
  };
  expect(send(phoneLimits.bytes + 1)).toBe('too-big');
  expect(send(phoneLimits.bytes - 100, false)).toBe('sent');
  expect(send(101)).toBe('too-big');
  for (let n = 0; n < phoneLimits.photos; n += 1) expect(send(1)).toBe('sent');
  expect(send(1)).toBe('too-many');
  expect([pass.arrived, pass.refused]).toEqual([phoneLimits.photos, 1]);
});
