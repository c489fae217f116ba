import 'fake-indexeddb/auto';
import { afterEach, expect, test } from 'vitest';
import type { HoldRow } from '#contract/hold.ts';
import type { User } from '#domain/identity.ts';
import type { Mutation } from '#domain/mutation.ts';
import { draft, hash, id, people, tablet } from '#domain/testing/samples.ts';
import { chooseMany, chooseValues, decideHold, findChoiceRefusal } from './decide.ts';
import { findHolds, noteHolds } from './holds.ts';
import { createDesk, removeDesks } from './testing/desk.ts';

afterEach(removeDesks);

const fields = { contactName: { base: '王某', server: '王某某', device: '李某' } };

const household = {
  ...{ building: id(2), unit: null, room: '101', phone: null, occupancy: 'OWNER', from: null, to: null },
  ...{ ownerReachable: true, accommodation: null, note: '', source: null },
};

/** A desk of this person, whose server keeps one conflict about a household's contact. */
async function deskWith(user: User, standing = '王某某') {
  const { desk, journal } = createDesk(1, user);
  const mutation: Mutation = {
    ...draft('patch', 'household', id(1), people.zhang, { set: { contactName: { old: '王某', new: '李某' } } }),
    ...{ dev: tablet, n: 1, prev: hash(0), c: hash(1), h: hash(2) },
  };
  const line = { mutation, outcome: 'conflict' as const, rule: 'FIELD', conflict: id(700), fields, author: people.zhao };
  const row: HoldRow = {
    ...{ id: id(701), seq: 1, state: 'held', openedAt: '2026-03-02T08:00:00Z', device: { dev: mutation.dev, name: '平板A' } },
    ...{ lines: [line], notes: [], assignee: null, decided: null },
  };
  const shown = { ...household, contactName: standing };
  await desk.db.rows.put({ type: 'household', id: id(1), rev: 2, seq: 1, deleted: false, schema: 1, fields: shown, openConflicts: 1 });
  await desk.db.view.put({
    ...{ type: 'household', id: id(1), rev: 2, deleted: false, fields: shown, openConflicts: 1, pending: 0, keys: ['household'] },
  });
  await noteHolds(desk.db, { epoch: 1, cursor: 0 }, { epoch: 1, scope: 'all', rows: [row], cursor: 1, head: 1 });
  return { desk, journal, line, hold: { id: id(701), lines: [line] } };
}

test('[P2] a choice between two values is journaled with the values that were shown, and marks the conflict as said', async () => {
  const { desk, journal, line } = await deskWith(people.zhao);
  await chooseValues(desk, line, { contactName: '李某' }, '电话核实');
  expect(journal.lines).toMatchObject([
    {
      ...{ op: 'resolve', conflict: id(700), seen: { contactName: '王某某' }, verdict: { kind: 'choose', reason: '电话核实' } },
      set: { contactName: { old: '王某某', new: '李某' } },
    },
  ]);
  expect(await findHolds(desk.db)).toMatchObject([{ said: true }]);
});

test('a choice that the server would refuse is not journaled: by a role that may not, of half its fields, of a value that moved', async () => {
  const team = await deskWith(people.zhang);
  await expect(chooseValues(team.desk, team.line, { contactName: '李某' }, '')).rejects.toMatchObject({ rule: 'ROLE' });
  const clerk = await deskWith(people.zhao);
  await expect(chooseValues(clerk.desk, clerk.line, {}, '')).rejects.toMatchObject({ rule: 'SCHEMA' });
  const moved = await deskWith(people.zhao, '赵某');
  await expect(chooseValues(moved.desk, moved.line, { contactName: '李某' }, '')).rejects.toMatchObject({ rule: 'RESOLVE_STALE' });
  expect([team, clerk, moved].map(({ journal }) => journal.lines.length)).toEqual([0, 0, 0]);
});

test('a verdict on a hold is journaled alone, and only by those who may say it', async () => {
  const clerk = await deskWith(people.zhao);
  await decideHold(clerk.desk, clerk.hold, { kind: 'reject', reason: '重复' });
  expect(clerk.journal.lines).toMatchObject([{ op: 'resolve', g: null, conflict: id(701), verdict: { kind: 'reject', reason: '重复' } }]);
  const team = await deskWith(people.zhang);
  await expect(decideHold(team.desk, team.hold, { kind: 'answer', reason: '看过' })).rejects.toMatchObject({ rule: 'ROLE' });
  expect(team.journal.lines).toEqual([]);
});

test('which choice a rule would refuse is known before it is made, and asking writes nothing', async () => {
  const { desk, journal, line } = await deskWith(people.zhao);
  expect(await findChoiceRefusal(desk, line, { contactName: '李某' })).toBeUndefined();
  expect(await findChoiceRefusal(desk, line, {})).toBe('SCHEMA');
  expect(journal.lines).toEqual([]);
});

test('many at a time: what may be chosen is, by itself, and what may not keeps no other from it', async () => {
  const { desk, journal, line } = await deskWith(people.zhao);
  const chosen = { contactName: '王某某' };
  const broken = { ...line, rule: 'C1' };
  expect(
    await chooseMany(
      desk,
      [
        { line: broken, chosen },
        { line, chosen: {} },
        { line, chosen },
      ],
      '以服务器为准',
    ),
  ).toEqual({
    done: 1,
    refused: ['RESOLVE_ALONE', 'SCHEMA'],
  });
  expect(journal.lines).toMatchObject([{ op: 'resolve', g: null, set: { contactName: { new: '王某某' } } }]);
});
