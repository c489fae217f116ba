import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PushResult } from '#contract/district-api.ts';
import type { Mutation } from '#domain/mutation.ts';
import { created, draft, fixture, hash, id, people, tablet } from '#domain/testing/samples.ts';
import { DeskDatabase } from './database.ts';
import { createDexieSyncStore } from './dexie-sync-store.ts';
import { loadHistory } from './history.ts';
import { keepJournaled } from './save.ts';
import { storeKey } from './testing/store-key.ts';
import { countUnsent } from './told.ts';

let db: DeskDatabase;
beforeEach(async () => {
  db = new DeskDatabase(storeKey, `told-${Math.random()}`);
  await db.meta.put({ key: 'position', epoch: 1, cursor: 0 });
});
afterEach(() => db.delete());

const set = created(fixture());
const lines = [1, 2, 3].map((n): Mutation => {
  const change = draft('create', 'fixture', id(n), people.zhang, { set });
  return { ...change, uid: id(700 + n), dev: tablet, n, prev: hash(n - 1), c: hash(500 + n), h: hash(n) };
});
const applied = lines.map(({ n, h }): PushResult => ({ n, h, outcome: 'applied', rowSeq: 10 + n }));
const rowOf = (n: number) => ({
  ...{ type: 'fixture' as const, id: id(n), rev: 1, seq: 10 + n, deleted: false, schema: 1, openConflicts: 0 },
  fields: { ...fixture() },
});
const states = async () => (await db.outbox.toArray()).map(({ state }) => state);

describe('what was told of applied changes whose rows have not come', () => {
  beforeEach(() => keepJournaled({ db }, lines));

  test('[TD1] is one row, and counts: nothing of it is sent again', async () => {
    const store = createDexieSyncStore(db);
    await store.noteResults(applied.slice(0, 2), id(9));
    expect([await db.told.count(), await states()]).toEqual([1, [0, 0, 0]]);
    expect([await countUnsent(db), await store.unsentRun(), await store.unsent(5)]).toEqual([1, { from: 3, to: 3 }, [lines[2]]]);
    expect(await db.view.get(id(1))).toMatchObject({ pending: 1 });
  });

  test('[TD1] is in the history of its record: it was sent', async () => {
    await createDexieSyncStore(db).noteResults(applied.slice(0, 2), id(9));
    expect((await loadHistory(db, id(1))).changes).toMatchObject([{ state: 1, outcome: 'applied' }]);
    expect((await loadHistory(db, id(3))).changes).toMatchObject([{ state: 0 }]);
  });

  test('[TD1] is written with its row; what no row brought, with the page that reaches the head', async () => {
    const store = createDexieSyncStore(db);
    await store.noteResults(applied, id(9));
    const news = await store.notePage({ epoch: 1, cursor: 0 }, { rows: [rowOf(1), rowOf(2)], cursor: 12, head: 13 });
    expect([news, await states()]).toEqual([0, [2, 2, 0]]);
    expect(await countUnsent(db)).toBe(0);
    await store.notePage({ epoch: 1, cursor: 12 }, { rows: [], cursor: 13, head: 13 });
    expect([await db.told.count(), await states()]).toEqual([0, [2, 2, 1]]);
    expect(await db.outbox.get(3)).toMatchObject({ outcome: 'applied', rowSeq: 13, batch: id(9) });
  });

  test('[G1] is forgotten where the server has lost it', async () => {
    const store = createDexieSyncStore(db);
    await store.noteResults(applied, id(9));
    await store.rewind(2);
    expect([await store.unsentRun(), await states()]).toEqual([{ from: 2, to: 3 }, [1, 0, 0]]);
    await store.noteResults(applied.slice(1), id(9));
    await store.beginEpoch(2);
    expect(await store.unsentRun()).toEqual({ from: 1, to: 3 });
  });

  test('[A1] of another history is told of nothing', async () => {
    const store = createDexieSyncStore(db);
    await store.noteResults(
      applied.map((result) => ({ ...result, h: hash(result.n + 50) })),
      id(9),
    );
    expect([await db.told.count(), await store.unsentRun()]).toEqual([0, { from: 1, to: 3 }]);
  });
});
