import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { HoldRow } from '#contract/hold.ts';
import type { Mutation } from '#domain/mutation.ts';
import { draft, hash, id, people, tablet } from '#domain/testing/samples.ts';
import { pullHolds } from '#sync/holds.ts';
import type { Wire } from '#sync/ports.ts';
import { createStop } from '#sync/stop.ts';
import { DeskDatabase, findHoldsPosition } from './database.ts';
import { createDexieSyncStore } from './dexie-sync-store.ts';
import { findConflicts, findHold, findHolds } from './holds.ts';
import { readable, readRaw } from './testing/raw-store.ts';
import { storeKey } from './testing/store-key.ts';

let db: DeskDatabase;
beforeEach(async () => {
  db = new DeskDatabase(storeKey, `holds-${Math.random()}`);
  await db.meta.put({ key: 'position', epoch: 1, cursor: 9 });
});
afterEach(() => db.delete());

const chain = { dev: tablet, n: 1, prev: hash(0), c: hash(1), h: hash(2) };
const conflict = id(700);

function row(n: number, seq: number, change: Partial<HoldRow> = {}): HoldRow {
  const mutation: Mutation = {
    ...draft('patch', 'household', id(n), people.zhang, { set: { contactName: { old: '王某', new: '李某' } } }),
    ...chain,
  };
  const fields = { contactName: { base: '王某', server: '王某某', device: '李某' } };
  const line = { mutation, outcome: 'conflict' as const, rule: 'FIELD', conflict, fields, author: people.zhang };
  return {
    ...{ id: id(700 + n), seq, state: 'held', openedAt: `2026-03-02T08:0${n}:00Z`, device: { dev: chain.dev, name: '平板A' } },
    ...{ lines: [line], notes: [], assignee: null, decided: null },
    ...change,
  };
}

/** A server that holds these, under this scope; and how often it was asked. */
function serverOf(rows: HoldRow[], scope = 'all') {
  const asked: number[] = [];
  const head = Math.max(0, ...rows.map(({ seq }) => seq));
  const wire: Pick<Wire, 'holds'> = {
    holds: async ({ cursor }) => {
      asked.push(cursor);
      const [first] = rows.filter(({ seq }) => seq > cursor).toSorted((a, b) => a.seq - b.seq);
      return { epoch: 1, scope, rows: first === undefined ? [] : [first], cursor: first?.seq ?? head, head };
    },
  };
  const pull = (told = { head, scope }) => pullHolds({ store: createDexieSyncStore(db), wire: wire as Wire }, told, createStop());
  return { asked, pull };
}

test('[H3] what waits comes page by page, and nothing is asked where nothing changed', async () => {
  const server = serverOf([row(1, 3), row(2, 5)]);
  await server.pull();
  expect((await findHolds(db)).map((hold) => hold.id)).toEqual([id(702), id(701)]);
  expect(server.asked).toEqual([0, 3]);
  await server.pull();
  expect(server.asked).toHaveLength(2);
  expect(await findHoldsPosition(db)).toEqual({ epoch: 1, cursor: 5, scope: 'all' });
});

test('[H3] under another scope or another epoch everything comes anew; a server of before tells nothing, and nothing is asked', async () => {
  await serverOf([row(1, 3)]).pull();
  await serverOf([row(2, 2)], 'own:').pull();
  expect((await findHolds(db)).map((hold) => hold.id)).toEqual([id(702)]);
  await serverOf([], 'all').pull();
  expect(await findHolds(db)).toEqual([]);
  await pullHolds({ store: createDexieSyncStore(db), wire: {} as Wire }, undefined, createStop());
});

test('[H3] where what it may see changed between the pull and its question, everything comes anew too', async () => {
  await serverOf([row(1, 3)]).pull();
  const server = serverOf([row(2, 2), row(3, 5)], 'own:');
  await server.pull({ head: 5, scope: 'all' });
  expect((await findHolds(db)).map((hold) => hold.id)).toEqual([id(703), id(702)]);
  expect(server.asked).toEqual([3, 0, 2]);
  expect(await findHoldsPosition(db)).toEqual({ epoch: 1, cursor: 5, scope: 'own:' });
});

test('one that was decided waits no more, keeps what it was about, and says by whom', async () => {
  await serverOf([row(1, 3)]).pull();
  const decided = { by: '赵敏', at: '2026-03-03T08:00:00Z', reason: '重复' };
  await serverOf([row(1, 6, { state: 'rejected', lines: [], decided }), row(2, 7, { state: 'rejected', lines: [], decided })]).pull();
  expect(await findHolds(db)).toEqual([]);
  expect(await db.holds.get(id(701))).toMatchObject({ state: 'rejected', decided, lines: [{ rule: 'FIELD' }] });
  expect(await db.holds.get(id(702))).toBeUndefined();
});

test('rules find the conflict of a record and the hold of a verdict; what this desk has said is marked until the server has heard it', async () => {
  await serverOf([row(1, 3)]).pull();
  expect(await findConflicts(db, [id(1)])).toMatchObject([{ id: conflict, record: id(1), rule: 'FIELD', open: true, grouped: false }]);
  expect(await findHold(db, id(701))).toMatchObject({ open: true, members: [{ author: people.zhang }] });
  const verdict = { kind: 'reject', reason: '重复' } as const;
  const mutation = { ...draft('resolve', 'household', id(1), people.zhao, { conflict: id(701), verdict }), ...chain };
  await db.outbox.add({ n: 1, h: mutation.h, uid: mutation.uid, id: id(1), state: 0, mutation });
  expect(await findHolds(db)).toMatchObject([{ said: true }]);
  await db.outbox.update(1, { state: 2 });
  expect(await findHolds(db)).toMatchObject([{ said: false }]);
  const found = { ...mutation, verdict: { kind: 'answer', reason: '是西楼' } as const };
  await db.outbox.update(1, { state: 0, mutation: found });
  expect(await findHolds(db)).toMatchObject([{ said: false, answer: '是西楼' }]);
  await db.outbox.update(1, { state: 2 });
  expect(await findHolds(db)).toMatchObject([{ said: false, answer: null }]);
});

test('nothing of people lies in clear', async () => {
  await serverOf([row(1, 3)]).pull();
  const raw = readable(await readRaw(db.name, 'holds'));
  for (const secret of ['王某', '李某', '张伟', '平板A']) expect(raw).not.toContain(secret);
});
