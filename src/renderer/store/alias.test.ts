import 'fake-indexeddb/auto';
import { afterEach, expect, test } from 'vitest';
import { id, people, structure } from '#domain/testing/samples.ts';
import { findStanding } from './alias.ts';
import { createOf, findRecord, mergeOf, patchOf } from './records.ts';
import { Refusal } from './refusal.ts';
import { saveChanges } from './save.ts';
import { createDesk, removeDesks } from './testing/desk.ts';

afterEach(removeDesks);

const surveyorAndClerk = { ...people.zhang, roles: ['team', 'clerk'] as const };

async function twoSheds() {
  const { desk, journal } = createDesk(1, { ...surveyorAndClerk, roles: [...surveyorAndClerk.roles] });
  await saveChanges(desk, [createOf('structure', id(10), structure()), createOf('structure', id(11), structure({ code: 'CG-A1-0002' }))]);
  const [stays, ends] = await Promise.all([findRecord(desk.db, 'structure', id(10)), findRecord(desk.db, 'structure', id(11))]);
  if (stays === undefined || ends === undefined) throw new Error('both were saved');
  return { desk, journal, stays, ends };
}

test('[C1] 并档: the record that gives way is gone from the desk, and its id leads to the one that stands', async () => {
  const { desk, journal, stays, ends } = await twoSheds();
  await saveChanges(desk, [mergeOf(ends, stays.id), patchOf(stays, { note: '并入 CG-A1-0002：同一处' })]);
  expect(journal.lines.at(-2)).toMatchObject({
    op: 'merge',
    id: ends.id,
    set: { aliasOf: { new: stays.id } },
    seen: { code: 'CG-A1-0002' },
  });
  expect(await findRecord(desk.db, 'structure', ends.id)).toBeUndefined();
  expect(await findStanding(desk.db, ends.id)).toBe(stays.id);
  expect(await findStanding(desk.db, stays.id)).toBeUndefined();
});

test('[DELETE_VS_EDIT] what changed since it was looked at is not merged away', async () => {
  const { desk, stays, ends } = await twoSheds();
  await saveChanges(desk, [patchOf(ends, { note: '东侧另有一间' })]);
  await expect(saveChanges(desk, [mergeOf(ends, stays.id)])).rejects.toBeInstanceOf(Refusal);
  expect(await findRecord(desk.db, 'structure', ends.id)).toBeDefined();
});
