import { beforeEach, describe, expect, test } from 'vitest';
import { type Facts, Failure, type FailureCode } from '#contract/failure.ts';
import { backoffMs } from './backoff.ts';
import { createSyncDriver, type SyncDriver, type SyncState } from './driver.ts';
import { noProgress } from './progress.ts';
import type { SyncReport } from './session.ts';

const report: SyncReport = { receipt: null, pulled: 0, fetched: 0, photoFailures: [] };

/** A session that ends as the test says, and time that passes when the test says. */
let running: { end(result: SyncReport | Failure): void; cut: boolean }[];
let stops: number;
let waiting: Map<number, () => void>;
let online: Set<() => void>;
let driver: SyncDriver;
let states: SyncState['at'][];

beforeEach(() => {
  running = [];
  stops = 0;
  waiting = new Map();
  online = new Set();
  states = [];
  driver = createSyncDriver({
    session: {
      run: (signal, onProgress) =>
        new Promise((done, fail) => {
          onProgress({ ...noProgress, phase: 'push', sent: 3 });
          running.push({
            get cut() {
              return signal.aborted;
            },
            end: (result) => (result instanceof Failure ? fail(result) : done(result)),
          });
        }),
    },
    wire: {
      stop: async () => {
        stops += 1;
        running.at(-1)?.end(new Failure('cancelled'));
      },
    },
    clock: { now: () => 1000 },
    timer: (ms, work) => {
      waiting.set(ms, work);
      return () => waiting.delete(ms);
    },
    chance: () => 0,
    watchOnline: (work) => {
      online.add(work);
      return () => online.delete(work);
    },
  });
  driver.watch(({ at }) => states.push(at));
});

/** Presses 同步 and lets the session end so. */
async function press(result: SyncReport | Failure): Promise<SyncState> {
  const ended = driver.start();
  await Promise.resolve();
  running.at(-1)?.end(result);
  await ended;
  return driver.state();
}

const failing = (code: FailureCode, facts: Facts = {}) => press(new Failure(code, facts));

describe('what a failure asks for', () => {
  test.each([
    ['server-unreachable', 'offline'],
    ['server-broken', 'offline'],
    ['BUSY', 'offline'],
    ['DISK', 'offline'],
    ['AUTH', 'authNeeded'],
    ['REVOKED', 'authNeeded'],
    ['UPGRADE', 'upgradeNeeded'],
    ['server-outdated', 'upgradeNeeded'],
    ['disk-low', 'diskLow'],
    ['disk-full', 'diskLow'],
    ['BATCH_BAD', 'stopped'],
    ['TOO_BIG', 'stopped'],
    ['GAP', 'stopped'],
    ['FORK', 'stopped'],
    ['EPOCH', 'stopped'],
    ['server-other', 'stopped'],
    ['internal', 'stopped'],
  ] as const)('%s: %s', async (code, at) => {
    expect(await failing(code)).toMatchObject({ at, failure: { code } });
    expect(waiting.size).toBe(at === 'offline' ? 1 : 0);
  });
});

describe('waiting [BO1]', () => {
  test('twice as long after each failure, at most five minutes, and chance takes up to half', () => {
    const waits = [1, 2, 3, 7, 8, 9, 30].map((attempt) => backoffMs(attempt, {}, () => 0));
    expect(waits).toEqual([2000, 4000, 8000, 128_000, 256_000, 300_000, 300_000]);
    expect(backoffMs(9, {}, () => 1)).toBe(150_000);
  });

  test('what the server asked for is waited out, however long', () => {
    expect(backoffMs(1, { retryAfterS: 30 }, () => 0)).toBe(30_000);
    expect(backoffMs(9, { retryAfterS: 5 }, () => 0)).toBe(300_000);
    expect(backoffMs(1, { retryAfterS: 900 }, () => 1)).toBe(900_000);
  });

  test('the timer tries again, and success forgets the failures', async () => {
    expect(await failing('server-unreachable')).toMatchObject({ at: 'offline', attempt: 1, retryAt: 3000 });
    waiting.get(2000)?.();
    await Promise.resolve();
    expect(driver.state().at).toBe('running');
    running.at(-1)?.end(new Failure('server-unreachable'));
    await driver.start();
    expect(driver.state()).toMatchObject({ attempt: 2, retryAt: 5000 });
    expect(await press(report)).toEqual({ at: 'done', report });
    expect(await failing('server-unreachable')).toMatchObject({ attempt: 1 });
  });

  test('a line that comes back wakes it, and only while it waits', async () => {
    await failing('server-unreachable');
    expect(online.size).toBe(1);
    for (const wake of online) wake();
    await Promise.resolve();
    expect(running).toHaveLength(2);
    expect([online.size, waiting.size]).toEqual([0, 0]);
  });

  test('a server that asked to be left alone is not woken by a line that came back', async () => {
    await failing('BUSY', { retryAfterS: 60 });
    expect([online.size, [...waiting.keys()]]).toEqual([0, [60_000]]);
  });
});

describe('people', () => {
  test('nothing begins by itself', () => {
    expect(driver.state()).toEqual({ at: 'idle' });
    expect(running).toHaveLength(0);
  });

  test('[R1] a second press joins the first', async () => {
    const [one, two] = [driver.start(), driver.start()];
    expect(one).toBe(two);
    await Promise.resolve();
    running[0]?.end(report);
    await one;
    expect(running).toHaveLength(1);
  });

  test('[S2] pausing cuts the line, keeps how far it was, and resuming goes on in a session of its own', async () => {
    const first = driver.start();
    await Promise.resolve();
    await driver.pause();
    await first;
    expect(driver.state()).toMatchObject({ at: 'paused', progress: { sent: 3 } });
    expect([stops, running[0]?.cut]).toEqual([1, true]);
    const second = driver.resume();
    await Promise.resolve();
    running[1]?.end(report);
    await second;
    expect(driver.state().at).toBe('done');
    expect(states).toEqual(['running', 'running', 'paused', 'running', 'running', 'done']);
  });

  test('a session that is still being cut ends before the next begins', async () => {
    void driver.start();
    await Promise.resolve();
    const paused = driver.pause();
    const resumed = driver.resume();
    expect(running).toHaveLength(1);
    await paused;
    await Promise.resolve();
    expect(running).toHaveLength(2);
    running[1]?.end(report);
    await resumed;
    expect(driver.state().at).toBe('done');
  });

  test('cancelling forgets that anybody asked: no timer, no wake', async () => {
    await failing('server-unreachable');
    await driver.cancel();
    expect([driver.state().at, waiting.size, online.size]).toEqual(['idle', 0, 0]);
    await driver.resume();
    expect(running).toHaveLength(1);
  });

  test('pausing while it waits for the line keeps it from trying', async () => {
    await failing('server-unreachable');
    await driver.pause();
    expect([driver.state().at, waiting.size, online.size]).toEqual(['paused', 0, 0]);
  });
});
