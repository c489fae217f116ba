import { describe, expect, test } from 'vitest';
import { applyMutation, type MergeResult } from './merge.ts';
import type { Json } from './mutation.ts';
import type { HeldConflict, MergeRecord } from './record.ts';
import { mayResolveInBulk } from './resolve.ts';
import { around, created, draft, fixture, held, id, operation, people, structure } from './testing/samples.ts';

const conflictId = id(600);

function conflictOn(record: MergeRecord, change: Partial<HeldConflict>): HeldConflict {
  const about = { id: conflictId, type: record.type, record: record.id, rule: 'FIELD', open: true, author: people.zhang, grouped: false };
  return { ...about, fields: {}, ...change } as HeldConflict;
}

/** Chooses values, having seen what the record holds unless told otherwise. */
function resolving(
  record: MergeRecord,
  conflict: HeldConflict,
  chosen: Record<string, unknown>,
  { user = people.zhao, seen = record.fields, g = null as string | null, exists = true } = {},
): MergeResult {
  const set = Object.fromEntries(
    Object.entries(chosen).map(([field, value]) => [field, { old: record.fields[field] ?? null, new: value as Json }]),
  );
  const mutation = draft('resolve', record.type, record.id, user, { set, seen, g, conflict: conflictId });
  return applyMutation(mutation, exists ? record : undefined, around(user, exists ? [record] : [], [conflict]));
}

const grille = held('fixture', id(20), fixture({ condition: '锈蚀' }), { openConflicts: 2 });
const told = conflictOn(grille, { fields: { condition: { base: '', server: '锈蚀', device: '变形' } } });

describe('a conflict is resolved by a person who saw what stands', () => {
  test('the device’s value is applied, the server’s is kept, a third is taken: each closes one conflict', () => {
    for (const condition of ['变形', '锈蚀', '锈蚀变形']) {
      const result = resolving(grille, told, { condition });
      expect(result).toMatchObject({ outcome: 'applied', closes: conflictId, record: { openConflicts: 1, rev: 2, fields: { condition } } });
    }
    expect(grille.openConflicts).toBe(2);
  });

  test('if the server’s value moved since, it stays open and shows what is there now', () => {
    const result = resolving(grille, told, { condition: '变形' }, { seen: { condition: '完好' } });
    expect(result).toMatchObject({
      outcome: 'conflict',
      record: undefined,
      of: conflictId,
      conflict: { rule: 'RESOLVE_STALE', fields: { condition: { base: '', server: '锈蚀', device: '变形' } } },
    });
  });

  test('one that somebody resolved meanwhile: the same choice is nothing new, another is a new conflict', () => {
    const closed = { ...told, open: false };
    expect(resolving(grille, closed, { condition: '锈蚀' })).toEqual({ outcome: 'noop' });
    const other = resolving(grille, closed, { condition: '变形' });
    expect(other).toMatchObject({ outcome: 'conflict', record: { openConflicts: 3 }, conflict: { rule: 'RESOLVE_STALE' } });
    expect('of' in other && other.of).toBeFalsy();
  });

  test.each([
    ['ROLE', { condition: '变形' }, { user: people.zhang }],
    ['SCHEMA', {}, {}],
    ['SCHEMA', { condition: '变形', qty: 3 }, {}],
    ['SCHEMA', { condition: 7 }, {}],
  ] as const)('%s: who may, and every field of it and no other has its value', (rule, chosen, options) => {
    expect(resolving(grille, told, chosen, options)).toEqual({ outcome: 'quarantined', rule });
  });

  test('an unknown conflict, or one of another record, is none', () => {
    expect(resolving(grille, { ...told, id: id(601) }, { condition: '变形' })).toEqual({ outcome: 'quarantined', rule: 'NO_CONFLICT' });
    expect(resolving(grille, { ...told, record: id(21) }, { condition: '变形' })).toEqual({ outcome: 'quarantined', rule: 'NO_CONFLICT' });
  });
});

describe('the device’s value is its author’s act, and the rules are asked of it again', () => {
  const surveyed = held('structure', id(10), structure({ status: 'removed' }), { openConflicts: 1 });
  const late = conflictOn(surveyed, { rule: 'LATE', fields: { heightM: { base: 2.4, server: 2.4, device: 3 } } });

  test('[P2] what a rule refused stays refused while the rule holds, and can be let go', () => {
    expect(resolving(surveyed, late, { heightM: 3 })).toMatchObject({ outcome: 'conflict', of: conflictId, conflict: { rule: 'LATE' } });
    expect(resolving(surveyed, late, { heightM: 2.4 })).toMatchObject({ outcome: 'applied', closes: conflictId });
  });

  test('a broken rule is never resolved in bulk', () => {
    expect(mayResolveInBulk(told)).toBe(true);
    expect(mayResolveInBulk(late)).toBe(false);
    expect(resolving(surveyed, late, { heightM: 2.4 }, { g: id(9) })).toEqual({ outcome: 'quarantined', rule: 'RESOLVE_ALONE' });
    expect(resolving(grille, told, { condition: '变形' }, { g: id(9) })).toMatchObject({ outcome: 'applied' });
  });

  test('a clerk decides what a team may write and a clerk may not, and nobody whose author is unknown', () => {
    const running = held('operation', id(40), operation({ results: {} }), { openConflicts: 1 });
    const result = { outcome: 'REMOVED', reason: '', photos: [], at: '2026-03-02T08:15:00+08:00' };
    const results = { [id(20)]: result };
    const conflict = conflictOn(running, { fields: { results: { base: {}, server: {}, device: results } } });
    expect(resolving(running, conflict, { results })).toMatchObject({ outcome: 'applied', record: { fields: { results } } });
    const nobody = { ...conflict, author: undefined };
    expect(resolving(running, nobody, { results })).toMatchObject({ outcome: 'conflict', of: conflictId, conflict: { rule: 'NO_GRANT' } });
  });

  test('[P2] of a map the device’s key counts, and what others added stays', () => {
    const one = { outcome: 'REFUSED', reason: '不同意', photos: [], at: '2026-03-02T08:15:00+08:00' };
    const other = { ...one, outcome: 'NOT_HOME', reason: '无人' };
    const running = held('operation', id(40), operation({ results: { [id(20)]: one, [id(21)]: one } as never }), { openConflicts: 1 });
    const device = { [id(20)]: other };
    const conflict = conflictOn(running, { fields: { results: { base: {}, server: running.fields.results ?? null, device } } });
    expect(resolving(running, conflict, { results: device })).toMatchObject({
      outcome: 'applied',
      record: { fields: { results: { [id(20)]: other, [id(21)]: one } } },
    });
  });
});

describe('a creation that was refused', () => {
  const team = held('team', id(30), { name: '一组', leader: '张伟', members: [], buildings: [] });
  const fields = Object.fromEntries(
    Object.entries(created(team.fields)).map(([field, value]) => [field, { base: null, server: null, device: value.new }]),
  );
  const conflict = conflictOn(team, { rule: 'NO_RECORD', fields });
  const nothing = Object.fromEntries(Object.keys(team.fields).map((field) => [field, null]));

  test('is made by choosing it, and dropped by choosing nothing', () => {
    const making = resolving(team, conflict, team.fields, { exists: false, seen: {} });
    expect(making).toMatchObject({ outcome: 'applied', closes: conflictId, record: { rev: 1, openConflicts: 0, fields: team.fields } });
    expect(resolving(team, conflict, nothing, { exists: false, seen: {} })).toEqual({ outcome: 'noop', closes: conflictId });
  });

  test('waits with its group where it belongs to one', () => {
    const grouped = { ...conflict, grouped: true };
    expect(resolving(team, grouped, team.fields, { exists: false, seen: {} })).toMatchObject({ conflict: { rule: 'GROUP_PARKED' } });
  });
});
