import 'fake-indexeddb/auto';
import { Dexie } from 'dexie';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Receipt } from '#contract/district-api.ts';
import type { Mutation } from '#domain/mutation.ts';
import { draft, hash, id, people } from '#domain/testing/samples.ts';
import type { Host } from '../host-client.ts';
import { DeskDatabase } from './database.ts';
import { clearStore } from './rebuild.ts';
import { reconcileJournal } from './reconcile.ts';
import { keepJournaled } from './save.ts';
import { readRaw, writeRaw } from './testing/raw-store.ts';
import { storeKey } from './testing/store-key.ts';

const line = (n: number): Mutation =>
  ({
    ...draft('create', 'estate', id(n), people.zhang, { set: { name: { old: null, new: `小区${n}` }, note: { old: null, new: '王某' } } }),
    ...{ dev: id(600), n, prev: hash(n - 1), c: hash(50 + n), h: hash(n) },
  }) as unknown as Mutation;
const lines = [line(1), line(2)];

/** As much of host as answers with a journal: what it can read, and where it cannot. */
const hostWith = (journaled: readonly Mutation[], damaged: readonly { afterN: number; beforeN: number }[] = []): Host => ({
  call: async (method, input) => {
    if (method === 'device.status') return { journal: { last: journaled.at(-1)?.n ?? 0, tornBytes: 0, damaged } } as never;
    const { from, limit } = input as { from: number; limit: number };
    return { muts: journaled.filter(({ n }) => n >= from).slice(0, limit), last: journaled.at(-1)?.n ?? 0 } as never;
  },
});

let name: string;
beforeEach(async () => {
  name = `rebuild-${Math.random()}`;
  const db = new DeskDatabase(storeKey, name);
  await keepJournaled({ db }, lines);
  await db.receipts.put({ batch: id(900), issuedAt: '2026-03-02T09:00:00Z' } as unknown as Receipt);
  db.close();
  // A flipped byte, as a bad disk leaves it.
  const [row] = await readRaw(name, 'outbox');
  const sealed = row?.sealed as Uint8Array;
  sealed.set([(sealed.at(40) ?? 0) ^ 1], 40);
  await writeRaw(name, 'outbox', { ...row, sealed });
});
afterEach(() => Dexie.delete(name));

async function withDesk<T>(work: (db: DeskDatabase) => Promise<T>): Promise<T> {
  const db = new DeskDatabase(storeKey, name);
  try {
    return await work(db);
  } finally {
    db.close();
  }
}

test('[SV2] a store that does not open its own rows is built anew from the journal, and keeps its receipts', async () => {
  await withDesk((db) => expect(db.outbox.toArray()).rejects.toMatchObject({ code: 'store-damaged' }));
  await clearStore(hostWith(lines), storeKey, name);
  await withDesk(async (db) => {
    expect(await reconcileJournal(db, hostWith(lines))).toEqual({ cause: 'wiped', restored: 2, refilled: 0 });
    expect((await db.outbox.toArray()).map(({ mutation }) => mutation)).toEqual(lines);
    expect((await db.view.toArray()).map(({ fields }) => fields.name)).toEqual(['小区1', '小区2']);
    expect(await db.receipts.toCollection().primaryKeys()).toEqual([id(900)]);
  });
});

test('a store with lines that the journal lacks is left as it is: nothing else has them', async () => {
  const before = await readRaw(name, 'outbox');
  for (const host of [hostWith([line(1)]), hostWith(lines, [{ afterN: 1, beforeN: 3 }])]) {
    await expect(clearStore(host, storeKey, name)).rejects.toMatchObject({ code: 'journal-damaged' });
    expect(await readRaw(name, 'outbox')).toEqual(before);
  }
});

test('a store that is gone already is no reason to refuse', async () => {
  await Dexie.delete(name);
  await clearStore(hostWith(lines), storeKey, name);
  await withDesk(async (db) => expect(await reconcileJournal(db, hostWith(lines))).toMatchObject({ cause: 'wiped', restored: 2 }));
});
