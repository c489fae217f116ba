import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { FeedRecord, Fields } from '#domain/mutation.ts';
import { created, draft, fixture, hash, id, people, structure, tablet } from '#domain/testing/samples.ts';
import { DeskDatabase } from './database.ts';
import { createDexieSyncStore } from './dexie-sync-store.ts';
import { countUnindexed, indexPart, keepIndexing } from './late-index.ts';
import { keepJournaled } from './save.ts';
import { loadPlaces, searchDesk } from './search.ts';
import { storeKey } from './testing/store-key.ts';

let db: DeskDatabase;
beforeEach(() => {
  db = new DeskDatabase(storeKey, `late-index-${Math.random()}`);
});
afterEach(() => db.delete());

const codeOf = (n: number) => `CG-01-${String(n).padStart(4, '0')}`;

const row = (n: number, seq: number, code = codeOf(n)): FeedRecord => ({
  ...{ type: 'fixture', id: id(n), rev: 1, seq, deleted: false, schema: 1, openConflicts: 0 },
  fields: structuredClone(fixture({ code })) as unknown as Fields,
});

const much = Array.from({ length: 200 }, (_, n) => row(n + 1, n + 1));

async function pull(rows: FeedRecord[]): Promise<void> {
  const position = await db.meta.get('position');
  const from = position?.key === 'position' ? position : { epoch: 0, cursor: 0 };
  const cursor = from.cursor + rows.length;
  await createDexieSyncStore(db).notePage(from, { rows, cursor, head: cursor });
}

async function found(text: string): Promise<number[]> {
  const { rows } = await searchDesk(db, text, {}, await loadPlaces(db, people.zhang));
  return rows.map((view) => Number(view.id.slice(-12)));
}

async function indexAll(): Promise<void> {
  while (await indexPart(db));
}

describe('[IX1] what a long pull brings', () => {
  test('is there at once, and is found once it is indexed, which a new start goes on with', async () => {
    await pull(much);
    expect(await db.view.count()).toBe(200);
    expect(await countUnindexed(db)).toBe(200);
    await indexPart(db);
    db.close();
    await db.open();
    expect(await countUnindexed(db)).toBe(150);
    expect([await found(codeOf(50)), await found(codeOf(51))]).toEqual([[50], []]);
    await indexAll();
    expect(await countUnindexed(db)).toBe(0);
    expect(await found(codeOf(200))).toEqual([200]);
  });

  test('is never found by what it no longer is', async () => {
    await pull([row(1, 1, 'CG-09-0009')]);
    await pull(much);
    expect([await found('CG-09-0009'), await found(codeOf(1))]).toEqual([[], [1]]);
  });

  test('is indexed as it is then: changed, deleted, or gone', async () => {
    await pull(much);
    await pull([row(2, 201, 'CG-08-0008'), { ...row(3, 202), deleted: true }]);
    await indexAll();
    expect([await found('CG-08-0008'), await found(codeOf(2)), await found(codeOf(3))]).toEqual([[2], [], []]);
  });

  test('keeps nothing of a page short enough, and no own change, from being found at once', async () => {
    await pull(much.slice(0, 100));
    await pull(much.slice(100));
    const change = { ...draft('create', 'structure', id(900), people.zhang, { set: created(structure()) }), dev: tablet };
    await keepJournaled({ db }, [{ ...change, n: 1, prev: hash(0), c: hash(100), h: hash(1) }]);
    expect([await found(codeOf(100)), await found('A1-0001')]).toEqual([[100], [900]]);
  });

  test('is indexed by itself once pages no longer come', async () => {
    await pull(much);
    const stop = keepIndexing(db, 0);
    await vi.waitFor(async () => expect(await countUnindexed(db)).toBe(0), { timeout: 4000 });
    stop();
    expect(await found(codeOf(199))).toEqual([199]);
  });
});
