import { describe, expect, test } from 'vitest';
import { applyMutation, findGroupConflict } from './merge.ts';
import type { Json, MutationDraft } from './mutation.ts';
import { examplePolicy } from './policy.ts';
import type { MergeRecord } from './record.ts';
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
  place,
  policyRef,
  removal,
  removalId,
  replacement,
  signature,
  structure,
} from './testing/samples.ts';

const at = '2026-03-02T08:15:00+08:00';
const policy = held('policy', policyRef.id, examplePolicy);
const grille = held('fixture', id(20), fixture());
const removed = held('removal', removalId, removal());
const line = (change = {}) => held('entitlement', entitlementId, entitlement(change));

type User = (typeof people)[keyof typeof people];

/** `applied`, or the rule that refuses. */
function verdict(mutation: MutationDraft, current: MergeRecord | undefined, user: User, records: readonly MergeRecord[] = []): string {
  const result = applyMutation(mutation, current, around(user, records));
  if (result.outcome === 'conflict') return result.conflict.rule;
  return result.outcome === 'quarantined' ? result.rule : result.outcome;
}

/** What comes of setting these fields on a record, by somebody who saw it as it is. */
function setting(record: MergeRecord, user: User, fields: Record<string, unknown>, records: readonly MergeRecord[] = []): string {
  const set = Object.fromEntries(
    Object.entries(fields).map(([field, value]) => [field, { old: record.fields[field] ?? null, new: value as Json }]),
  );
  return verdict(draft('patch', record.type, record.id, user, { set }), record, user, [record, ...records]);
}

const deleting = (record: MergeRecord, user: User, records: readonly MergeRecord[] = []) =>
  verdict(draft('delete', record.type, record.id, user, { seen: record.fields }), record, user, [record, ...records]);

describe('what a step proves is written by that step alone', () => {
  const confirmation = { at, by: people.chen.id, spec: '304不锈钢平面防盗窗', upgradeYuan: 0, note: '', signature };
  const waiver = { at, reason: '自愿', signature };
  const acceptance = { on: '2026-03-09', by: { name: people.chen.name, user: people.chen.id }, result: '', residentSatisfied: true };

  test('evidence does not change while the state stays', () => {
    const confirmed = line({ status: 'confirmed', confirmation });
    expect(setting(confirmed, people.chen, { confirmation: { ...confirmation, upgradeYuan: 500 } })).toBe('STATE');
    expect(setting(line(), people.chen, { waiver })).toBe('STATE');
    const notice = { no: '1', on: '2026-03-02', way: 'DIRECT', receiver: '', relation: '', witness: '', deadline: '2026-03-09' };
    const determined = held('structure', id(10), structure({ status: 'determined' }));
    expect(setting(determined, people.zhang, { notice })).toBe('STATE');
    expect(setting(determined, people.zhang, { note: '漏雨' })).toBe('applied');
  });

  test('a step writes its own evidence and no other', () => {
    const confirmed = line({ status: 'confirmed', confirmation });
    expect(setting(confirmed, people.zhao, { status: 'ordered' })).toBe('applied');
    expect(setting(confirmed, people.zhao, { status: 'ordered', confirmation: { ...confirmation, spec: '别的' } })).toBe('STATE');
    expect(setting(line(), people.chen, { status: 'confirmed', confirmation, acceptance })).toBe('STATE');
  });

  test('a record begins without any', () => {
    const create = (fields: object) => draft('create', 'structure', id(11), people.zhang, { set: created(fields) });
    expect(verdict(create(structure({ acceptance })), undefined, people.zhang)).toBe('STATE');
    expect(verdict(create(structure({ status: 'draft', acceptance })), undefined, people.zhang)).toBe('STATE');
    expect(verdict(create(structure({ status: 'draft' })), undefined, people.zhang)).toBe('applied');
  });

  test('[D1] a surveyor does not become the determiner by leaving the list', () => {
    const { zhang, li } = people;
    const wang = { ...people.wang, roles: ['team', 'reviewer'] as User['roles'] };
    const surveyors = [wang, zhang, li].map(({ name, id: user }) => ({ name, user }));
    const surveyed = held('structure', id(10), structure({ surveyors }));
    const determination = {
      result: 'ILLEGAL',
      opinion: '无规划许可',
      basis: '城乡规划法',
      authority: '城东街道',
      docNo: '',
      on: '2026-03-03',
      by: surveyors[0],
    };
    expect(setting(surveyed, wang, { surveyors: surveyors.slice(1) })).toBe('D1');
    expect(setting(surveyed, wang, { surveyors: surveyors.slice(1), status: 'determined', determination })).toBe('D1');
  });

  test('[A2] no photo leaves the record that it was given to', () => {
    const [first, second] = structure().photos;
    const shed = held('structure', id(10), structure());
    expect(setting(shed, people.zhang, { photos: [first] })).toBe('IMMUTABLE');
    expect(setting(shed, people.zhang, { photos: [first, second, { sha256: hash(7), stage: 'AFTER' }] })).toBe('applied');
  });

  test('[O1] no target joins an operation that has ended; what an absent device brings later is still an outcome', () => {
    const told = { outcome: 'DEFERRED', reason: '雨', photos: [], at };
    const ended = held('operation', id(40), operation({ status: 'reconciled', results: { [id(20)]: told } as never }));
    const targets = [...operation().targets, { type: 'structure', id: id(10) }];
    expect(setting(ended, people.zhang, { targets })).toBe('LATE');
    expect(setting(ended, people.zhang, { results: { [id(20)]: told, [id(10)]: told } })).toBe('applied');
    expect(setting(ended, people.zhang, { results: {} })).toBe('O1');
  });
});

describe('the account of what was removed [C1]', () => {
  test('[C2] a removal of an eligible type opens its line in the same group', () => {
    const create = draft('create', 'removal', removalId, people.zhang, { set: created(removal()) });
    expect(findGroupConflict(create, around(people.zhang, [policy, grille, removed]))).toMatchObject({ rule: 'C2' });
    expect(findGroupConflict(create, around(people.zhang, [policy, grille, removed, line()]))).toBeUndefined();
    const cover = held('fixture', id(20), fixture({ type: 'AC_COVER' }));
    expect(findGroupConflict(create, around(people.zhang, [policy, cover, removed]))).toBeUndefined();
  });

  test('[C2] a line opens as its removal and its fixture say, in every field', () => {
    const opening = (change: object) =>
      verdict(draft('create', 'entitlement', entitlementId, people.zhang, { set: created(entitlement(change)) }), undefined, people.zhang, [
        policy,
        grille,
        removed,
      ]);
    expect(opening({})).toBe('applied');
    expect(opening({ place: { ...entitlement().place, room: '102' } })).toBe('C2');
    expect(opening({ removedSizes: { ...entitlement().removedSizes, widthMm: 200 } })).toBe('C2');
    expect(opening({ removedOn: '2026-03-05' })).toBe('C2');
    expect(opening({ policy: { ...policyRef, version: '别的' } })).toBe('C3');
    expect(opening({ waiver: { at, reason: '自愿', signature } })).toBe('C2');
  });

  test('[C2] and keeps what it has from them', () => {
    const room = { ...entitlement().place, room: '102' };
    expect(setting(line(), people.chen, { place: room })).toBe('C2');
    expect(setting(line(), people.chen, { removedSizes: { ...entitlement().removedSizes, widthMm: 200 } })).toBe('C2');
    expect(setting(line(), people.chen, { policy: { ...policyRef, version: '别的' } })).toBe('C2');
  });

  test('a fixture keeps its room, its type and its number once something of it was removed', () => {
    const place = { ...fixture().place, room: '102' };
    expect(setting(grille, people.zhang, { place }, [removed])).toBe('C2');
    expect(setting(grille, people.zhang, { type: 'RACK' }, [removed])).toBe('C2');
    expect(setting(grille, people.zhang, { qty: 1 }, [removed])).toBe('O3');
    expect(setting(grille, people.zhang, { place, qty: 1 })).toBe('applied');
  });

  test('facts, and the lines they opened, are never deleted or brought back', () => {
    const photo = held('photo', id(70), { sha256: hash(1) });
    for (const record of [policy, removed, line(), held('replacement', id(60), replacement()), photo]) {
      expect(deleting(record, people.zhang)).toBe('IMMUTABLE');
      const gone = { ...record, deleted: true };
      expect(verdict(draft('restore', record.type, record.id, people.zhang), gone, people.zhang)).toBe('IMMUTABLE');
    }
  });

  test('a thing is deleted by those who may make one, and only while nothing is built on it', () => {
    const shed = held('structure', id(10), structure());
    expect(deleting(shed, people.zhang)).toBe('applied');
    expect(deleting(shed, people.wang)).toBe('ROLE');
    expect(deleting(held('structure', id(10), structure({ status: 'determined' })), people.zhang)).toBe('STATE');
    expect(deleting(held('fixture', id(20), fixture({ status: 'surveyed' })), people.zhang, [removed])).toBe('STATE');
  });

  test('a uniform addition settles no line', () => {
    const uniform = held('replacement', id(60), replacement({ basis: 'UNIFORM' }));
    const confirmed = line({ status: 'ordered' });
    expect(setting(confirmed, people.chen, { status: 'installed', replacement: id(60) }, [uniform])).toBe('C2');
    const create = draft('create', 'replacement', id(61), people.chen, { set: created(replacement()) });
    expect(verdict(create, undefined, people.chen, [policy, confirmed, uniform])).toBe('applied');
  });

  test('a uniform addition says where it stands, and a piece that is owed says for which line', () => {
    const making = (fields: object) => {
      const piece = draft('create', 'replacement', id(61), people.chen, { set: created({ ...replacement(), ...fields }) });
      return verdict(piece, undefined, people.chen, [policy, line({ status: 'ordered' })]);
    };
    expect(making({ basis: 'UNIFORM', entitlement: null, place })).toBe('applied');
    expect(making({ basis: 'UNIFORM', entitlement: null })).toBe('NO_RECORD');
    expect(making({ basis: 'UNIFORM', entitlement: null, place, photos: [] })).toBe('PHOTO_INSTALL');
    expect(making({ entitlement: null, place })).toBe('NO_RECORD');
  });
});
