import { expect, test } from 'vitest';
import type { HeldLine, HoldNote } from '#contract/hold.ts';
import type { Json } from '#domain/mutation.ts';
import { draft, hash, id, people, tablet } from '#domain/testing/samples.ts';
import {
  amendOf,
  askedOf,
  chosenAlone,
  freeKind,
  kindOf,
  mainLine,
  peopleFor,
  plainConflicts,
  questionsOf,
  readTyped,
  refusedSide,
  refusedWay,
  valuesOf,
  waysToChoose,
  writtenOf,
} from './waiting.ts';

const chain = { dev: tablet, n: 1, prev: hash(0), c: hash(1), h: hash(2) };
const fields = { contactName: { base: '王某', server: '王某某', device: '李某' } };

function line(change: Partial<HeldLine> = {}, g: string | null = null): HeldLine {
  const mutation = {
    ...draft('patch', 'household', id(1), people.zhang, { set: { contactName: { old: '王某', new: '李某' } } }),
    ...chain,
    g,
  };
  return { mutation, outcome: 'conflict', rule: 'FIELD', conflict: id(700), fields, author: people.zhang, ...change };
}

const quarantined = { outcome: 'quarantined', rule: 'D1', conflict: null, fields: {} } as const;

test('a hold is one of four kinds: what is saved together comes before what is twice, and both before a conflict', () => {
  const kinds = [[line({}, id(9))], [line({ rule: 'ID_TAKEN' })], [line()], [line(quarantined)]].map((lines) => kindOf({ lines }));
  expect(kinds).toEqual(['group', 'double', 'conflict', 'quarantine']);
});

test('a lone conflict is chosen field by field; what waits together, or breaks a rule, is released or not', () => {
  expect(chosenAlone({ lines: [line()] })).toBeDefined();
  expect([[line({}, id(9))], [line(), line()], [line(quarantined)], []].map((lines) => chosenAlone({ lines }))).toEqual(
    Array(4).fill(undefined),
  );
});

test('[P2] what was chosen goes with the server value that was seen; what was not chosen goes with nothing', () => {
  const grouped = line({}, id(9));
  const questions = questionsOf({ lines: [grouped, line({ rule: 'GROUP_PARKED' }, id(9))] });
  expect(questions.map(({ key }) => key)).toEqual(['0-contactName']);
  expect(valuesOf(questions, { '0-contactName': 'server' })).toEqual({ contactName: '王某某' });
  expect(amendOf(questions, { '0-contactName': 'device' })).toEqual({
    [grouped.mutation.uid]: { contactName: { old: '王某某', new: '李某' } },
  });
  expect([valuesOf(questions, {}), amendOf(questions, {})]).toEqual([{}, {}]);
});

test('one who was asked is asked until they answer; a release that failed in between takes nothing back', () => {
  const back: HoldNote = {
    kind: 'return',
    ...{ by: '赵敏', at: '2026-03-03T08:00:00Z', text: '看窗', to: people.zhang.id, toName: '张伟', due: '2026-03-05' },
  };
  const reopened = { kind: 'reopened', by: '赵敏', at: '2026-03-03T09:00:00Z', rule: 'O3' } as const;
  const answer = { kind: 'answer', by: '张伟', at: '2026-03-04T08:00:00Z', text: '两扇' } as const;
  const hold = { open: 1, assignee: people.zhang.id, notes: [back, reopened] } as const;
  const asked = (change: object, user = people.zhang) => askedOf({ ...hold, notes: [...hold.notes], ...change }, user)?.text;
  expect([asked({}), asked({ notes: [back, answer] }), asked({ open: 0 }), asked({}, people.zhao)]).toEqual([
    '看窗',
    undefined,
    undefined,
    undefined,
  ]);
});

test('who wrote it comes first among those it may be given back to, and nobody twice', () => {
  expect(peopleFor({ lines: [line(), line()] }, [people.zhao, people.zhang])).toEqual([people.zhang, people.zhao]);
});

test('a third value is typed where both sides are words or numbers, and read as its field is; a code, a day and an id are only chosen', () => {
  const [question] = questionsOf({ lines: [line()] });
  if (question === undefined) throw new Error('one question');
  expect(freeKind(question)).toBe('words');
  expect(readTyped(question, ' 王小某 ')).toEqual({ other: '王小某' });
  expect([readTyped(question, ''), readTyped(question, '字'.repeat(400))]).toEqual([undefined, undefined]);
  expect(valuesOf([question], { [question.key]: { other: '王小某' } })).toEqual({ contactName: '王小某' });
  const told = (field: string, server: string | number, device: string | number) => {
    const change = { fields: { [field]: { base: null, server, device } } };
    return questionsOf({ lines: [line(change)] }).map(freeKind);
  };
  expect([told('occupancy', 'OWNER', 'TENANT'), told('from', '2026-01-01', '2026-02-01')]).toEqual([[undefined], [undefined]]);
  expect(told('qty', 2, 3)).toEqual(['number']);
});

test('what the rules refuse whatever else is chosen is not offered; what they refuse only together is said of the whole choice', () => {
  const two = line({ fields: { ...fields, note: { base: '', server: '甲', device: '乙' } } });
  const questions = questionsOf({ lines: [two] });
  const [first = '', second = ''] = questions.map(({ key }) => key);
  const ways = waysToChoose(questions);
  expect(ways).toHaveLength(4);
  const judged = ways.map((way) => ({ way, rule: way[first] === 'device' ? ('STATE' as const) : undefined }));
  expect([refusedSide(judged, first, 'device'), refusedSide(judged, first, 'server')]).toEqual(['STATE', undefined]);
  expect([refusedSide(judged, second, 'device'), refusedSide([], first, 'device')]).toEqual([undefined, undefined]);
  expect(refusedWay(judged, { [first]: 'device', [second]: 'server' })).toBe('STATE');
  expect([refusedWay(judged, { [first]: '', [second]: 'server' }), refusedWay(judged, {})]).toEqual([undefined, undefined]);
});

test('many at a time are conflicts of plain fields alone: no broken rule, no group, nothing that was decided here', () => {
  const hold = (lines: HeldLine[], said = false) => ({ lines, said });
  const plain = hold([line()]);
  const others = [hold([line()], true), hold([line({ rule: 'C1' })]), hold([line({}, id(9))]), hold([line(quarantined)])];
  expect(plainConflicts([plain, ...others]).map((found) => found.hold)).toEqual([plain]);
});

test('what a change would write is told without what stays, what is empty, and what only machines read of a photo', () => {
  const made = (type: 'fixture' | 'photo', set: Record<string, Json>) =>
    writtenOf({ type, set: Object.fromEntries(Object.entries(set).map(([field, value]) => [field, { old: null, new: value }])) });
  expect(made('fixture', { code: 'W01', note: '', parties: [], streetFacing: false })).toEqual([
    ['code', 'W01'],
    ['streetFacing', false],
  ]);
  expect(made('photo', { stage: 'BEFORE', sha256: 'ab', bytes: 7, clockOffsetMs: 69.5 })).toEqual([['stage', 'BEFORE']]);
  expect(writtenOf({ type: 'fixture', set: { qty: { old: 2, new: 2 }, note: { old: '甲', new: '' } } })).toEqual([['note', '']]);
});

test('a save is called by what it is about, and by its photo only where there is nothing else', () => {
  const of = (type: 'photo' | 'fixture') => {
    const { mutation, ...rest } = line();
    return { ...rest, mutation: { ...mutation, type } };
  };
  expect(mainLine([of('photo'), of('fixture')])?.mutation.type).toBe('fixture');
  expect(mainLine([of('photo')])?.mutation.type).toBe('photo');
  expect(mainLine([])).toBeUndefined();
});
