import { describe, expect, test } from 'vitest';
import { mayCreate, mayPatch, patchRule } from './authority.ts';
import { fieldRows, unaccountedFields } from './authority-table.ts';
import { recordTypes, type User } from './identity.ts';
import { kinds } from './kinds.ts';
import { fixture, held, id, operation, people, structure } from './testing/samples.ts';
import { World } from './testing/world.ts';

const building = { estate: id(2), key: '12', label: '12幢', aliases: [], rooms: [] };
const household = {
  building: id(1),
  unit: '1',
  room: '101',
  contactName: '王某',
  phone: null,
  occupancy: 'OWNER',
  from: null,
  to: null,
  ownerReachable: null,
  accommodation: null,
  note: '',
  source: null,
};

describe('who may change what is one closed table', () => {
  test.each(recordTypes)('every field of a %s is changed by one row, by its machine, or never', (type) => {
    expect(unaccountedFields(type)).toEqual([]);
    if (kinds[type].immutable) expect(fieldRows(type)).toEqual([]);
  });

  const setting = (
    type: 'household' | 'building' | 'structure' | 'fixture' | 'operation' | 'team',
    fields: object,
    user: User,
    set: object,
  ) => {
    const world = new World([held(type, id(10), fields)]);
    return world.apply(user, [world.patch(user, type, id(10), set)]);
  };

  test.each([
    ['household', 'reviewer', 'ROLE', household, { contactName: '张某' }],
    ['household', 'team', 'applied', household, { contactName: '张某' }],
    ['household', 'team', 'ROLE', household, { room: '102' }],
    ['household', 'community', 'applied', household, { room: '102' }],
    ['household', 'clerk', 'IMMUTABLE', household, { source: { file: 'x', row: 1 } }],
    ['building', 'team', 'ROLE', building, { rooms: ['1-101'] }],
    ['building', 'clerk', 'IMMUTABLE', building, { estate: id(3) }],
    ['structure', 'reviewer', 'applied', structure(), { note: '核' }],
    ['structure', 'reviewer', 'ROLE', structure(), { lengthM: 4.1, areaM2: 12.3 }],
    ['structure', 'team', 'applied', structure({ status: 'scheduled' }), { lengthM: 4.1, areaM2: 12.3 }],
    ['structure', 'team', 'LATE', structure({ status: 'removed' }), { lengthM: 4.1, areaM2: 12.3 }],
    ['structure', 'team', 'LATE', structure({ status: 'accepted' }), { place: { ...structure().place, label: '西侧' } }],
    ['structure', 'team', 'IMMUTABLE', structure(), { code: 'CG-A1-0009' }],
    ['fixture', 'team', 'LATE', fixture({ status: 'removed' }), { qty: 3 }],
    ['fixture', 'team', 'applied', fixture({ status: 'agreed' }), { qty: 3 }],
    ['fixture', 'community', 'applied', fixture({ status: 'removed' }), { owner: 'UNCLAIMED' }],
    ['operation', 'team', 'LATE', operation({ status: 'running' }), { date: '2026-04-01' }],
    ['operation', 'community', 'ROLE', operation({ status: 'approved' }), { date: '2026-04-01' }],
    ['operation', 'team', 'applied', operation({ status: 'approved' }), { date: '2026-04-01' }],
    ['operation', 'team', 'applied', operation({ status: 'running' }), { weather: '雨' }],
    ['operation', 'team', 'LATE', operation({ status: 'closed' }), { weather: '雨' }],
    ['team', 'community', 'ROLE', { name: '一组', leader: '张伟', members: [], buildings: [] }, { leader: '李娜' }],
  ] as const)('a %s changed by %s: %s', (type, role, verdict, fields, set) => {
    expect(setting(type, fields, { ...people.zhang, roles: [role] }, set)).toBe(verdict);
  });

  test('a screen offers exactly what the rule lets through, for every type, role and field', () => {
    for (const status of ['surveyed', 'agreed', 'removed', 'kept'] as const) {
      const before = held('fixture', id(20), fixture({ status }));
      for (const role of ['team', 'community', 'clerk', 'reviewer', 'district'] as const) {
        const user = { roles: [role] };
        const may = mayPatch('fixture', before.fields, user);
        for (const name of fieldRows('fixture').flatMap(({ fields }) => fields)) {
          const after = { ...before, fields: { ...before.fields, [name]: { another: 'value' } } };
          expect(patchRule(before, after, user) === undefined).toBe(may.includes(name));
        }
      }
    }
  });

  test('nobody begins what another role begins', () => {
    expect(mayCreate('removal', people.chen)).toBe(false);
    expect(mayCreate('removal', people.zhang)).toBe(true);
    expect(mayCreate('policy', people.zhao)).toBe(false);
  });
});
