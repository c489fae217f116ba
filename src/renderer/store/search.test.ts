import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { RecordType } from '#domain/identity.ts';
import type { FeedRecord, Fields, Mutation, MutationDraft } from '#domain/mutation.ts';
import type { SearchFilters } from '#domain/search.ts';
import { created, draft, fixture, hash, id, people, structure, tablet } from '#domain/testing/samples.ts';
import { DeskDatabase } from './database.ts';
import { createDexieSyncStore } from './dexie-sync-store.ts';
import { indexPart } from './late-index.ts';
import { keepJournaled } from './save.ts';
import { dropSearch, findSavedSearches, keepSearch } from './saved-filters.ts';
import { keepAsking, loadPlaces, pageSize, searchDesk } from './search.ts';
import { readRaw } from './testing/raw-store.ts';
import { storeKey } from './testing/store-key.ts';

let db: DeskDatabase;
beforeEach(() => {
  db = new DeskDatabase(storeKey, `search-${Math.random()}`);
});
afterEach(() => db.delete());

const household = (contactName: string, room = '101') => ({
  ...{ building: id(1), unit: '1', room, contactName, phone: '13812349839', occupancy: 'OWNER', from: null, to: null },
  ...{ ownerReachable: null, accommodation: null, note: '', source: null },
});

const row = (type: RecordType, n: number, seq: number, fields: object, change: Partial<FeedRecord> = {}): FeedRecord => ({
  ...{ type, id: id(n), rev: 1, seq, deleted: false, schema: 1, openConflicts: 0 },
  fields: structuredClone(fields) as Fields,
  ...change,
});

const journaled = (n: number, change: MutationDraft): Mutation => ({
  ...{ ...change, dev: tablet },
  ...{ n, prev: hash(n - 1), c: hash(100 + n), h: hash(n) },
});

async function pull(rows: FeedRecord[]): Promise<void> {
  const position = await db.meta.get('position');
  const from = position?.key === 'position' ? position : { epoch: 0, cursor: 0 };
  await createDexieSyncStore(db).notePage(from, { rows, cursor: from.cursor + rows.length, head: from.cursor + rows.length });
  while (await indexPart(db));
}

async function found(text: string, filters: SearchFilters = {}): Promise<string[]> {
  const { rows } = await searchDesk(db, text, filters, await loadPlaces(db, people.zhang));
  return rows.map((view) => `${view.type} ${Number(view.id.slice(-12))}`);
}

describe('the index', () => {
  test('finds what was just saved, unsynced', async () => {
    await keepJournaled({ db }, [journaled(1, draft('create', 'structure', id(10), people.zhang, { set: created(structure()) }))]);
    expect(await found('A1-0001')).toEqual(['structure 10']);
    expect(await found('', { unsynced: true })).toEqual(['structure 10']);
  });

  test('an answer is told again after each change of the index, and no more when it is stopped', async () => {
    await db.open();
    const told: string[][] = [];
    const answers = (count: number) => vi.waitUntil(() => told.length === count, { timeout: 10_000 });
    const stop = keepAsking(
      db,
      () => found('', { unsynced: true }),
      (answer) => told.push(answer),
    );
    await answers(1);
    await keepJournaled({ db }, [journaled(1, draft('create', 'structure', id(10), people.zhang, { set: created(structure()) }))]);
    await answers(2);
    expect(told).toEqual([[], ['structure 10']]);
    // What comes back is found by the same words: its entry is not written, and the answer is another.
    await createDexieSyncStore(db).noteResults([{ n: 1, h: hash(1), outcome: 'applied', rowSeq: 1 }], id(9));
    await pull([row('structure', 10, 1, structure())]);
    await answers(3);
    expect(told[2]).toEqual([]);
    stop();
    await keepJournaled({ db }, [journaled(2, draft('create', 'structure', id(11), people.zhang, { set: created(structure()) }))]);
    expect(await found('', { unsynced: true })).toEqual(['structure 11']);
    expect(told).toHaveLength(3);
  });

  test('finds what was just pulled, by Chinese name and by initials', async () => {
    await pull([row('household', 11, 1, household('曾某')), row('household', 12, 2, household('王某', '102'))]);
    expect(await found('zm')).toEqual(['household 11']);
    expect(await found('王')).toEqual(['household 12']);
  });

  test('finds a record by what it says now, not by what it said', async () => {
    await pull([row('household', 11, 1, household('王某'))]);
    await pull([row('household', 11, 2, household('李娜'), { rev: 2 })]);
    expect(await found('王某')).toEqual([]);
    expect(await found('ln')).toEqual(['household 11']);
  });

  test('forgets what was deleted, and that something was unsynced', async () => {
    await keepJournaled({ db }, [journaled(1, draft('create', 'structure', id(10), people.zhang, { set: created(structure()) }))]);
    const store = createDexieSyncStore(db);
    await store.noteResults([{ n: 1, h: hash(1), outcome: 'applied', rowSeq: 1 }], id(9));
    await pull([row('structure', 10, 1, structure())]);
    expect(await found('', { unsynced: true })).toEqual([]);
    await pull([row('structure', 10, 2, structure(), { deleted: true })]);
    expect(await found('A1-0001')).toEqual([]);
  });

  test('finds by a decision that waits a record that nothing else changed', async () => {
    await pull([row('structure', 10, 1, structure())]);
    await pull([row('structure', 10, 2, structure(), { openConflicts: 1 })]);
    expect(await found('', { conflict: true })).toEqual(['structure 10']);
    await pull([row('structure', 10, 3, structure())]);
    expect(await found('', { conflict: true })).toEqual([]);
  });

  test('lies there with no name, no initials, no number and no note of anybody', async () => {
    const noted = { ...household('王秀英'), note: '轮椅出入留门' };
    const party = { room: '101', role: 'OWNER' as const, name: '曾国强' };
    await pull([row('household', 11, 1, noted), row('fixture', 30, 2, fixture({ parties: [party], note: '锈蚀' }))]);
    expect([await found('王秀英'), await found('wxy'), await found('9839'), await found('轮椅'), await found('曾国')]).toEqual([
      ['household 11'],
      ['household 11'],
      ['household 11'],
      ['household 11'],
      ['fixture 30'],
    ]);
    const tokens = (await readRaw(db.name, 'search')).flatMap((entry) => entry.tokens as string[]);
    expect(tokens.filter((token) => /[王秀英曾国强轮椅]|^wx?y?$|^zg?q?$|9839|9389|张伟/u.test(token))).toEqual([]);
    expect(tokens.filter((token) => token === '锈蚀')).toHaveLength(1);
  });

  test('[E2] finds what an older epoch brought until the new one is through, and nothing of it after', async () => {
    const store = createDexieSyncStore(db);
    await store.beginEpoch(1);
    await pull([row('household', 11, 1, household('王某'))]);
    await store.beginEpoch(2);
    expect(await found('王某')).toEqual(['household 11']);
    await store.notePage({ epoch: 2, cursor: 0 }, { rows: [], cursor: 0, head: 0 });
    expect(await found('王某')).toEqual([]);
    expect(await db.search.count()).toBe(0);
  });

  test('finds by building and room as people say it', async () => {
    await pull([
      row('building', 1, 1, { estate: id(2), key: '12', label: '12幢', aliases: [], rooms: [] }),
      row('fixture', 30, 2, fixture({ positionLabel: '南阳台-窗2' })),
    ]);
    expect(await found('12幢1单元101室 窗2')).toEqual(['fixture 30']);
    expect(await found('12-1-101')).toEqual(['fixture 30']);
  });
});

describe('an answer', () => {
  const many = (count: number) =>
    Array.from({ length: count }, (_, n) =>
      row('fixture', 1000 + n, n + 1, fixture({ code: `CG-A1-${n}`, status: n % 500 === 7 ? 'refused' : 'surveyed' })),
    );

  test('comes in pages that do not overlap and leave nothing out', async () => {
    await pull(many(pageSize * 3 + 10));
    const places = await loadPlaces(db, people.zhang);
    const pages = await Promise.all([0, 1, 2, 3].map((page) => searchDesk(db, '防盗窗', {}, places, page)));
    expect(pages.map(({ rows }) => rows.length)).toEqual([pageSize, pageSize, pageSize, 10]);
    expect(new Set(pages.flatMap(({ rows }) => rows.map((view) => view.id))).size).toBe(pageSize * 3 + 10);
    expect(pages[0]).toMatchObject({ count: pageSize * 3 + 10, more: false });
  });

  test.each([40, 1600])('of %i that wait to be sent finds those that another word names', async (count) => {
    const ids = Array.from({ length: count }, (_, n) => id(5000 + n));
    const view = { type: 'fixture' as const, rev: 0, deleted: false, fields: {}, openConflicts: 0 };
    const entry = (at: number) => ({ type: 'fixture' as const, building: null, day: null, tokens: at % 20 === 3 ? ['锈', '窗'] : ['窗'] });
    await db.view.bulkPut(ids.map((one) => ({ ...view, id: one, pending: 1, keys: ['fixture', 'unsynced'] })));
    await db.view.put({ ...view, id: id(1), pending: 0, keys: ['fixture'] });
    await db.search.bulkPut([...ids.map((one, at) => ({ id: one, ...entry(at) })), { id: id(1), ...entry(3) }]);
    const places = await loadPlaces(db, people.zhang);
    const rusty = await searchDesk(db, '锈', { unsynced: true }, places);
    expect(rusty.rows.map((one) => one.id)).toEqual(ids.filter((_, at) => at % 20 === 3).slice(0, pageSize));
    const any = await searchDesk(db, '', { unsynced: true }, places);
    expect(any.rows.map((one) => one.id)).toEqual(ids.slice(0, pageSize));
    expect(any.more).toBe(count > 200);
  });

  test('says where it did not count on, and still finds the few among many', async () => {
    await pull(many(1200));
    const places = await loadPlaces(db, people.zhang);
    expect(await searchDesk(db, '防盗窗', {}, places)).toMatchObject({ more: true });
    const filters = { state: 'fixture.refused', kind: 'fixture.GRILLE', type: 'fixture' } as const;
    expect(await searchDesk(db, '', filters, places)).toMatchObject({ count: 3, more: false });
  });

  test('to no question is empty', async () => {
    await pull(many(3));
    expect(await found('  ')).toEqual([]);
  });
});

test('a saved search is kept under its name until it is dropped', async () => {
  await keepSearch(db, { name: '拒签', text: '', filters: { state: 'fixture.refused' } });
  await keepSearch(db, { name: '拒签', text: '12幢', filters: {} });
  expect(await findSavedSearches(db)).toEqual([{ name: '拒签', text: '12幢', filters: {} }]);
  await dropSearch(db, '拒签');
  expect(await findSavedSearches(db)).toEqual([]);
});
