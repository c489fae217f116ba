import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DeskDatabase } from '../../store/database.ts';
import { storeKey } from '../../store/testing/store-key.ts';
import { noticesOf } from './restoration.ts';

const nothing = { cause: 'none', restored: 0, refilled: 0, drafts: 0 } as const;
const whole = { last: 9, tornBytes: 0, damaged: [] };

let db: DeskDatabase;
beforeEach(() => {
  db = new DeskDatabase(storeKey, `restoration-${Math.random()}`);
});
afterEach(() => db.delete());

test('a start that found everything in order says nothing', async () => {
  expect(await noticesOf(db, nothing, whole)).toEqual([]);
  expect(await noticesOf(db, nothing, undefined)).toEqual([]);
});

test('each thing that was put right is said once, with how much it was', async () => {
  const restoration = { cause: 'wiped', restored: 12, refilled: 3, drafts: 2 } as const;
  expect(await noticesOf(db, restoration, { ...whole, tornBytes: 40 })).toEqual([
    { kind: 'wiped', count: 12 },
    { kind: 'drafts', count: 2 },
    { kind: 'refilled', count: 3 },
    { kind: 'torn', bytes: 40 },
  ]);
});

test('damaged lines are named by their own numbers, and those that the store lacks as well are counted', async () => {
  await db.outbox.bulkAdd([5, 6].map((n) => ({ n }) as never));
  const damaged = [
    { afterN: 4, beforeN: 8 },
    { afterN: 4, beforeN: 6 },
  ];
  expect(await noticesOf(db, nothing, { ...whole, damaged })).toEqual([
    { kind: 'damaged', from: 5, to: 7, lost: 1 },
    { kind: 'damaged', from: 5, to: 5, lost: 0 },
  ]);
});
