import 'fake-indexeddb/auto';
import { Dexie } from 'dexie';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Fields } from '#domain/mutation.ts';
import type { SearchFilters } from '#domain/search.ts';
import { created, draft, fixture, hash, id, people, structure, tablet } from '#domain/testing/samples.ts';
import { type DeskDatabase, openDeskDatabase } from './database.ts';
import { createDexieSyncStore } from './dexie-sync-store.ts';
import { findMoved, findRechecks, findRecord } from './records.ts';
import { keepJournaled } from './save.ts';
import { findSavedSearches } from './saved-filters.ts';
import { loadPlaces, searchDesk } from './search.ts';
import { layDown, oldVersions, readOldStores, type Stores } from './testing/old-desk.ts';
import { readable, readRaw } from './testing/raw-store.ts';
import { otherKey, storeKey } from './testing/store-key.ts';
import { countUpgrade } from './upgrade.ts';

let name: string;
beforeEach(() => {
  name = `upgrade-${Math.random()}`;
});
afterEach(() => Dexie.delete(name));

async function withDesk<T>(work: (db: DeskDatabase) => Promise<T>): Promise<T> {
  const db = await openDeskDatabase(storeKey, name);
  try {
    return await work(db);
  } finally {
    db.close();
  }
}

async function found(db: DeskDatabase, text: string, filters: SearchFilters = {}): Promise<string[]> {
  const { rows } = await searchDesk(db, text, filters, await loadPlaces(db, people.zhang));
  return rows.map((view) => `${view.type} ${Number(view.id.slice(-12))}`);
}

const storesOf = async (names: readonly string[]): Promise<Stores> =>
  Object.fromEntries(await Promise.all(names.map(async (store) => [store, await readRaw(name, store)] as const)));

const asFields = (value: object) => structuredClone(value) as Fields;

const nativeVersion = async () => (await indexedDB.databases()).find((database) => database.name === name)?.version;

test('an upgrade counts what its steps go through, and not what one before it has done', async () => {
  const there = new Dexie(name);
  for (const [version, rows] of [
    [8, 4],
    [9, 3],
    [11, 1],
    [12, 0],
  ] as const) {
    there.close();
    there.version(version).stores({ view: 'id, *keys', search: 'id, *tokens' });
    await there.open();
    await there.table('view').bulkPut([
      { id: id(10), keys: ['structure|accepted'] },
      { id: id(70), keys: ['photo'] },
      { id: id(71), keys: ['photo'] },
    ]);
    await there.table('search').put({ id: id(10), tokens: [':p:'] });
    expect(await countUpgrade(there)).toBe(rows);
  }
  there.close();
});

describe.each(oldVersions)('a desk of version %i', (version) => {
  test('reads after the upgrade as it read before', async () => {
    const { search: _search, ...old } = await readOldStores(version);
    await layDown(name, version, await readOldStores(version));
    const now = await withDesk(async (db) => {
      const tables = Object.keys(old).map(async (store) => [store, await db.table(store).toArray()] as const);
      return Object.fromEntries(await Promise.all(tables));
    });
    const meta = now.meta?.filter(({ key }: { key: string }) => key !== 'seal');
    // Keys for states came with version 3.
    const view = old.view?.map((row) => ({ ...row, keys: now.view?.find(({ id }) => id === row.id).keys }));
    expect({ ...now, meta }).toEqual({ ...old, view });
    expect(await nativeVersion()).toBe(120);
  });

  test('tells nothing of people any more', async () => {
    const old = await readOldStores(version);
    const secrets = [
      '王秀英',
      '13812349839',
      '轮椅',
      '花名册',
      '曾国强',
      '钱某',
      '住户赵某',
      '张伟',
      '李娜',
      ...(version === 2 ? ['王家'] : []),
    ];
    expect(secrets.filter((secret) => !readable(Object.values(old)).includes(secret))).toEqual([]);
    await layDown(name, version, old);
    await withDesk(async () => undefined);
    const now = readable(Object.values(await storesOf(['rows', 'view', 'outbox', 'blobs', 'drafts', 'receipts', 'meta', 'search'])));
    expect([...secrets, 'wxy', '9389', '"娜"', '"王'].filter((secret) => now.includes(secret))).toEqual([]);
  });

  test('is found by all it was found by', async () => {
    await layDown(name, version, await readOldStores(version));
    await withDesk(async (db) => {
      expect(await found(db, '王秀英')).toEqual(['household 3', 'fixture 6']);
      expect(await found(db, 'wxy', { type: 'household' })).toEqual(['household 3']);
      expect(await found(db, '9839')).toEqual(['household 3']);
      expect(await found(db, 'A1-0001')).toEqual(['structure 5']);
      expect(await found(db, '漏水')).toEqual(['structure 5']);
      expect(await found(db, '', { unsynced: true })).toEqual(['fixture 6']);
    });
  });

  test('is counted', async () => {
    await layDown(name, version, await readOldStores(version));
    await withDesk(async (db) => {
      expect(await db.tallies.bulkGet(['household|', 'fixture|surveyed'])).toEqual([
        { key: 'household|', count: 2, pieces: 0 },
        { key: 'fixture|surveyed', count: 1, pieces: 2 },
      ]);
    });
  });

  test('keeps its unsent changes, its draft and its saved searches', async () => {
    await layDown(name, version, await readOldStores(version));
    await withDesk(async (db) => {
      expect(await db.outbox.where('state').equals(0).count()).toBe(2);
      expect((await findRecord(db, 'sweep', id(7)))?.fields.note).toBe('住户赵某开的门');
      expect((await db.drafts.toArray())[0]?.values).toMatchObject({ use: '储物', parties: [{ name: '钱某' }] });
      expect(await findSavedSearches(db)).toHaveLength(version === 1 ? 0 : 1);
    });
  });

  test('is as it was where the upgrade does not come to its end, and is upgraded the next time', async () => {
    const stores = await readOldStores(version);
    await layDown(name, version, stores);
    // What cannot be sealed stops it in the middle: rows and outbox have been rewritten by then.
    const bad = new Dexie(name);
    await bad.open();
    await bad.table('drafts').add({ key: 'z', savedAt: 1, values: { n: 1n } });
    bad.close();
    const before = await storesOf(Object.keys(stores));
    await expect(openDeskDatabase(storeKey, name)).rejects.toBeInstanceOf(Error);
    expect(await nativeVersion()).toBe(version * 10);
    expect(await storesOf(Object.keys(stores))).toEqual(before);
    const mended = new Dexie(name);
    await mended.open();
    await mended.table('drafts').delete('z');
    mended.close();
    await withDesk(async (db) => expect(await found(db, '王秀英')).toEqual(['household 3', 'fixture 6']));
  });

  test('opens from then on with the key that sealed it alone', async () => {
    await layDown(name, version, await readOldStores(version));
    await withDesk(async () => undefined);
    await expect(openDeskDatabase(otherKey, name)).rejects.toMatchObject({ code: 'store-foreign' });
  });
});

test('an upgrade says how far it is, up to its end', async () => {
  await layDown(name, 2, await readOldStores(2));
  const told: string[] = [];
  (await openDeskDatabase(storeKey, name, (done, total) => told.push(`${done}/${total}`))).close();
  const total = Number(told[0]?.split('/')[1]);
  expect(told[0]).toBe(`0/${total}`);
  expect(told.at(-1)).toBe(`${total}/${total}`);
  const again: string[] = [];
  (await openDeskDatabase(storeKey, name, (done) => again.push(String(done)))).close();
  expect(again).toEqual([]);
});

test('an upgrade for which the disk has no room says so, and leaves the old desk as it was', async () => {
  const stores = await readOldStores(3);
  await layDown(name, 3, stores);
  const before = await storesOf(Object.keys(stores));
  const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
    throw new DOMException('no room', 'QuotaExceededError');
  });
  await expect(openDeskDatabase(storeKey, name)).rejects.toMatchObject({ code: 'store-full' });
  put.mockRestore();
  expect(await nativeVersion()).toBe(30);
  expect(await storesOf(Object.keys(stores))).toEqual(before);
});

test('a desk of many records is sealed and indexed whole', async () => {
  const view = { rev: 1, deleted: false, openConflicts: 0, pending: 0 };
  const fixtures = Array.from({ length: 1201 }, (_, n) => ({
    ...view,
    type: 'fixture',
    id: id(2000 + n),
    fields: fixture(),
    keys: ['fixture'],
  }));
  const gone = { ...view, type: 'fixture', id: id(9), fields: fixture(), keys: [], deleted: true };
  await layDown(name, 1, { view: [gone, ...fixtures], meta: [{ key: 'position', epoch: 1, cursor: 7 }] });
  await withDesk(async (db) => {
    expect(await db.search.count()).toBe(1201);
    expect(await db.view.count()).toBe(1202);
    expect(await db.meta.get('position')).toEqual({ key: 'position', epoch: 1, cursor: 7 });
  });
  const raw = await readRaw(name, 'view');
  expect(raw.every((row) => row.sealed instanceof Uint8Array)).toBe(true);
});

test('what a desk of before closed is found by the day of its next recheck', async () => {
  const by = { name: people.zhang.name, user: people.zhang.id };
  const acceptance = { on: '2026-01-31', by, result: '', residentSatisfied: null };
  const closed = {
    type: 'structure',
    id: id(5),
    fields: structure({ status: 'accepted', acceptance }),
    keys: ['structure', 'structure|accepted'],
  };
  await layDown(name, 3, { view: [{ rev: 1, deleted: false, openConflicts: 0, pending: 0, ...closed }] });
  await withDesk(async (db) => {
    const due = async (to: string) => (await findRechecks(db, 'due', { to })).map((record) => record.id);
    expect([await due('2026-04-29'), await due('2026-04-30')]).toEqual([[], [id(5)]]);
    expect(await findRechecks(db, 'done', { to: '2026-12-31' })).toEqual([]);
  });
});

test('[A3] of the photos of a desk of before, those that were moved are found', async () => {
  const view = { rev: 1, deleted: false, openConflicts: 0, pending: 0, type: 'photo', keys: ['photo'] };
  const moved = { from: { type: 'structure', id: id(10) }, to: { type: 'structure', id: id(11) }, reason: '拍错楼幢' };
  await layDown(name, 3, {
    view: [
      { ...view, id: id(70), fields: { links: [], relinks: [moved] } },
      { ...view, id: id(71), fields: { links: [], relinks: [] } },
      { ...view, id: id(72), fields: { links: [] } },
    ],
  });
  await withDesk(async (db) => {
    expect((await findMoved(db)).map((photo) => photo.id)).toEqual([id(70)]);
  });
});

test('what waited to be sent on a desk of version 11 is found by that, and no more once it has come back', async () => {
  const tables = await withDesk(async (db) => {
    const change = draft('create', 'fixture', id(30), people.zhang, { set: created(fixture()) });
    await keepJournaled({ db }, [{ ...change, dev: tablet, n: 1, prev: hash(0), c: hash(101), h: hash(1) }]);
    return db.tables.map(({ name, schema }) => [name, [schema.primKey, ...schema.indexes].map(({ src }) => src).join()] as const);
  });
  // As that version wrote it: a word of the index, and no key.
  const stores = await storesOf(tables.map(([store]) => store));
  for (const view of stores.view ?? []) view.keys = (view.keys as string[]).filter((key) => key !== 'unsynced');
  for (const entry of stores.search ?? []) entry.tokens = [...(entry.tokens as string[]), ':p:'];
  await Dexie.delete(name);
  await layDown(name, 11, stores, Object.fromEntries(tables));
  await withDesk(async (db) => {
    expect(await found(db, '', { unsynced: true })).toEqual(['fixture 30']);
    const store = createDexieSyncStore(db);
    await store.noteResults([{ n: 1, h: hash(1), outcome: 'applied', rowSeq: 1 }], id(9));
    const row = { type: 'fixture' as const, id: id(30), rev: 1, seq: 1, deleted: false, schema: 1, openConflicts: 0 };
    await store.notePage({ epoch: 0, cursor: 0 }, { rows: [{ ...row, fields: asFields(fixture()) }], cursor: 1, head: 1 });
    expect(await found(db, '', { unsynced: true })).toEqual([]);
    expect(await found(db, '防盗窗')).toEqual(['fixture 30']);
  });
});
