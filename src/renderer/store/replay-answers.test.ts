import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Answer } from '#contract/answer.ts';
import type { FeedRecord, Mutation } from '#domain/mutation.ts';
import { draft, hash, id, people } from '#domain/testing/samples.ts';
import type { SyncStore } from '#sync/ports.ts';
import type { Host } from '../host-client.ts';
import { DeskDatabase } from './database.ts';
import { createDexieSyncStore } from './dexie-sync-store.ts';
import { replayAnswers } from './replay-answers.ts';
import { keepJournaled } from './save.ts';
import { storeKey } from './testing/store-key.ts';

let db: DeskDatabase;
let store: SyncStore;
beforeEach(() => {
  db = new DeskDatabase(storeKey, `replay-${Math.floor(performance.now() * 1000)}`);
  store = createDexieSyncStore(db);
});
afterEach(() => db.delete());

const estate = { code: 'JC', neighborhood: '甲社区', subdistrict: '320602' };

const hostWith = (answers: readonly Answer[]): Host => ({
  call: async (_method, input) => ({ answer: answers[(input as { after: number }).after] ?? null, total: answers.length }) as never,
});

const row = (n: number, seq: number, name: string): FeedRecord => ({
  ...{ type: 'estate', id: id(n), rev: seq, seq, deleted: false, schema: 1, openConflicts: 0 },
  fields: { ...estate, name },
});
const page = (from: number, cursor: number, rows: FeedRecord[]): Answer => ({ kind: 'page', epoch: 3, from, cursor, head: cursor, rows });

const own = { ...draft('create', 'estate', id(5), people.zhang, { set: { name: { old: null, new: '自建小区' } } }), n: 1, h: hash(1) };
const results: Answer = { kind: 'results', epoch: 3, batch: id(900), results: [{ n: 1, h: hash(1), outcome: 'applied', rowSeq: 4 }] };

test('[RS1] a lost store stands where the last sync had left it: newest rows, own changes settled, the next pull goes on from there', async () => {
  await keepJournaled({ db }, [own as unknown as Mutation]);
  const answers = [page(0, 2, [row(1, 1, '甲'), row(2, 2, '乙')]), results, page(2, 5, [row(5, 4, '自建小区'), row(1, 5, '甲改')])];
  const told: number[] = [];
  expect(await replayAnswers(store, hostWith(answers), (done, total) => told.push(done / total))).toBe(3);
  expect(await store.position()).toEqual({ epoch: 3, cursor: 5 });
  expect((await db.view.toArray()).map(({ fields }) => fields.name).toSorted()).toEqual(['乙', '甲改', '自建小区']);
  expect((await db.outbox.get(1))?.state).toBe(2);
  expect(told.at(-1)).toBe(1);
});

test('[RS1] a store that knows its server is left as it is', async () => {
  await store.beginEpoch(3);
  expect(await replayAnswers(store, hostWith([page(0, 2, [row(1, 1, '甲')])]))).toBe(0);
  expect(await db.view.count()).toBe(0);
});

test('[RS1] a page that does not go on from the last is not taken in: the next sync pulls from before it', async () => {
  await replayAnswers(store, hostWith([page(0, 2, [row(1, 1, '甲')]), page(4, 5, [row(2, 5, '乙')])]));
  expect(await store.position()).toEqual({ epoch: 3, cursor: 2 });
  expect(await db.view.count()).toBe(1);
});
