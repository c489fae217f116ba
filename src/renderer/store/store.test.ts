import 'fake-indexeddb/auto';
import { createHash } from 'node:crypto';
import { v7 } from 'uuid';
import { afterEach, describe, expect, test } from 'vitest';
import { chainHash, contentHash } from '#contract/canonical.ts';
import { Failure } from '#contract/failure.ts';
import type { DeviceId, User } from '#domain/identity.ts';
import { genesisHash, type Mutation, type MutationDraft } from '#domain/mutation.ts';
import { id, people, structure } from '#domain/testing/samples.ts';
import { createSyncSession } from '#sync/session.ts';
import { DistrictInMemory } from '#sync/testing/district-in-memory.ts';
import type { Host } from '../host-client.ts';
import { nextCode } from './code.ts';
import { DeskDatabase } from './database.ts';
import type { Desk } from './desk.ts';
import { createDexieSyncStore } from './dexie-sync-store.ts';
import { createHostJournal } from './host-journal.ts';
import { countHeld, reconcileJournal } from './reconcile.ts';
import { createOf, findRecord, patchOf } from './records.ts';
import { Refusal, saveChanges } from './save.ts';
import { storeKey } from './testing/store-key.ts';

const hashText = (text: string) => createHash('sha256').update(text).digest('hex');

/** The journal as host keeps it, in memory: numbering and chaining are the contract's own. */
function createJournal(dev: DeviceId) {
  const lines: Mutation[] = [];
  const host: Host = {
    async call(method, input) {
      if (method === 'journal.append') {
        const { drafts } = input as { drafts: MutationDraft[] };
        for (const draft of drafts) {
          const link = { dev, n: lines.length + 1, prev: lines.at(-1)?.h ?? genesisHash, c: contentHash(draft, hashText) as Mutation['c'] };
          lines.push({ ...draft, ...link, h: chainHash(link, hashText) as Mutation['h'] });
        }
        return { muts: lines.slice(-drafts.length) } as never;
      }
      const { from } = input as { from: number };
      return { muts: lines.filter((line) => line.n >= from), last: lines.length } as never;
    },
  };
  return { lines, host };
}

const lock: Desk['device']['lock'] = { state: 'signedIn', wrappedBy: 'passphrase', people: [], user: null };
const databases: DeskDatabase[] = [];

function createDesk(n: number, user: User) {
  const db = new DeskDatabase(storeKey, `desk-${n}-${databases.length}`);
  databases.push(db);
  const dev = id(600 + n) as unknown as DeviceId;
  const journal = createJournal(dev);
  const desk: Desk = {
    db,
    host: journal.host,
    user,
    clockOffsetMs: 0,
    source: { now: () => new Date('2026-03-02T08:00:00Z'), monoMs: () => 1, newId: () => v7() },
    device: { skin: 'browser', version: '0.1.0', dataFolder: '', freeBytes: 1, trial: false, enrollment: null, lock, boot: id(1) },
    enrollment: {
      dev,
      deviceName: '平板',
      serial: `A${n}`,
      serverUrl: 'http://127.0.0.1:1',
      serverId: id(2),
      epoch: 1,
      scope: { subdistrict: '320613001', subdistrictName: '城东街道' },
      users: Object.values(people),
    },
  };
  return { desk, journal };
}

const sessionOf = (desk: Desk, district: DistrictInMemory, wire = district.wireFor(desk.enrollment.dev)) =>
  createSyncSession({
    store: createDexieSyncStore(desk.db),
    wire,
    journal: createHostJournal(desk.db, desk.host),
    clock: { now: () => 0 },
    newId: () => v7(),
  });

const sync = (desk: Desk, district: DistrictInMemory) => sessionOf(desk, district).run(new AbortController().signal, () => undefined);

afterEach(async () => {
  for (const db of databases.splice(0)) await db.delete();
});

describe('saving', () => {
  test('[SV1] what is saved is in journal, outbox and view, and reads back', async () => {
    const { desk, journal } = createDesk(1, people.zhang);
    await saveChanges(desk, [createOf('structure', id(10), structure())]);
    expect(journal.lines).toHaveLength(1);
    expect(await desk.db.outbox.count()).toBe(1);
    expect((await findRecord(desk.db, 'structure', id(10)))?.fields.code).toBe('CG-A1-0001');
  });

  test('a change that a rule refuses is written nowhere', async () => {
    const { desk, journal } = createDesk(1, people.zhang);
    await expect(saveChanges(desk, [createOf('structure', id(10), structure({ surveyors: [] }))])).rejects.toBeInstanceOf(Refusal);
    expect(journal.lines).toHaveLength(0);
    expect(await desk.db.view.count()).toBe(0);
  });

  test('two saves at once are judged one after the other', async () => {
    const { desk, journal } = createDesk(1, people.zhang);
    const saves = ['CG-A1-0001', 'CG-A1-0002'].map((code) => saveChanges(desk, [createOf('structure', id(10), structure({ code }))]));
    const results = await Promise.allSettled(saves);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect(journal.lines).toHaveLength(1);
  });

  test('[SV2] a kill between journal and store loses nothing: start-up brings the line back', async () => {
    const { desk, journal } = createDesk(1, people.zhang);
    await desk.db.meta.put({ key: 'position', epoch: 1, cursor: 0 });
    await saveChanges(desk, [createOf('structure', id(10), structure())]);
    await desk.db.outbox.clear();
    await desk.db.view.clear();
    expect(await reconcileJournal(desk.db, journal.host)).toMatchObject({ cause: 'interrupted', restored: 1 });
    expect((await findRecord(desk.db, 'structure', id(10)))?.pending).toBe(1);
    expect(await reconcileJournal(desk.db, journal.host)).toEqual({ cause: 'none', restored: 0, refilled: 0 });
  });

  test('[SV2] what the journal has and the store will not take is not called unsaved, and the next start shows it', async () => {
    const { desk, journal } = createDesk(1, people.zhang);
    const full = () => {
      throw new Error('quota');
    };
    desk.db.outbox.hook('creating', full);
    await expect(saveChanges(desk, [createOf('structure', id(10), structure())])).rejects.toMatchObject({ code: 'store-behind' });
    desk.db.outbox.hook('creating').unsubscribe(full);
    await saveChanges(desk, [createOf('structure', id(11), structure({ code: 'CG-A1-0002' }))]);
    expect(journal.lines).toHaveLength(2);
    expect((await reconcileJournal(desk.db, journal.host)).restored).toBe(1);
    expect((await findRecord(desk.db, 'structure', id(10)))?.pending).toBe(1);
  });

  test('[SV2] a journal that lost its tail gets it back from the store, number for number', async () => {
    const { desk, journal } = createDesk(1, people.zhang);
    await saveChanges(desk, [createOf('structure', id(10), structure())]);
    await saveChanges(desk, [createOf('structure', id(11), structure({ code: 'CG-A1-0009' }))]);
    const [lost] = journal.lines.splice(1);
    expect(await reconcileJournal(desk.db, journal.host)).toEqual({ cause: 'none', restored: 0, refilled: 1 });
    expect(journal.lines).toHaveLength(2);
    expect(journal.lines[1]).toEqual(lost);
  });

  test('[SV2] a hole that two saves at once left in the store is filled from the journal', async () => {
    const { desk, journal } = createDesk(1, people.zhang);
    for (const n of [10, 11, 12]) await saveChanges(desk, [createOf('structure', id(n), structure({ code: `CG-A1-00${n}` }))]);
    await desk.db.outbox.delete(2);
    await desk.db.view.delete(id(11));
    expect((await reconcileJournal(desk.db, journal.host)).restored).toBe(1);
    expect((await findRecord(desk.db, 'structure', id(11)))?.fields.code).toBe('CG-A1-0011');
  });

  test('[SV2] a tail that does not follow on from the journal is not written into it', async () => {
    const { desk, journal } = createDesk(1, people.zhang);
    for (const n of [10, 11, 12]) await saveChanges(desk, [createOf('structure', id(n), structure({ code: `CG-A1-00${n}` }))]);
    journal.lines.splice(1);
    await desk.db.outbox.delete(2);
    await expect(reconcileJournal(desk.db, journal.host)).rejects.toMatchObject({ code: 'journal-damaged' });
    expect(journal.lines).toHaveLength(1);
  });

  test('[SV2] a profile emptied of everything is told from an older one, and either from a save cut short', async () => {
    const { desk, journal } = createDesk(1, people.zhang);
    const save = (n: number, boot: number) =>
      saveChanges({ ...desk, device: { ...desk.device, boot: id(boot) } }, [
        createOf('structure', id(n), structure({ code: `CG-A1-00${n}` })),
      ]);
    await save(10, 1);
    await save(11, 1);
    await save(12, 2);
    const told: number[][] = [];
    await Promise.all(desk.db.tables.map((table) => table.filter((row) => row.key !== 'seal').delete()));
    const wiped = await reconcileJournal(desk.db, journal.host, (done, total) => told.push([done, total]));
    expect(wiped).toEqual({ cause: 'wiped', restored: 3, refilled: 0 });
    expect(told).toEqual([[3, 3]]);

    await desk.db.outbox.bulkDelete([2, 3]);
    expect(await reconcileJournal(desk.db, journal.host)).toMatchObject({ cause: 'older', restored: 2 });
    await desk.db.outbox.delete(3);
    expect(await reconcileJournal(desk.db, journal.host)).toMatchObject({ cause: 'interrupted', restored: 1 });
  });

  test('lines that the journal can no longer read are counted in the store, between their neighbours', async () => {
    const { desk } = createDesk(1, people.zhang);
    for (const n of [10, 11, 12, 13]) await saveChanges(desk, [createOf('structure', id(n), structure({ code: `CG-A1-00${n}` }))]);
    await desk.db.outbox.delete(2);
    expect(await countHeld(desk.db, { afterN: 1, beforeN: 4 })).toBe(1);
    expect(await countHeld(desk.db, { afterN: 3, beforeN: 4 })).toBe(0);
  });

  test('a wiped profile counts its codes on from the highest in any estate, refused ones too', async () => {
    const { desk } = createDesk(1, people.zhang);
    await saveChanges(desk, [createOf('structure', id(10), structure({ code: 'CG-A1-0003' }))]);
    await saveChanges(desk, [createOf('structure', id(11), structure({ code: 'XY-A1-0009' }))]);
    await desk.db.view.clear();
    expect(await nextCode(desk, 'CG')).toBe('CG-A1-0010');
    expect(await nextCode(desk, 'XY')).toBe('XY-A1-0011');
  });

  test('a field that does not differ, in a group of its own, does not travel in a patch', async () => {
    const { desk, journal } = createDesk(1, people.zhang);
    await saveChanges(desk, [createOf('structure', id(10), structure())]);
    const record = await findRecord(desk.db, 'structure', id(10));
    if (record === undefined) throw new Error('not saved');
    await saveChanges(desk, [patchOf(record, { note: '漏雨', use: record.fields.use })]);
    expect(journal.lines[1]?.set).toEqual({ note: { old: '', new: '漏雨' } });
  });
});

describe('a session against a district', () => {
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

  test('[P2] the later of two edits to one field is a conflict, never an overwrite', async () => {
    const district = new DistrictInMemory(Object.values(people));
    const first = createDesk(1, people.zhang).desk;
    const second = createDesk(2, people.li).desk;
    await saveChanges(first, [createOf('structure', id(10), structure())]);
    await sync(first, district);
    await sync(second, district);
    for (const [desk, use] of [
      [first, '厨房'],
      [second, '卧室'],
    ] as const) {
      const record = await findRecord(desk.db, 'structure', id(10));
      if (record !== undefined) await saveChanges(desk, [patchOf(record, { use })]);
    }
    await sync(first, district);
    const report = await sync(second, district);
    expect(report.receipt?.counts.conflict).toBe(1);
    const seen = await findRecord(second.db, 'structure', id(10));
    expect(seen).toMatchObject({ openConflicts: 1, fields: { use: '厨房' } });
  });

  test('[P2] two edits of one thought are a conflict, even where they touch different fields of it', async () => {
    const district = new DistrictInMemory(Object.values(people));
    const first = createDesk(1, people.zhang).desk;
    const second = createDesk(2, people.li).desk;
    await saveChanges(first, [createOf('structure', id(10), structure())]);
    await sync(first, district);
    await sync(second, district);
    for (const [desk, set] of [
      [first, { lengthM: 5, areaM2: 15 }],
      [second, { widthM: 2.9 }],
    ] as const) {
      const record = await findRecord(desk.db, 'structure', id(10));
      if (record !== undefined) await saveChanges(desk, [patchOf(record, set)]);
    }
    await sync(first, district);
    expect((await sync(second, district)).receipt?.counts.conflict).toBe(1);
    expect((await findRecord(second.db, 'structure', id(10)))?.fields).toMatchObject({ lengthM: 5, widthM: 3, areaM2: 15 });
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
    await desk.db.rows.clear();
    district.faults.push(undefined, new Failure('CURSOR'));
    await sync(desk, district);
    expect(await desk.db.rows.count()).toBe(1);
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
});
