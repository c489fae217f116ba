import type { Structure } from '#domain/structure.ts';
import 'fake-indexeddb/auto';
import { v7 } from 'uuid';
import { afterEach, expect, test } from 'vitest';
import { Failure } from '#contract/failure.ts';
import { id, people, structure } from '#domain/testing/samples.ts';
import { createSyncSession } from '#sync/session.ts';
import { DistrictInMemory } from '#sync/testing/district-in-memory.ts';
import type { Desk } from './desk.ts';
import { createDexieSyncStore } from './dexie-sync-store.ts';
import { listRows } from './feed-rows.ts';
import { createHostJournal } from './host-journal.ts';
import { createOf, findRecord, patchOf } from './records.ts';
import { saveChanges } from './save.ts';
import { createDesk, removeDesks } from './testing/desk.ts';

const sessionOf = (desk: Desk, district: DistrictInMemory, wire = district.wireFor(desk.enrollment.dev)) =>
  createSyncSession({
    store: createDexieSyncStore(desk.db),
    wire,
    journal: createHostJournal(desk.db, desk.host),
    clock: { now: () => 0 },
    newId: () => v7(),
  });

const sync = (desk: Desk, district: DistrictInMemory) => sessionOf(desk, district).run(new AbortController().signal, () => undefined);

afterEach(removeDesks);

test('[P1][P3] two devices end equal to the server, and the receipt counts what was stored', async () => {
  const district = new DistrictInMemory(Object.values(people));
  const first = createDesk(1, people.zhang).desk;
  const second = createDesk(2, people.li).desk;
  await saveChanges(first, [createOf('structure', id(10), structure())]);
  const report = await sync(first, district);
  expect(report.receipt?.counts).toMatchObject({ received: 1, applied: 1, conflict: 0 });
  await sync(second, district);
  expect((await findRecord(second.db, 'structure', id(10)))?.fields).toEqual(structure());
  expect((await findRecord(first.db, 'structure', id(10)))?.pending).toBe(0);
});

test('[P1] an answer lost on the way is asked for again and nothing is stored twice', async () => {
  const district = new DistrictInMemory(Object.values(people));
  const { desk } = createDesk(1, people.zhang);
  await saveChanges(desk, [createOf('structure', id(10), structure())]);
  district.faults.push(undefined, new Failure('server-unreachable'));
  await expect(sync(desk, district)).rejects.toMatchObject({ code: 'server-unreachable' });
  expect((await sync(desk, district)).receipt?.counts.applied).toBe(1);
  expect(district.records.size).toBe(1);
});

test('[RC1] a receipt that did not come is fetched by the next session, though nothing is left to push', async () => {
  const district = new DistrictInMemory(Object.values(people));
  const { desk } = createDesk(1, people.zhang);
  await saveChanges(desk, [createOf('structure', id(10), structure())]);
  district.faults.push(undefined, undefined, new Failure('server-unreachable'));
  await expect(sync(desk, district)).rejects.toMatchObject({ code: 'server-unreachable' });
  expect((await sync(desk, district)).receipt?.counts).toMatchObject({ received: 1, applied: 1 });
  expect((await sync(desk, district)).receipt).toBeNull();
  expect(await desk.db.receipts.count()).toBe(1);
});

/** Two desks change what both saw of one structure, each in its own way; the first sends first. What the second was told, and what it shows. */
async function meet(set: Partial<Structure>, later: Partial<Structure>) {
  const district = new DistrictInMemory(Object.values(people));
  const first = createDesk(1, people.zhang).desk;
  const second = createDesk(2, people.li).desk;
  await saveChanges(first, [createOf('structure', id(10), structure())]);
  await sync(first, district);
  await sync(second, district);
  for (const [desk, change] of [
    [first, set],
    [second, later],
  ] as const) {
    const record = await findRecord(desk.db, 'structure', id(10));
    if (record !== undefined) await saveChanges(desk, [patchOf(record, change)]);
  }
  await sync(first, district);
  const { receipt } = await sync(second, district);
  return { counts: receipt?.counts, seen: await findRecord(second.db, 'structure', id(10)) };
}

test('[P2] the later of two edits to one field is a conflict, never an overwrite', async () => {
  const { counts, seen } = await meet({ use: '厨房' }, { use: '卧室' });
  expect(counts?.conflict).toBe(1);
  expect(seen).toMatchObject({ openConflicts: 1, fields: { use: '厨房' } });
});

test('[P2] two edits of one thought are a conflict, even where they touch different fields of it', async () => {
  const { counts, seen } = await meet({ lengthM: 5, areaM2: 15 }, { widthM: 2.9 });
  expect(counts?.conflict).toBe(1);
  expect(seen?.fields).toMatchObject({ lengthM: 5, widthM: 3, areaM2: 15 });
});

test('[G1] a server that lost the tail gets it again', async () => {
  const { desk } = createDesk(1, people.zhang);
  const old = new DistrictInMemory(Object.values(people));
  await saveChanges(desk, [createOf('structure', id(10), structure())]);
  await sync(desk, old);
  await saveChanges(desk, [createOf('structure', id(11), structure({ code: 'CG-A1-0009' }))]);
  const restored = new DistrictInMemory(Object.values(people));
  restored.epoch = 2;
  await sync(desk, restored);
  expect([...restored.records.keys()].sort()).toEqual([id(10), id(11)]);
});

test('[L2] a feed that ends before the cursor is pulled again from its start', async () => {
  const district = new DistrictInMemory(Object.values(people));
  const { desk } = createDesk(1, people.zhang);
  await saveChanges(desk, [createOf('structure', id(10), structure())]);
  await sync(desk, district);
  await desk.db.view.clear();
  district.faults.push(undefined, new Failure('CURSOR'));
  await sync(desk, district);
  expect(await listRows(desk.db)).toHaveLength(1);
});

test('an answer that answers nothing ends the session: it is not sent again and again', async () => {
  const district = new DistrictInMemory(Object.values(people));
  const { desk } = createDesk(1, people.zhang);
  await saveChanges(desk, [createOf('structure', id(10), structure())]);
  const wire = { ...district.wireFor(desk.enrollment.dev), push: async () => ({ epoch: 1, next: 1, backed: 1, results: [] }) };
  const session = sessionOf(desk, district, wire);
  await expect(session.run(new AbortController().signal, () => undefined)).rejects.toMatchObject({ code: 'server-broken' });
});

test('[G1] a line that the store has lost comes back from the journal, and is sent', async () => {
  const district = new DistrictInMemory(Object.values(people));
  const { desk } = createDesk(1, people.zhang);
  for (const n of [10, 11, 12]) await saveChanges(desk, [createOf('structure', id(n), structure({ code: `CG-A1-00${n}` }))]);
  await desk.db.outbox.delete(2);
  await sync(desk, district);
  expect([...district.records.keys()]).toEqual([id(10), id(11), id(12)]);
});

test('[F1] a failed session leaves every change unsent and readable', async () => {
  const district = new DistrictInMemory(Object.values(people));
  const { desk } = createDesk(1, people.zhang);
  await saveChanges(desk, [createOf('structure', id(10), structure())]);
  district.faults.push(new Failure('server-unreachable'));
  await expect(sync(desk, district)).rejects.toMatchObject({ code: 'server-unreachable' });
  expect(await desk.db.outbox.where('state').equals(0).count()).toBe(1);
  expect((await findRecord(desk.db, 'structure', id(10)))?.pending).toBe(1);
});

test('[R1] two presses of 同步 are one session', async () => {
  const district = new DistrictInMemory(Object.values(people));
  const { desk } = createDesk(1, people.zhang);
  await saveChanges(desk, [createOf('structure', id(10), structure())]);
  const session = sessionOf(desk, district);
  const signal = new AbortController().signal;
  const [one, two] = await Promise.all([session.run(signal, () => undefined), session.run(signal, () => undefined)]);
  expect(one.receipt?.batch).toBe(two.receipt?.batch);
});
