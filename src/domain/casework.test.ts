import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Debris } from './debris.ts';
import { debrisMachine } from './debris.ts';
import type { Finding } from './finding.ts';
import { findingMachine } from './finding.ts';
import { recordTypes } from './identity.ts';
import { groupOf, kinds } from './kinds.ts';
import { referencedIds } from './records.ts';
import { take } from './state.ts';
import { hash, held, id, people, place, removal, structure } from './testing/samples.ts';
import { World } from './testing/world.ts';

const at = '2026-03-20T09:00:00+08:00';
const wang = { name: people.wang.name, user: people.wang.id };
const chen = { name: people.chen.name, user: people.chen.id };
const user = { ...people.wang, roles: ['team' as const, 'community' as const, 'clerk' as const, 'reviewer' as const] };
const photo = (n: number, stage: 'BEFORE' | 'AFTER' | 'FINDING') => ({ sha256: hash(n), stage });

const pile = (change: Partial<Debris> = {}): Debris => ({
  code: 'CG-A1-0003',
  place,
  zone: 'COURT_OUT',
  volumeM3: 2,
  ownership: 'KNOWN',
  keepList: '花盆',
  surveyors: [chen],
  surveyedAt: at,
  photos: [photo(1, 'BEFORE')],
  note: '',
  status: 'surveyed',
  notice: null,
  posting: null,
  clearance: null,
  acceptance: null,
  ...change,
});

const problem = (change: Partial<Finding> = {}): Finding => ({
  place,
  category: 'SAFETY',
  text: '脚手架未挂网',
  foundAt: at,
  by: wang,
  photos: [photo(2, 'FINDING')],
  status: 'found',
  order: null,
  rectification: null,
  recheck: null,
  about: null,
  ...change,
});

const notice = { no: '', on: '2026-03-20', way: 'DIRECT' as const, receiver: '王某', relation: '', witness: '', deadline: '2026-03-27' };
const clearance = { at, by: '示例保洁', volumeM3: 2 };
const acceptance = { on: '2026-03-30', by: wang, result: '', residentSatisfied: null };

describe('堆积物', () => {
  const step = (record: Debris, event: keyof typeof debrisMachine, evidence: Partial<Debris>) => {
    const result = take(debrisMachine, record, event, evidence, { user, removedQty: 0 });
    return result.ok ? result.record.status : result.rule;
  };

  test('of an unknown owner is posted first', () => {
    expect(step(pile({ ownership: 'UNKNOWN' }), 'notify', { notice })).toBe('POSTING_MISSING');
    expect(step(pile({ ownership: 'UNKNOWN' }), 'notify', { posting: id(5) })).toBe('notified');
    expect(step(pile(), 'notify', {})).toBe('EVIDENCE_MISSING');
    expect(step(pile(), 'notify', { notice })).toBe('notified');
  });

  test('is cleared with photos before and after, and then accepted', () => {
    const told = pile({ status: 'notified' });
    expect(step(told, 'clear', { clearance })).toBe('PHOTOS_BEFORE_AFTER');
    expect(step(told, 'clear', { clearance, photos: [...told.photos, photo(3, 'AFTER')] })).toBe('cleared');
    expect(step(pile({ status: 'cleared' }), 'accept', {})).toBe('EVIDENCE_MISSING');
    expect(step(pile({ status: 'cleared' }), 'accept', { acceptance })).toBe('accepted');
    expect(step(pile(), 'clear', { clearance })).toBe('STATE');
  });

  test('names a posting that is there', () => {
    const world = new World([held('debris', id(6), pile({ ownership: 'UNKNOWN' }))]);
    expect(world.apply(user, [world.patch(user, 'debris', id(6), { status: 'notified', posting: id(5) })])).toBe('NO_RECORD');
    const text = { text: '限期清理', place, from: '2026-03-20', to: '2026-03-27', photos: [], comments: [] };
    const posting = world.create(user, 'posting', id(5), text);
    expect(world.apply(user, [posting, world.patch(user, 'debris', id(6), { status: 'notified', posting: id(5) })])).toBe('applied');
  });
});

describe('巡查问题', () => {
  const order = { on: '2026-03-20', unit: '示例施工', due: '2026-03-25' };
  const rectification = { at, by: '示例施工', text: '已挂网' };
  const events = Object.keys(findingMachine) as (keyof typeof findingMachine)[];

  test('found → ordered → rectified → rechecked, with photo, unit and due date; sent back when it is not good', () => {
    const world = new World([held('finding', id(7), problem())]);
    const set = (fields: object) => world.apply(user, [world.patch(user, 'finding', id(7), fields)]);
    expect(set({ status: 'ordered' })).toBe('EVIDENCE_MISSING');
    expect(set({ status: 'ordered', order })).toBe('applied');
    expect(set({ status: 'rectified', rectification })).toBe('PHOTOS_BEFORE_AFTER');
    const rectified = { status: 'rectified', rectification, photos: [photo(2, 'FINDING'), photo(3, 'AFTER')] };
    expect(set(rectified)).toBe('applied');
    expect(set({ status: 'ordered', order, rectification: null })).toBe('applied');
    expect(set(rectified)).toBe('applied');
    expect(set({ photos: [] })).toBe('IMMUTABLE');
    expect(set({ status: 'rechecked', recheck: { at, by: wang, text: '' } })).toBe('applied');
  });

  test('a refused event leaves it untouched, and nothing follows 销号', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...events), { maxLength: 20 }), (history) => {
        let record = problem();
        for (const event of history) {
          const before = structuredClone(record);
          const result = take(findingMachine, record, event, { order }, { user, removedQty: 0 });
          expect(record).toEqual(before);
          if (result.ok) record = result.record;
        }
        for (const event of events)
          expect(take(findingMachine, problem({ status: 'rechecked' }), event, { order }, { user, removedQty: 0 })).toEqual({
            ok: false,
            rule: 'STATE',
          });
      }),
    );
  });
});

describe('陈述申辩', () => {
  const said = { structure: id(10), at, by: '王某', text: '有批文', photos: [], decision: null };
  const decision = { at, by: wang, result: 'UPHELD', reason: '批文属实' };
  const world = (status: 'notified' | 'accepted' = 'notified') =>
    new World([held('structure', id(10), structure({ status })), held('statement', id(8), said)]);
  const deciding = (on: World, who: typeof people.wang) => on.apply(who, [on.patch(who, 'statement', id(8), { decision })]);
  const keeping = (on: World) => {
    const upheld = { statement: id(8), at, by: wang, reason: '批文属实' };
    return on.apply(people.wang, [on.patch(people.wang, 'structure', id(10), { status: 'kept', upheld })]);
  };

  test('is decided once, by a reviewer who did not survey it [D1]; its words stay', () => {
    const on = world();
    expect(deciding(on, people.chen)).toBe('ROLE');
    expect(deciding(on, { ...people.zhang, roles: ['team', 'reviewer'] })).toBe('D1');
    expect(on.apply(people.wang, [on.patch(people.wang, 'statement', id(8), { text: '别的' })])).toBe('IMMUTABLE');
    expect(deciding(on, people.wang)).toBe('applied');
    expect(on.apply(people.wang, [on.patch(people.wang, 'statement', id(8), { decision: { ...decision, result: 'REJECTED' } })])).toBe(
      'IMMUTABLE',
    );
  });

  test('keeps a structure only once it was upheld, and only before it was removed', () => {
    const on = world();
    expect(keeping(on)).toBe('NO_RECORD');
    deciding(on, people.wang);
    expect(keeping(on)).toBe('applied');
    const late = world('accepted');
    deciding(late, people.wang);
    expect(keeping(late)).toBe('STATE');
  });
});

describe('the other records', () => {
  test('a household has one active team', () => {
    const assigned = (team: number, to: string | null = null) => ({
      household: id(2),
      team: id(team),
      responsible: '',
      from: '2026-03-01',
      to,
    });
    const world = new World([held('assignment', id(3), assigned(30))]);
    const assigning = () => world.apply(people.chen, [world.create(people.chen, 'assignment', id(4), assigned(31))]);
    expect(assigning()).toBe('STATE');
    expect(world.apply(people.chen, [world.patch(people.chen, 'assignment', id(3), { to: '2026-03-20' })])).toBe('applied');
    expect(assigning()).toBe('applied');
  });

  test('what became of a removed piece is a fact about a removal that is there', () => {
    const fact = { removal: id(50), what: 'STORED', at, by: chen, where: '社区仓库', note: '' };
    const creating = (world: World) => world.apply(people.chen, [world.create(people.chen, 'salvage', id(9), fact)]);
    expect(creating(new World([]))).toBe('NO_RECORD');
    const world = new World([held('removal', id(50), removal())]);
    expect(creating(world)).toBe('applied');
    expect(world.apply(people.chen, [world.patch(people.chen, 'salvage', id(9), { where: '' })])).toBe('IMMUTABLE');
  });

  test.each(recordTypes)('%s: every grouped, listed and mapped field is one of its fields, in one group', (type) => {
    const kind = kinds[type];
    const fields = Object.keys(kind.fields.shape);
    for (const field of [...kind.sets, ...kind.maps]) expect(fields).toContain(field);
    const grouped = Object.values(kind.groups).flat();
    expect(new Set(grouped).size).toBe(grouped.length);
    for (const field of grouped) expect(kind.groups[groupOf(kind, field)]).toContain(field);
    expect(referencedIds(type, {})).toEqual([]);
  });
});
