import 'fake-indexeddb/auto';
import { afterEach, describe, expect, test } from 'vitest';
import { id, people, structure } from '#domain/testing/samples.ts';
import { nextCode } from './code.ts';
import { countHeld, reconcileJournal } from './reconcile.ts';
import { createOf, findRecord, patchOf } from './records.ts';
import { Refusal } from './refusal.ts';
import { SavedInPart, saveChanges, saveGroups, saveInTurn } from './save.ts';
import { createDesk, removeDesks } from './testing/desk.ts';

afterEach(removeDesks);

const uuid = '0192f0c1-2d3e-7a4b-8c5d-6e7f80910111';

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

  test('of many groups the one that a rule refuses is left out, and the rest is saved', async () => {
    const { desk, journal } = createDesk(1, people.zhang);
    const group = (n: number, change = {}) => [createOf('structure', id(n), structure({ code: `CG-A1-000${n}`, ...change }))];
    const tried: number[] = [];
    const groups = [group(1), group(2, { surveyors: [] }), group(3)];
    const saved = await saveGroups(desk, groups, { uid: uuid, onSaved: (n) => tried.push(n) });
    expect(saved).toEqual({ refused: [{ index: 1, rule: 'SURVEYORS_TWO' }], whole: false });
    expect(tried).toEqual([1, 2, 3]);
    expect(journal.lines).toHaveLength(2);
  });

  test('[DR2] the draft of many groups is saved only when all of them are: a start drops no draft that holds what was refused', async () => {
    const { desk } = createDesk(1, people.zhang);
    const drafts = async () => desk.db.outbox.where('uid').equals(uuid).count();
    const group = (n: number, change = {}) => [createOf('structure', id(n), structure({ code: `CG-A1-000${n}`, ...change }))];
    await saveGroups(desk, [group(1, { surveyors: [] }), group(2)], { uid: uuid });
    expect(await drafts()).toBe(0);
    expect(await saveGroups(desk, [group(1), group(3)], { uid: uuid })).toEqual({ refused: [], whole: true });
    expect(await drafts()).toBe(1);
  });

  test('[DR2] of groups that build on each other the first that is refused ends the run, which says that a part is saved and keeps the draft', async () => {
    const { desk, journal } = createDesk(1, people.zhang);
    const group = (n: number, change = {}) => [createOf('structure', id(n), structure({ code: `CG-A1-000${n}`, ...change }))];
    const bad = { surveyors: [] };
    await expect(saveInTurn(desk, [group(1, bad), group(2)], uuid)).rejects.toBeInstanceOf(Refusal);
    expect(journal.lines).toHaveLength(0);
    const stopped = await saveInTurn(desk, [group(1), group(2, bad), group(3)], uuid).catch((error: unknown) => error);
    expect(stopped).toBeInstanceOf(SavedInPart);
    expect(stopped).toMatchObject({ cause: { rule: 'SURVEYORS_TWO' } });
    expect(journal.lines).toHaveLength(1);
    await saveInTurn(desk, [group(2), group(3)], uuid);
    expect(await desk.db.outbox.where('uid').equals(uuid).count()).toBe(1);
    expect(journal.lines).toHaveLength(3);
  });

  test('[DR2] a form sent twice before the first was through is saved once, whatever ids the second drew', async () => {
    const { desk, journal } = createDesk(1, people.zhang);
    const send = (n: number) =>
      saveChanges(
        desk,
        [1, 2].map((k) => createOf('structure', id(n + k), structure({ code: `CG-A1-000${n + k}` }))),
        uuid,
      );
    await Promise.all([send(1), send(4)]);
    expect(journal.lines).toHaveLength(2);
    expect(await desk.db.view.count()).toBe(2);
  });

  test('many groups end after the one in hand when they are stopped', async () => {
    const { desk, journal } = createDesk(1, people.zhang);
    const stopping = new AbortController();
    const groups = [1, 2].map((n) => [createOf('structure', id(n), structure({ code: `CG-A1-000${n}` }))]);
    const saved = await saveGroups(desk, groups, { signal: stopping.signal, onSaved: () => stopping.abort() });
    expect(saved).toEqual({ refused: [], whole: false });
    expect(journal.lines).toHaveLength(1);
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

  test('[M3] with a field goes the rest of its group, as its author saw it: somebody else’s change to any of it is no mixture', async () => {
    const { desk, journal } = createDesk(1, people.zhang);
    await saveChanges(desk, [createOf('structure', id(10), structure())]);
    const record = await findRecord(desk.db, 'structure', id(10));
    if (record === undefined) throw new Error('not saved');
    await saveChanges(desk, [patchOf(record, { lengthM: 5, areaM2: 15 })]);
    const { set = {} } = journal.lines[1] ?? {};
    expect(set).toMatchObject({ lengthM: { old: 4, new: 5 }, areaM2: { old: 12, new: 15 }, widthM: { old: 3, new: 3 } });
    expect(Object.keys(set)).not.toContain('note');
  });
});
