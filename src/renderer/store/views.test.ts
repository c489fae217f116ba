import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { FeedRecord, Fields, Mutation } from '#domain/mutation.ts';
import { created, draft, fixture, hash, id, people, tablet } from '#domain/testing/samples.ts';
import { DeskDatabase } from './database.ts';
import { createDexieSyncStore } from './dexie-sync-store.ts';
import type { OutboxRow } from './rows.ts';
import { sumOf } from './tallies.ts';
import { storeKey } from './testing/store-key.ts';
import { findUnsettled } from './views.ts';

let db: DeskDatabase;
beforeEach(() => {
  db = new DeskDatabase(storeKey, `views-${Math.random()}`);
});
afterEach(() => db.delete());

const entry = (n: number, record: number, state: OutboxRow['state']): OutboxRow => {
  const change = draft('create', 'fixture', id(record), people.zhang, { set: created(fixture()) });
  const mutation: Mutation = { ...change, dev: tablet, n, prev: hash(n - 1), c: hash(500 + n), h: hash(n) };
  return { n, h: mutation.h, uid: mutation.uid, id: mutation.id, state, mutation };
};

const states = [0, 1, 2, 3] as const;

test('[V2] what is unsettled of many records is what is unsettled of each, also with much else between them', async () => {
  // Four lines of each record, in every state, later ones of a record further down.
  await db.outbox.bulkAdd(Array.from({ length: 240 }, (_, n) => entry(n + 1, 1 + (n % 60), states[Math.floor(n / 60)] ?? 0)));
  for (const step of [1, 2, 5]) {
    const ids = Array.from({ length: 60 }, (_, n) => id(1 + n * step));
    const each = await Promise.all(ids.map((one) => findUnsettled(db, [one])));
    const expected = new Map(each.flatMap((found) => [...found]));
    expect(expected.size).toBe(Math.ceil(60 / step));
    expect(await findUnsettled(db, ids)).toEqual(expected);
  }
});

test('a page tells of each of its records that was here before what that was', async () => {
  const row = (n: number, seq: number, qty: number): FeedRecord => ({
    ...{ type: 'fixture', id: id(n), rev: 1, seq, deleted: false, schema: 1, openConflicts: 0 },
    fields: structuredClone(fixture({ qty })) as unknown as Fields,
  });
  const store = createDexieSyncStore(db);
  const pull = (from: number, rows: FeedRecord[]) =>
    store.notePage({ epoch: 0, cursor: from }, { rows, cursor: from + rows.length, head: from + rows.length });
  await pull(
    0,
    Array.from({ length: 70 }, (_, n) => row(2 * n + 1, n + 1, 1)),
  );
  await pull(
    70,
    Array.from({ length: 70 }, (_, n) => row(n + 1, n + 71, 3)),
  );
  const { count, pieces } = sumOf(await db.tallies.toArray());
  expect({ count, pieces }).toEqual({ count: 105, pieces: 70 * 3 + 35 });
});
