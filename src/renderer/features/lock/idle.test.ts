import { expect, test } from 'vitest';
import { createIdle } from './idle.ts';
import { isRunningToday } from './running.ts';

function setUp() {
  const clock = { wall: Date.parse('2026-03-02T08:00:00Z'), mono: 1000, mayLock: true };
  const source = { now: () => new Date(clock.wall), monoMs: () => clock.mono };
  const pass = (minutes: number) => {
    clock.wall += minutes * 60_000;
    clock.mono += minutes * 60_000;
  };
  return { clock, pass, idle: createIdle(source, 5, () => clock.mayLock) };
}

test('a desk is due after the minutes chosen, not before, and anew after each touch', () => {
  const { pass, idle } = setUp();
  pass(4.9);
  expect(idle.isDue()).toBe(false);
  pass(0.1);
  expect(idle.isDue()).toBe(true);
  idle.touch();
  pass(4.9);
  expect(idle.isDue()).toBe(false);
});

test('a tablet that slept is due when it wakes, though its monotonic clock stood still', () => {
  const { clock, idle } = setUp();
  clock.wall += 60 * 60_000;
  expect(idle.isDue()).toBe(true);
});

test('a wall clock that is set back does not keep a desk open', () => {
  const { clock, idle } = setUp();
  clock.wall -= 24 * 60 * 60_000;
  clock.mono += 5 * 60_000;
  expect(idle.isDue()).toBe(true);
});

test('while an operation runs or something is in hand nothing is due, and the minutes count from its end', () => {
  const { clock, pass, idle } = setUp();
  clock.mayLock = false;
  pass(30);
  expect(idle.isDue()).toBe(false);
  clock.mayLock = true;
  pass(4.9);
  expect(idle.isDue()).toBe(false);
  pass(0.1);
  expect(idle.isDue()).toBe(true);
});

test('only an operation that runs, and runs today, keeps a desk open', () => {
  const on = (status: 'running' | 'briefed' | 'reconciled', date: string) => isRunningToday([{ fields: { status, date } }], '2026-03-02');
  expect([on('running', '2026-03-02'), on('running', '2026-03-01'), on('briefed', '2026-03-02'), on('reconciled', '2026-03-02')]).toEqual([
    true,
    false,
    false,
    false,
  ]);
  expect(isRunningToday([], '2026-03-02')).toBe(false);
});
