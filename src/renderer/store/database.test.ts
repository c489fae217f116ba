import 'fake-indexeddb/auto';
import { expect, test, vi } from 'vitest';
import { DeskDatabase } from './database.ts';
import { storeKey } from './testing/store-key.ts';

test('[ST1] every transaction that writes is a strict one: it is on the disk before anybody is told that it is saved', async () => {
  const asked = vi.spyOn(IDBDatabase.prototype, 'transaction');
  const db = new DeskDatabase(storeKey, `strict-${Math.random()}`);
  await db.meta.put({ key: 'codes', last: 1 });
  await db.transaction('rw', db.outbox, db.meta, async () => db.meta.put({ key: 'codes', last: 2 }));
  const writing = asked.mock.calls.filter(([, mode]) => mode === 'readwrite');
  expect(writing.length).toBeGreaterThan(1);
  expect(writing.map(([, , options]) => options)).toEqual(writing.map(() => ({ durability: 'strict' })));
  asked.mockRestore();
  await db.delete();
});
