import 'fake-indexeddb/auto';
import { Dexie } from 'dexie';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { FeedRecord, Fields, Mutation } from '#domain/mutation.ts';
import { created, draft, entitlement, fixture, hash, id, people, structure, tablet } from '#domain/testing/samples.ts';
import { DeskDatabase } from './database.ts';
import { createDexieSyncStore } from './dexie-sync-store.ts';
import { findChildren, findInState, findTally } from './records.ts';
import { keepJournaled } from './save.ts';
import { storeKey } from './testing/store-key.ts';

let db: DeskDatabase;
beforeEach(() => {
  db = new DeskDatabase(storeKey, `tallies-${Math.random()}`);
});
afterEach(() => db.delete());

const makers = {
  structure: (status: string) => structure({ status: status === 'first' ? 'draft' : 'surveyed' }),
  fixture: (status: string, qty: number) => fixture({ status: status === 'first' ? 'surveyed' : 'removed', qty }),
  entitlement: (status: string, qty: number) => entitlement({ status: status === 'first' ? 'open' : 'accepted', qty }),
};
const types = ['structure', 'fixture', 'entitlement'] as const;

interface Told {
  type: (typeof types)[number];
  n: number;
  status: 'first' | 'later';
  qty: number;
  deleted: boolean;
}

const fieldsOf = ({ type, status, qty }: Told) => makers[type](status, qty);
/** One id is always of one type. */
const idOf = ({ type, n }: Pick<Told, 'type' | 'n'>) => id(100 * (1 + types.indexOf(type)) + n);

const rowOf = (told: Told, seq: number): FeedRecord => ({
  ...{ type: told.type, id: idOf(told), rev: seq, seq, deleted: told.deleted, schema: 1, openConflicts: 0 },
  fields: structuredClone(fieldsOf(told)) as unknown as Fields,
});

const lineOf = (told: Told, n: number): Mutation => ({
  ...draft('create', told.type, idOf(told), people.zhang, { set: created(fieldsOf(told)) }),
  ...{ dev: tablet, n, prev: hash(n - 1), c: hash(1000 + n), h: hash(n) },
});

/** What the table must say: every view that is there, counted one by one. */
async function recount(): Promise<Record<string, [number, number]>> {
  const counted: Record<string, [number, number]> = {};
  for (const { type, deleted, fields } of await db.view.toArray()) {
    if (deleted) continue;
    const key = `${type}|${String(fields.status)}`;
    const [count, pieces] = counted[key] ?? [0, 0];
    counted[key] = [count + 1, pieces + Number(fields.qty ?? 0)];
  }
  return counted;
}

async function kept(): Promise<Record<string, [number, number]>> {
  const rows = (await db.tallies.toArray()).filter(({ count, pieces }) => count !== 0 || pieces !== 0);
  return Object.fromEntries(rows.map(({ key, count, pieces }) => [key, [count, pieces]]));
}

const told = fc.record<Told>({
  type: fc.constantFrom(...types),
  n: fc.nat(4),
  status: fc.constantFrom('first', 'later'),
  qty: fc.integer({ min: 1, max: 5 }),
  deleted: fc.boolean(),
});
const happening = fc.oneof(
  fc.record({ what: fc.constant('save' as const), told: fc.array(told, { minLength: 1, maxLength: 3 }) }),
  fc.record({ what: fc.constant('pull' as const), told: fc.array(told, { minLength: 1, maxLength: 6 }) }),
  fc.record({ what: fc.constantFrom('received' as const, 'rewind' as const, 'epoch' as const) }),
);

test('after any history of saves, pulls, answers, rewinds and restores the counts are those of a recount', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(happening, { minLength: 1, maxLength: 14 }), async (history) => {
      const store = createDexieSyncStore(db);
      for (const table of db.tables) await table.clear();
      let [seq, n] = [0, 0];
      await store.beginEpoch(1);
      for (const step of history) {
        const position = await store.position();
        switch (step.what) {
          case 'save':
            await keepJournaled(
              { db },
              step.told.map((one) => lineOf(one, ++n)),
            );
            break;
          case 'pull': {
            const rows = step.told.map((one) => rowOf(one, ++seq));
            await store.notePage(position, { rows: [...new Map(rows.map((row) => [row.id, row])).values()], cursor: seq, head: seq });
            break;
          }
          case 'received':
            await store.noteResults(
              (await store.unsent(3)).map((line) => ({ n: line.n, h: line.h, outcome: 'applied' as const, rowSeq: seq })),
              id(9),
            );
            break;
          case 'rewind':
            await store.rewind(Math.max(1, n - 1));
            break;
          case 'epoch':
            await store.beginEpoch(position.epoch + 1);
            break;
          default:
            step satisfies never;
        }
        expect(await kept()).toEqual(await recount());
      }
    }),
    { numRuns: 60 },
  );
}, 30_000);

test('a count of some states, and those records, are of these states alone', async () => {
  const store = createDexieSyncStore(db);
  const lines = (['open', 'accepted', 'rework'] as const).map((status, n) => ({
    ...rowOf({ type: 'entitlement', n, status: 'first', qty: 1, deleted: false }, n + 1),
    fields: structuredClone(entitlement({ status, qty: n + 2 })) as unknown as Fields,
  }));
  await store.notePage({ epoch: 0, cursor: 0 }, { rows: lines, cursor: 3, head: 3 });
  expect(await findTally(db, 'entitlement')).toEqual({ count: 3, pieces: 9 });
  expect(await findTally(db, 'entitlement', ['open', 'rework'])).toEqual({ count: 2, pieces: 6 });
  const owed = await findInState(db, 'entitlement', ['open', 'rework']);
  expect(owed.map(({ fields }) => fields.status)).toEqual(['open', 'rework']);
  expect(await findInState(db, 'entitlement', ['open', 'rework'], 1)).toHaveLength(1);
});

test('a record that points at two of the parents asked for comes once', async () => {
  const both = { ...rowOf({ type: 'entitlement', n: 1, status: 'first', qty: 1, deleted: false }, 1) };
  await createDexieSyncStore(db).notePage({ epoch: 0, cursor: 0 }, { rows: [both], cursor: 1, head: 1 });
  const { removal, fixture: from } = entitlement();
  expect(await findChildren(db, 'entitlement', [removal, from])).toHaveLength(1);
});

test('a desk of version 2 is counted whole when it is opened', async () => {
  const old = new Dexie(db.name);
  const first = { rows: 'id', view: 'id, *keys', outbox: 'n, uid, state, [id+state]', blobs: 'sha256, [own+verified], wanted' };
  old.version(1).stores({ ...first, drafts: 'key', receipts: 'batch, issuedAt', meta: 'key' });
  old.version(2).stores({ search: 'id, *tokens' });
  const view = { rev: 1, deleted: false, openConflicts: 0, pending: 0, type: 'structure' };
  await old.table('view').bulkAdd([
    { ...view, id: id(10), fields: structure(), keys: [], deleted: true },
    ...Array.from({ length: 1001 }, (_, n) => ({
      ...view,
      id: id(2000 + n),
      fields: structure({ status: 'draft' }),
      keys: ['structure'],
    })),
  ]);
  old.close();
  expect(await findTally(db, 'structure', ['draft'])).toEqual({ count: 1001, pieces: 0 });
  expect(await findInState(db, 'structure', ['draft'])).toHaveLength(1001);
  expect(await kept()).toEqual(await recount());
});
