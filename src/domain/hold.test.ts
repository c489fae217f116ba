import { describe, expect, test } from 'vitest';
import { type Hold, isHeld, maySay, releasedAs, verdictRule } from './hold.ts';
import type { User } from './identity.ts';
import type { MutationDraft } from './mutation.ts';
import { draft, id, people } from './testing/samples.ts';
import type { HoldVerdict } from './verdict.ts';

const change = draft('patch', 'fixture', id(20), people.zhang, { set: { qty: { old: 2, new: 3 } } });
const hold: Hold = { id: id(700), open: true, members: [{ mutation: change, author: people.zhang }], assignee: people.chen.id };

const verdicts = {
  release: { kind: 'release', reason: '', amend: {} },
  reject: { kind: 'reject', reason: '重复' },
  return: { kind: 'return', to: people.zhang.id, due: '2026-03-09', reason: '再看' },
  answer: { kind: 'answer', reason: '看过了' },
} satisfies Record<HoldVerdict['kind'], HoldVerdict>;

function ruleOf(verdict: HoldVerdict, user: User, more: Partial<MutationDraft> = {}) {
  const mutation = draft('resolve', 'fixture', id(20), user, { conflict: hold.id, verdict, ...more });
  return verdictRule(mutation, verdict, hold, user);
}

describe('who may say what of what waits', () => {
  test.each(['release', 'reject', 'return'] as const)('%s: clerk and reviewer', (kind) => {
    expect(
      Object.values(people)
        .filter((user) => maySay(verdicts[kind], hold, user))
        .every(({ roles }) => roles.some((role) => role === 'clerk' || role === 'reviewer')),
    ).toBe(true);
    expect(ruleOf(verdicts[kind], people.zhao)).toBeUndefined();
    expect(ruleOf(verdicts[kind], people.zhang)).toBe('ROLE');
  });

  test('answer: whom it was given back to', () => {
    expect(ruleOf(verdicts.answer, people.chen)).toBeUndefined();
    expect(ruleOf(verdicts.answer, people.zhang)).toBe('ROLE');
  });

  test('only about what there is, never in bulk, and never with values of its own', () => {
    expect(verdictRule(draft('resolve', 'fixture', id(20), people.zhao), verdicts.reject, undefined, people.zhao)).toBe('NO_CONFLICT');
    expect(ruleOf(verdicts.reject, people.zhao, { id: id(21) })).toBe('NO_CONFLICT');
    expect(ruleOf(verdicts.reject, people.zhao, { g: id(9) })).toBe('RESOLVE_ALONE');
    expect(ruleOf(verdicts.reject, people.zhao, { set: { qty: { old: 2, new: 1 } } })).toBe('SCHEMA');
  });

  test.each([
    [{ [change.uid]: { qty: { old: 2, new: 1 } } }, undefined],
    [{ [change.uid]: { nonsense: { old: null, new: 1 } } }, 'SCHEMA'],
    [{ [id(9)]: { qty: { old: 2, new: 1 } } }, 'SCHEMA'],
  ] as const)('puts right only fields that the kind knows, of changes that wait here: %o', (amend, rule) => {
    expect(ruleOf({ ...verdicts.release, amend }, people.zhao)).toBe(rule);
  });
});

describe('whose act a released change is', () => {
  const member = { mutation: change, author: people.zhang };
  test.each([
    ['its author’s as it is', undefined, people.zhang],
    ['its author’s with their own value on what stands now', { qty: { old: 1, new: 3 } }, people.zhang],
    ['its author’s where what stands is kept', { qty: { old: 1, new: 1 } }, people.zhang],
    ['theirs who put a third value in', { qty: { old: 1, new: 2 } }, people.zhao],
  ] as const)('%s', (_, amend, author) => {
    const released = releasedAs(member, amend, people.zhao);
    expect(released.author).toEqual(author);
    expect(released.mutation.set.qty).toEqual(amend?.qty ?? change.set.qty);
    expect(change.set.qty).toEqual({ old: 2, new: 3 });
  });
});

test('[H1] what was not applied waits; a resolution or a verdict that failed does not, because what it is about still does', () => {
  const resolve = draft('resolve', 'fixture', id(20), people.zhao, { conflict: hold.id });
  expect(isHeld(change, { outcome: 'conflict', conflictId: id(1) })).toBe(true);
  expect(isHeld(change, { outcome: 'applied' })).toBe(false);
  expect(isHeld(resolve, { outcome: 'conflict', conflictId: hold.id })).toBe(false);
  expect(isHeld(resolve, { outcome: 'conflict', conflictId: id(701) })).toBe(true);
  expect(isHeld(resolve, { outcome: 'quarantined' })).toBe(true);
  expect(isHeld({ ...resolve, verdict: verdicts.reject }, { outcome: 'quarantined' })).toBe(false);
});
