import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { FeedRecord, Fields, Mutation } from '#domain/mutation.ts';
import { created, draft, fixture, hash, id, people, tablet } from '#domain/testing/samples.ts';
import { DeskDatabase } from './database.ts';
import { createDexieSyncStore } from './dexie-sync-store.ts';
import { findRow } from './feed-rows.ts';
import { unsyncedKey } from './keys.ts';
import type { OutboxRow } from './rows.ts';
import { keepJournaled } from './save.ts';
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

test('[V2] [IX2] own changes that come back together are settled, counted and found as what came says; what is found alike is not indexed again', async () => {
  const count = 60;
  const mutations = Array.from({ length: count }, (_, n) => entry(n + 1, n + 1, 0).mutation);
  await keepJournaled({ db }, mutations);
  const store = createDexieSyncStore(db);
  const results = mutations.map(({ n, h }) => ({ n, h, outcome: 'applied' as const, rowSeq: n }));
  await store.noteResults(results, id(9));
  expect(await db.view.where('keys').equals(unsyncedKey).count()).toBe(count);
  const rows = mutations.map(
    ({ id: one, n }): FeedRecord => ({
      ...{ type: 'fixture', id: one, rev: 1, seq: n, deleted: false, schema: 1, openConflicts: 0 },
      // Of one, somebody else has written more since.
      fields: structuredClone(fixture(n === 7 ? { qty: 5, note: '锈蚀' } : {})) as unknown as Fields,
    }),
  );
  const written = vi.spyOn(IDBObjectStore.prototype, 'put');
  await store.notePage({ epoch: 0, cursor: 0 }, { rows, cursor: count, head: count });
  const tables = written.mock.instances as IDBObjectStore[];
  const indexed = tables.flatMap(({ name }, call) => (name === 'search' ? written.mock.calls[call] : []));
  written.mockRestore();
  expect(indexed).toMatchObject([{ id: id(7) }]);
  expect(await db.view.where('keys').equals(unsyncedKey).count()).toBe(0);
  expect((await db.view.toArray()).every(({ pending, row }) => pending === 0 && row !== undefined)).toBe(true);
  expect(await db.outbox.where('state').equals(2).count()).toBe(count);
  const { qty } = fixture();
  expect(sumOf(await db.tallies.toArray())).toMatchObject({ count, pieces: (count - 1) * qty + 5 });
});

test('[V2] of own changes that come back together, a later one of the same record stays on top and unsynced', async () => {
  const count = 60;
  const mutations = Array.from({ length: count }, (_, n) => entry(n + 1, n + 1, 0).mutation);
  await keepJournaled({ db }, mutations);
  const store = createDexieSyncStore(db);
  await store.noteResults(
    mutations.map(({ n, h }) => ({ n, h, outcome: 'applied' as const, rowSeq: n })),
    id(9),
  );
  // Saved while the session is under way.
  const later = draft('patch', 'fixture', id(7), people.zhang, { set: { qty: { old: 1, new: 9 } } });
  await keepJournaled({ db }, [{ ...later, dev: tablet, n: 61, prev: hash(60), c: hash(561), h: hash(61) }]);
  const rows = mutations.map(
    ({ id: one, n }): FeedRecord => ({
      ...{ type: 'fixture', id: one, rev: 1, seq: n, deleted: false, schema: 1, openConflicts: 0 },
      fields: structuredClone(fixture()) as unknown as Fields,
    }),
  );
  await store.notePage({ epoch: 0, cursor: 0 }, { rows, cursor: count, head: count });
  expect(await db.view.where('keys').equals(unsyncedKey).primaryKeys()).toEqual([id(7)]);
  expect(await db.view.get(id(7))).toMatchObject({ pending: 1, fields: { qty: 9 } });
  expect(await findRow(db, id(7))).toMatchObject({ seq: 7, rev: 1 });
  expect(await store.countUnsent()).toBe(1);
  const { qty } = fixture();
  expect(sumOf(await db.tallies.toArray())).toMatchObject({ count, pieces: (count - 1) * qty + 9 });
});

test('[V3] a row is kept as its view alone while nothing stands on top, and beside it while something does', async () => {
  const store = createDexieSyncStore(db);
  const row: FeedRecord = {
    ...{ type: 'fixture', id: id(1), rev: 1, seq: 1, deleted: false, schema: 1, openConflicts: 0, aliasOf: id(2) },
    fields: structuredClone(fixture({ qty: 1 })) as unknown as Fields,
  };
  const kept = async () => [await db.rows.count(), await findRow(db, id(1))];
  await store.notePage({ epoch: 0, cursor: 0 }, { rows: [row], cursor: 1, head: 1 });
  expect(await kept()).toEqual([0, row]);

  const change = draft('patch', 'fixture', id(1), people.zhang, { set: { qty: { old: 1, new: 2 } } });
  const mutation: Mutation = { ...change, dev: tablet, n: 1, prev: hash(0), c: hash(501), h: hash(1) };
  await keepJournaled({ db }, [mutation]);
  expect(await kept()).toEqual([1, row]);
  expect(await db.view.get(id(1))).toMatchObject({ pending: 1, fields: { qty: 2 } });

  const other: FeedRecord = { ...row, rev: 2, seq: 2, fields: { ...row.fields, note: '别处' } };
  await store.notePage({ epoch: 0, cursor: 1 }, { rows: [other], cursor: 2, head: 2 });
  expect(await kept()).toEqual([1, other]);

  await store.noteResults([{ n: 1, h: hash(1), outcome: 'applied', rowSeq: 3 }], id(9));
  const own: FeedRecord = { ...other, rev: 3, seq: 3, fields: { ...other.fields, qty: 2 } };
  await store.notePage({ epoch: 0, cursor: 2 }, { rows: [own], cursor: 3, head: 3 });
  expect(await kept()).toEqual([0, own]);
});

test('[V3] a desk that keeps every row beside its view, as desks did, lets go of each with the page that brings it again', async () => {
  const store = createDexieSyncStore(db);
  const fields = structuredClone(fixture({ qty: 1 })) as unknown as Fields;
  const row: FeedRecord = { type: 'fixture', id: id(1), rev: 1, seq: 1, deleted: false, schema: 1, openConflicts: 0, fields };
  const { seq: _seq, schema: _schema, ...view } = row;
  await db.rows.put(row);
  await db.view.put({ ...view, pending: 0, keys: ['fixture'] });
  expect(await findRow(db, id(1))).toEqual(row);
  await store.notePage({ epoch: 0, cursor: 0 }, { rows: [{ ...row, seq: 2 }], cursor: 2, head: 2 });
  expect([await db.rows.count(), await findRow(db, id(1))]).toEqual([0, { ...row, seq: 2 }]);
});
