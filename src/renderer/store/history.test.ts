import 'fake-indexeddb/auto';
import { afterAll, expect, test } from 'vitest';
import { draft, id, people, structure } from '#domain/testing/samples.ts';
import { DeskDatabase } from './database.ts';
import { loadHistory } from './history.ts';
import type { OutboxRow } from './rows.ts';
import { storeKey } from './testing/store-key.ts';

const db = new DeskDatabase(storeKey, 'history');
afterAll(() => db.delete());

const record = id(20);
function line(n: number, state: OutboxRow['state'], mutation: object, answer: Partial<OutboxRow> = {}): OutboxRow {
  return { n, h: '', uid: `${n}`, id: record, state, mutation, ...answer } as unknown as OutboxRow;
}

test('a record tells who here changed what, newest first, from what to what, and how many changes the server has applied', async () => {
  const note = { old: '', new: '水箱旁' };
  const seenOnly = { old: 'SHED', new: 'SHED' };
  await db.outbox.bulkAdd([
    line(1, 2, draft('create', 'structure', record, people.zhang, { set: { note: { old: null, new: '' } } }), { outcome: 'applied' }),
    line(3, 0, draft('patch', 'structure', record, people.chen, { set: { note, kind: seenOnly } })),
    { ...line(2, 2, {}), id: id(21) },
  ]);
  await db.rows.add({
    type: 'structure',
    id: record,
    rev: 4,
    seq: 9,
    deleted: false,
    schema: 1,
    fields: structure() as never,
    openConflicts: 0,
  });
  const { changes, serverRev } = await loadHistory(db, record);
  expect(changes.map(({ n, op, user, state }) => ({ n, op, user, state }))).toEqual([
    { n: 3, op: 'patch', user: people.chen.id, state: 0 },
    { n: 1, op: 'create', user: people.zhang.id, state: 2 },
  ]);
  expect(changes.map(({ fields }) => fields)).toEqual([[{ field: 'note', change: note }], []]);
  expect(serverRev).toBe(4);
});

test('a record this device never touched says so, and that the server does not have it', async () => {
  expect(await loadHistory(db, id(99))).toEqual({ changes: [], serverRev: 0 });
});
