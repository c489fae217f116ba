import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyMutation, sameJson } from './merge.ts';
import type { Json } from './mutation.ts';
import { examplePolicy } from './policy.ts';
import {
  around,
  created,
  draft,
  entitlement,
  entitlementId,
  fixture,
  hash,
  held,
  id,
  operation,
  people,
  policyRef,
  removal,
  removalId,
  replacement,
  signature,
  structure,
} from './testing/samples.ts';

const shed = held('structure', id(10), structure());

describe('merge of one record', () => {
  test('a value that is there already is a noop', () => {
    const mutation = draft('patch', 'structure', id(10), people.zhang, { set: { note: { old: '', new: '' } } });
    expect(applyMutation(mutation, shed, around(people.zhang, []))).toEqual({ outcome: 'noop' });
  });

  test('a value its author saw is overwritten, and the record given stays as it was', () => {
    const before = structuredClone(shed);
    const mutation = draft('patch', 'structure', id(10), people.zhang, { set: { note: { old: '', new: '漏雨' } } });
    const result = applyMutation(mutation, shed, around(people.zhang, []));
    expect(result).toMatchObject({ outcome: 'applied', record: { rev: 2, fields: { note: '漏雨' } } });
    expect(shed).toEqual(before);
  });

  test('[P2] a value its author did not see is kept, and the difference becomes a conflict with all three values', () => {
    const mutation = draft('patch', 'structure', id(10), people.zhang, { set: { use: { old: '厨房', new: '卧室' } } });
    expect(applyMutation(mutation, shed, around(people.zhang, []))).toMatchObject({
      outcome: 'conflict',
      record: { fields: { use: '储物' }, openConflicts: 1 },
      conflict: { rule: 'FIELD', fields: { use: { base: '厨房', server: '储物', device: '卧室' } } },
    });
  });

  test('fields of one group conflict together while other groups apply', () => {
    const set = { lengthM: { old: 9, new: 5 }, areaM2: { old: 12, new: 15 }, note: { old: '', new: '复量' } };
    const result = applyMutation(draft('patch', 'structure', id(10), people.zhang, { set }), shed, around(people.zhang, []));
    expect(result).toMatchObject({ outcome: 'conflict', record: { fields: { lengthM: 4, areaM2: 12, note: '复量' } } });
    expect(Object.keys(result.outcome === 'conflict' ? result.conflict.fields : {})).toEqual(['lengthM', 'areaM2']);
  });

  test('two people may each add a photo: sets merge by element', () => {
    const seen = structure().photos;
    const theirs = held('structure', id(10), structure({ photos: [...seen, { sha256: hash(7), stage: 'DURING' }] }));
    const set = { photos: { old: seen as Json, new: [...seen, { sha256: hash(8), stage: 'AFTER' }] as Json } };
    const result = applyMutation(draft('patch', 'structure', id(10), people.li, { set }), theirs, around(people.li, []));
    expect(result).toMatchObject({ outcome: 'applied' });
    expect(result.outcome === 'applied' && result.record.fields.photos).toHaveLength(4);
  });

  test('two devices may each settle their own targets: maps merge by key', () => {
    const settled = (outcome: string) => ({ outcome, reason: '雨', photos: [], at: '2026-03-02T10:00:00+08:00' });
    const theirs = held('operation', id(40), operation({ results: { [id(21)]: settled('DEFERRED') } as never }));
    const set = { results: { old: {}, new: { [id(20)]: settled('NOT_HOME') } } };
    const result = applyMutation(draft('patch', 'operation', id(40), people.zhang, { set }), theirs, around(people.zhang, []));
    expect(result).toMatchObject({ outcome: 'applied' });
    expect(result.outcome === 'applied' && Object.keys(result.record.fields.results as object)).toHaveLength(2);
  });

  test('a change without a grant is quarantined', () => {
    expect(applyMutation(draft('create', 'sweep', id(60), people.zhang), undefined, around(undefined, []))).toEqual({
      outcome: 'quarantined',
      rule: 'NO_GRANT',
    });
  });

  test('text that no database takes is refused where it is written: NUL, and half of a cut emoji', () => {
    const noting = (note: string) =>
      applyMutation(
        draft('patch', 'structure', id(10), people.zhang, { set: { note: { old: '', new: note } } }),
        shed,
        around(people.zhang, []),
      );
    expect(noting('漏雨\u0000')).toEqual({ outcome: 'quarantined', rule: 'SCHEMA' });
    expect(noting('😀'.slice(0, 1))).toEqual({ outcome: 'quarantined', rule: 'SCHEMA' });
    expect(noting('😀 \\u0000')).toMatchObject({ outcome: 'applied' });
  });

  test('a patch to a record nobody knows, or to a deleted one, is kept as a conflict', () => {
    const mutation = draft('patch', 'structure', id(10), people.zhang, { set: { note: { old: '', new: 'x' } } });
    expect(applyMutation(mutation, undefined, around(people.zhang, []))).toMatchObject({
      outcome: 'conflict',
      conflict: { rule: 'NO_RECORD' },
    });
    const deleted = { ...shed, deleted: true };
    expect(applyMutation(mutation, deleted, around(people.zhang, []))).toMatchObject({
      outcome: 'conflict',
      conflict: { rule: 'EDIT_ON_DELETED' },
    });
  });

  test('a delete that did not see the latest values is a conflict and the record stays', () => {
    const mutation = draft('delete', 'structure', id(10), people.zhang, { seen: { ...shed.fields, note: '旧' } });
    expect(applyMutation(mutation, shed, around(people.zhang, []))).toMatchObject({ outcome: 'conflict', record: { deleted: false } });
    const current = draft('delete', 'structure', id(10), people.zhang, { seen: shed.fields });
    expect(applyMutation(current, shed, around(people.zhang, []))).toMatchObject({ outcome: 'applied', record: { deleted: true } });
  });

  test('[P4] nothing deleted lives again without a restore: neither a patch nor a second creation of it brings it back', () => {
    const gone = { ...shed, deleted: true };
    const set = Object.fromEntries(Object.entries(structure()).map(([field, value]) => [field, { old: null, new: value }]));
    for (const change of [
      draft('patch', 'structure', id(10), people.zhang, { set: { note: { old: '', new: '漏雨' } } }),
      draft('create', 'structure', id(10), people.zhang, { set }),
    ]) {
      const result = applyMutation(change, gone, around(people.zhang, []));
      expect('record' in result ? result.record?.deleted : true).toBe(true);
      expect(result.outcome).not.toBe('applied');
    }
    const back = draft('restore', 'structure', id(10), people.zhang, { base: { rev: gone.rev } });
    expect(applyMutation(back, gone, around(people.zhang, []))).toMatchObject({ outcome: 'applied', record: { deleted: false } });
  });

  test('facts are never patched', () => {
    const fact = held('removal', removalId, removal());
    const mutation = draft('patch', 'removal', removalId, people.zhang, { set: { qty: { old: 2, new: 1 } } });
    expect(applyMutation(mutation, fact, around(people.zhang, [fact]))).toEqual({ outcome: 'quarantined', rule: 'IMMUTABLE' });
  });

  test('equality is an equivalence, and a missing field is null', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => sameJson(value as Json, structuredClone(value) as Json)));
    expect(sameJson({ a: null }, {})).toBe(true);
    expect(sameJson([1, 2], [2, 1])).toBe(false);
  });
});

const policy = held('policy', policyRef.id, examplePolicy);
const grille = held('fixture', id(20), fixture());
const removed = held('removal', removalId, removal());
const line = held('entitlement', entitlementId, entitlement());

describe('rules that look at other records', () => {
  test('[O3] removals of one fixture never exceed what was surveyed', () => {
    const mutation = draft('create', 'removal', id(51), people.li, { set: created(removal({ qty: 1 })) });
    expect(applyMutation(mutation, undefined, around(people.li, [policy, grille, removed]))).toMatchObject({
      outcome: 'conflict',
      conflict: { rule: 'O3' },
    });
  });

  test('[O4] nothing compulsory without an enforcement decision', () => {
    const mutation = draft('create', 'removal', removalId, people.li, { set: created(removal({ mode: 'COMPULSORY' })) });
    expect(applyMutation(mutation, undefined, around(people.li, [policy, grille]))).toEqual({ outcome: 'quarantined', rule: 'O4' });
  });

  test('[C2] a line is exactly its removal line', () => {
    const create = (fields: object, lineId = entitlementId) =>
      draft('create', 'entitlement', lineId, people.zhang, { set: created(fields) });
    const context = around(people.zhang, [policy, grille, removed]);
    expect(applyMutation(create(entitlement()), undefined, context)).toMatchObject({ outcome: 'applied' });
    expect(applyMutation(create(entitlement({ qty: 3 })), undefined, context)).toMatchObject({ conflict: { rule: 'C2' } });
    expect(applyMutation(create(entitlement(), id(77)), undefined, context)).toMatchObject({ conflict: { rule: 'C2' } });
  });

  test('[C3] only types the frozen policy makes eligible open a line', () => {
    const cover = held('fixture', id(20), fixture({ type: 'AC_COVER' }));
    const mutation = draft('create', 'entitlement', entitlementId, people.zhang, { set: created(entitlement({ type: 'AC_COVER' })) });
    expect(applyMutation(mutation, undefined, around(people.zhang, [policy, cover, removed]))).toMatchObject({ conflict: { rule: 'C3' } });
  });

  test('[C2] a second piece for the same line is a conflict, whoever brings it', () => {
    const first = held('replacement', id(60), replacement());
    const mutation = draft('create', 'replacement', id(61), people.chen, { set: created(replacement()) });
    expect(applyMutation(mutation, undefined, around(people.chen, [policy, line]))).toMatchObject({ outcome: 'applied' });
    expect(applyMutation(mutation, undefined, around(people.chen, [policy, line, first]))).toMatchObject({ conflict: { rule: 'C2' } });
  });

  test('[C5] a size below tolerance blocks acceptance until it is signed', () => {
    const small = held('replacement', id(60), replacement({ sizes: { ...replacement().sizes, heightMm: 1000 } }));
    const installed = held('entitlement', entitlementId, entitlement({ status: 'installed', replacement: id(60) }));
    const acceptance = { on: '2026-03-20', by: { name: '陈静', user: people.chen.id }, result: '合格', residentSatisfied: true };
    const accept = (extra: object) =>
      draft('patch', 'entitlement', entitlementId, people.chen, {
        set: { status: { old: 'installed', new: 'accepted' }, acceptance: { old: null, new: acceptance }, ...extra },
      });
    const context = around(people.chen, [policy, small, installed]);
    expect(applyMutation(accept({}), installed, context)).toMatchObject({ conflict: { rule: 'SHORTFALL_UNSIGNED' } });
    const signed = { old: null, new: { reason: '窗洞改小', signature } };
    expect(applyMutation(accept({ shortfall: signed }), installed, context)).toMatchObject({ outcome: 'applied' });
  });

  test('[D1] a surveyor may not determine their own structure', () => {
    const surveyorReviewer = { ...people.zhang, roles: ['team' as const, 'reviewer' as const] };
    const determination = {
      result: 'ILLEGAL',
      opinion: '无审批',
      basis: '城乡规划法64',
      authority: '区城管局',
      docNo: '',
      on: '2026-03-03',
      by: { name: '张伟', user: people.zhang.id },
    };
    const set = { status: { old: 'surveyed', new: 'determined' }, determination: { old: null, new: determination } };
    expect(applyMutation(draft('patch', 'structure', id(10), people.zhang, { set }), shed, around(surveyorReviewer, []))).toEqual({
      outcome: 'quarantined',
      rule: 'D1',
    });
    const byWang = { ...set, determination: { old: null, new: { ...determination, by: { name: '王芳', user: people.wang.id } } } };
    expect(applyMutation(draft('patch', 'structure', id(10), people.wang, { set: byWang }), shed, around(people.wang, []))).toMatchObject({
      outcome: 'applied',
    });
  });

  test('[O1] an operation with an open target is not reconciled', () => {
    const running = held('operation', id(40), operation());
    const set = { status: { old: 'running', new: 'reconciled' } };
    expect(applyMutation(draft('patch', 'operation', id(40), people.zhang, { set }), running, around(people.zhang, []))).toMatchObject({
      conflict: { rule: 'O1' },
    });
  });
});
