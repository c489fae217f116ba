import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { FeedRecord, Fields, Mutation } from '#domain/mutation.ts';
import { draft, hash, id, people, structure, tablet } from '#domain/testing/samples.ts';
import { DeskDatabase } from './database.ts';
import { createDexieSyncStore } from './dexie-sync-store.ts';
import { listRows } from './feed-rows.ts';
import { renumberOutbox } from './host-journal.ts';
import { keepJournaled } from './save.ts';
import { storeKey } from './testing/store-key.ts';
import { findUnsent } from './told.ts';

let db: DeskDatabase;
beforeEach(async () => {
  db = new DeskDatabase(storeKey, `settling-${Math.random()}`);
  await db.meta.put({ key: 'position', epoch: 1, cursor: 0 });
});
afterEach(() => db.delete());

const chain = { dev: tablet, n: 1, prev: hash(0), c: hash(1), h: hash(2) };
const set = Object.fromEntries(Object.entries(structure()).map(([field, value]) => [field, { old: null, new: value }]));
const line: Mutation = { ...draft('create', 'structure', id(1), people.zhang, { set }), ...chain };

test('[A1] a result with the same number and another hash is of another history: the change stays unsent and on the screen', async () => {
  const store = createDexieSyncStore(db);
  await keepJournaled({ db }, [line]);
  await store.noteResults([{ n: 1, h: hash(3), outcome: 'applied', rowSeq: 0 }], id(9));
  expect(await store.unsent(5)).toEqual([line]);
  expect(await db.view.get(id(1))).toMatchObject({ pending: 1 });
  await store.noteResults([{ n: 1, h: line.h, outcome: 'applied', rowSeq: 7 }], id(9));
  expect(await store.unsent(5)).toEqual([]);
});

test('[FK1] what has to be sent again under a new number is said to be unsent, with its age', async () => {
  const store = createDexieSyncStore(db);
  await keepJournaled({ db }, [line]);
  const row: FeedRecord = { type: 'structure', id: id(1), rev: 1, seq: 7, deleted: false, schema: 1, openConflicts: 0, fields: {} };
  await store.notePage({ epoch: 1, cursor: 0 }, { rows: [row], cursor: 7, head: 7 });
  await store.noteResults([{ n: 1, h: line.h, outcome: 'applied', rowSeq: 7 }], id(9));
  expect(await findUnsent(db)).toEqual({ count: 0, since: null });
  await renumberOutbox(db, [{ ...line, n: 1, h: hash(4) }]);
  expect(await findUnsent(db)).toEqual({ count: 1, since: new Date(line.at.wall) });
});

test('[H2] what was decided counts as held again while it is sent to a restored server, until that one says what became of it', async () => {
  const store = createDexieSyncStore(db);
  await keepJournaled({ db }, [line]);
  await store.noteResults([{ n: 1, h: line.h, outcome: 'quarantined', rowSeq: 0, rule: 'NO_GRANT' }], id(9));
  await store.noteHeld([{ uid: line.uid, state: 'released', at: null }]);
  expect(await store.held(5)).toEqual([]);
  await store.beginEpoch(2);
  expect(await store.held(5)).toEqual([line.uid]);
  await store.noteResults([{ n: 1, h: line.h, outcome: 'applied', rowSeq: 4 }], id(10));
  expect(await store.held(5)).toEqual([]);
  expect(await db.outbox.get(1)).not.toHaveProperty('decided');
});

test('[H2] held changes are listed oldest first and part by part, also behind one that was decided meanwhile', async () => {
  const store = createDexieSyncStore(db);
  const lines = [1, 2, 3, 4].map((n): Mutation => ({ ...line, uid: id(400 - n), n, prev: hash(n - 1), h: hash(n) }));
  await keepJournaled({ db }, lines);
  const results = lines.map(({ n, h }) => ({ n, h, outcome: 'quarantined' as const, rowSeq: 0, rule: 'NO_GRANT' }));
  await store.noteResults(results, id(9));
  expect(await store.held(2)).toEqual([id(399), id(398)]);
  await store.noteHeld([{ uid: id(398), state: 'rejected', at: null }]);
  expect(await store.held(2, id(398))).toEqual([id(397), id(396)]);
  expect(await store.held(2, id(396))).toEqual([]);
});

const rowAt = (seq: number): FeedRecord => ({
  ...{ type: 'structure', id: id(1), rev: 1, seq, deleted: false, schema: 1, openConflicts: 0 },
  fields: structuredClone(structure()) as unknown as Fields,
});

test('[L1] a page asked for from elsewhere writes neither a row nor the cursor; one of the present position writes both', async () => {
  const store = createDexieSyncStore(db);
  const page = { rows: [rowAt(7)], cursor: 7, head: 7 };
  for (const from of [
    { epoch: 1, cursor: 5 },
    { epoch: 2, cursor: 0 },
  ])
    expect(await store.notePage(from, page)).toBeUndefined();
  expect([(await listRows(db)).length, await store.position()]).toEqual([0, { epoch: 1, cursor: 0 }]);
  expect(await store.notePage({ epoch: 1, cursor: 0 }, page)).toBe(1);
  expect([(await listRows(db)).length, await store.position()]).toEqual([1, { epoch: 1, cursor: 7 }]);
});

test('[S1] a page that cannot be written to its end is not written at all: the next session asks for it again', async () => {
  const store = createDexieSyncStore(db);
  const full = vi.spyOn(db.meta, 'put').mockRejectedValue(new Error('QuotaExceededError'));
  await expect(store.notePage({ epoch: 1, cursor: 0 }, { rows: [rowAt(7)], cursor: 7, head: 7 })).rejects.toThrow('QuotaExceededError');
  full.mockRestore();
  expect([await db.rows.count(), await db.view.count(), await store.position()]).toEqual([0, 0, { epoch: 1, cursor: 0 }]);
});

test('[G2] what was acknowledged and the server says it expects again is unsent again, with all behind it', async () => {
  const store = createDexieSyncStore(db);
  const lines = [1, 2, 3].map((n): Mutation => ({ ...line, uid: id(400 + n), n, prev: hash(n - 1), h: hash(n) }));
  await keepJournaled({ db }, lines);
  await store.noteResults(
    lines.map(({ n, h }) => ({ n, h, outcome: 'applied' as const, rowSeq: n })),
    id(9),
  );
  await store.noteServer({ next: 4, backed: 1 });
  expect(await store.countUnsent()).toBe(0);
  await store.noteServer({ next: 2, backed: 1 });
  expect(await store.unsentRun()).toEqual({ from: 2, to: 3 });
});

test('[E2] a row of an older epoch lets go of no change, also where a later one of its record is sent again', async () => {
  const store = createDexieSyncStore(db);
  const fields = structuredClone(structure()) as unknown as Fields;
  const row: FeedRecord = { type: 'structure', id: id(1), rev: 1, seq: 50, deleted: false, schema: 1, openConflicts: 0, fields };
  await store.notePage({ epoch: 1, cursor: 0 }, { rows: [row], cursor: 50, head: 50 });
  const patches = ['南墙', '北墙'].map((note, index): Mutation => {
    const change = draft('patch', 'structure', id(1), people.zhang, { set: { note: { old: '', new: note } } });
    return { ...change, dev: tablet, n: index + 1, prev: hash(index), c: hash(index + 10), h: hash(index + 1) };
  });
  await keepJournaled({ db }, patches);
  await store.beginEpoch(2);
  await store.noteResults(
    patches.map(({ n, h }) => ({ n, h, outcome: 'applied', rowSeq: 6 + n })),
    id(9),
  );
  await store.rewind(2);
  expect((await db.outbox.toArray()).map(({ state }) => state)).toEqual([1, 0]);
  expect(await db.view.get(id(1))).toMatchObject({ pending: 2 });
});
