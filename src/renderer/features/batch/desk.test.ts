import 'fake-indexeddb/auto';
import { afterEach, expect, test } from 'vitest';
import { noSizes } from '#domain/evidence.ts';
import { entitlementIdOf } from '#domain/identity.ts';
import type { FeedRecord } from '#domain/mutation.ts';
import { id, people, place, replacement } from '#domain/testing/samples.ts';
import { createDexieSyncStore } from '../../store/dexie-sync-store.ts';
import { createOf, findRecord, findRecords } from '../../store/records.ts';
import { saveChanges, saveGroups } from '../../store/save.ts';
import { createDesk, removeDesks } from '../../store/testing/desk.ts';
import { createBatch, orderGroups, withdrawGroups } from './batch-changes.ts';
import { freeLines, linesOf } from './batch-lines.ts';
import { approvedLeftovers, closeChange, closeEntryFor } from './closing.ts';
import { beginning } from './testing/screens.ts';

afterEach(removeDesks);

/** A desk of the community that has pulled a building's records. */
async function pulledDesk(late = false) {
  const { desk } = createDesk(1, people.chen);
  const rows = beginning(late).map((record, index): FeedRecord => ({ ...record, rev: 1, seq: index + 1 }));
  await desk.db.meta.put({ key: 'position', epoch: 1, cursor: 0 });
  await createDexieSyncStore(desk.db).notePage({ epoch: 1, cursor: 0 }, { rows, cursor: rows.length, head: rows.length });
  const lines = () => findRecords(desk.db, 'entitlement', place.building);
  const batches = () => findRecords(desk.db, 'returnBatch', place.building);
  return { desk, lines, batches };
}

const facts = (contractor: string) => ({ contractor, contractNo: '', note: '' });

test('a device knows of itself that a line is in one batch, that it leaves only once its order is cancelled, and that it is free then', async () => {
  const { desk, lines, batches } = await pulledDesk();
  const first = createBatch(desk, place.building, await lines(), facts('甲'));
  await saveChanges(desk, first.changes);
  await expect(saveChanges(desk, createBatch(desk, place.building, await lines(), facts('乙')).changes)).rejects.toMatchObject({
    rule: 'BATCH_TWICE',
  });
  const all = await lines();
  const ordered = await saveGroups(desk, orderGroups(all));
  expect(ordered).toEqual({ refused: all.map((_, index) => ({ index, rule: 'STATE' })), whole: false });
  const [batch] = await batches();
  if (batch === undefined) throw new Error('the batch was not kept');
  expect(await saveGroups(desk, withdrawGroups(desk, batch, await lines(), '停产'))).toEqual({ refused: [], whole: true });
  expect(linesOf(batch, await lines(), await batches())).toEqual([]);
  await saveChanges(desk, createBatch(desk, place.building, freeLines(await lines(), await batches()), facts('乙')).changes);
  expect((await batches()).map(({ fields }) => fields.contractor).toSorted()).toEqual(['乙', '甲']);
});

test('a uniform addition is found by the building where it stands, and settles nothing', async () => {
  const { desk, lines } = await pulledDesk();
  const piece = replacement({ entitlement: null, basis: 'UNIFORM', place, sizes: noSizes, type: 'RACK' });
  await saveChanges(desk, [createOf('replacement', id(80), piece)]);
  expect((await findRecords(desk.db, 'replacement', place.building)).map(({ id: own }) => own)).toEqual([id(80)]);
  expect((await lines()).every(({ fields }) => fields.status === 'open')).toBe(true);
});

test('[C7] a device refuses to close a building where somebody is still owed, and keeps the leftovers it approves', async () => {
  const close = async (late: boolean) => {
    const { desk } = await pulledDesk(late);
    const reviewer = { ...desk, user: people.wang };
    const building = await findRecord(desk.db, 'building', place.building);
    if (building === undefined) throw new Error('the building was not pulled');
    await saveChanges(reviewer, [closeChange(reviewer, building, '2026-11-23', [{ line: entitlementIdOf(id(53)), reason: '空关' }])]);
    return (await findRecord(desk.db, 'building', place.building))?.fields.closing;
  };
  await expect(close(false)).rejects.toMatchObject({ rule: 'C7' });
  expect(await close(true)).toMatchObject({
    leftovers: [{ line: entitlementIdOf(id(53)), reason: '空关' }],
    by: { name: people.wang.name },
  });
});

test('[C7] a leftover keeps its own reason when others come and go while the close-out is typed', async () => {
  const { lines } = await pulledDesk(true);
  const [first, second, third] = await lines();
  if (first === undefined || second === undefined || third === undefined) throw new Error('there are three');
  const typed = { on: '2026-11-23', reasons: { [first.id]: '空关', [second.id]: '房主在外地' } };
  const now = [second];
  expect(approvedLeftovers(closeEntryFor(now).parse(typed), now)).toEqual([{ line: second.id, reason: '房主在外地' }]);
  expect(closeEntryFor([second, third]).safeParse(typed).error?.issues).toMatchObject([
    { path: ['reasons', third.id], message: 'required' },
  ]);
});
