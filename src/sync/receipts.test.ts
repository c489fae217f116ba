import { expect, test } from 'vitest';
import { type HeldState, limits } from '#contract/district-api.ts';
import { id } from '#domain/testing/samples.ts';
import type { SyncStore, Wire } from './ports.ts';
import { askHeld } from './receipts.ts';
import { createStop } from './stop.ts';

/** A device that holds so many changes, and the questions it asks after them. */
function deskHolding(count: number) {
  const waiting = new Set(Array.from({ length: count }, (_, index) => id(index + 1)));
  const order = [...waiting];
  const asked: number[] = [];
  const store: Pick<SyncStore, 'held' | 'noteHeld'> = {
    held: async (limit, after) =>
      order
        .slice(after === undefined ? 0 : order.indexOf(after as never) + 1)
        .filter((uid) => waiting.has(uid))
        .slice(0, limit),
    noteHeld: async (states) => {
      for (const { uid, state } of states) if (state !== 'held') waiting.delete(uid as never);
    },
  };
  const wireOf = (decided: (uid: string) => boolean): Pick<Wire, 'held'> => ({
    held: async (uids) => {
      asked.push(uids.length);
      return uids.map((uid): HeldState => ({ uid, state: decided(uid) ? 'rejected' : 'held', at: null }));
    },
  });
  const ask = (decided: (uid: string) => boolean, signal = createStop()) =>
    askHeld({ store: store as SyncStore, wire: wireOf(decided) as Wire }, signal);
  return { ask, asked, waiting };
}

test('[H2] a device that holds more changes than one question takes asks after every one of them', async () => {
  const last = limits.heldCheck * 2 + 7;
  const desk = deskHolding(last);
  await desk.ask((uid) => uid === id(last));
  expect(desk.asked).toEqual([limits.heldCheck, limits.heldCheck, 7]);
  expect(desk.waiting.size).toBe(last - 1);
  expect(desk.waiting.has(id(last))).toBe(false);
});

test('[H2] what was decided of the first part keeps none of the next from being asked after', async () => {
  const desk = deskHolding(limits.heldCheck + 3);
  await desk.ask(() => true);
  expect(desk.waiting.size).toBe(0);
});

test('[H2] a device that holds none asks nothing', async () => {
  const desk = deskHolding(0);
  await desk.ask(() => true);
  expect(desk.asked).toEqual([]);
});

test('[S2] a session that is stopped asks no more', async () => {
  const desk = deskHolding(3);
  const stop = createStop();
  stop.stop();
  await expect(desk.ask(() => true, stop)).rejects.toBeDefined();
  expect(desk.asked).toEqual([]);
});
