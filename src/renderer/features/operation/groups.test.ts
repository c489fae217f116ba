import { describe, expect, test } from 'vitest';
import { fixture, held, id, operation, structure } from '#domain/testing/samples.ts';
import { patchOf } from '../../store/records.ts';
import { groupParts, groupsAtMost, ownFirst, splitTargets } from './groups.ts';
import { memberKey } from './members.ts';
import { offeredMembers, plannedEntry, replanGroups } from './operation-entry.ts';
import { targetsByEstate } from './plan-pins.ts';
import { remainsOf } from './remains.ts';
import type { Target } from './targets.ts';
import { afterGroup, recordOf, team } from './testing/desk.ts';

const at = (building: number, unit: string | null) => ({ building: id(building), unit, room: null, label: null });
const shed = (n: number, building: number, unit: string | null = null, change: Parameters<typeof structure>[0] = {}) =>
  recordOf('structure', id(n), structure({ place: at(building, unit), operation: id(40), status: 'scheduled', ...change }));
const refs = (targets: readonly Target[]) => targets.map(({ type, id: target }) => ({ type, id: target }));
const labels = new Map([
  [id(1), '1幢'],
  [id(2), '2幢'],
]);

describe('groups of an operation', () => {
  const targets = [shed(10, 2, '1'), shed(11, 1), shed(12, 2, '2')];

  test('are made by building or by unit, and every target is in exactly one', () => {
    expect(splitTargets(targets, 'building', labels)).toEqual([
      { name: '2幢', leader: '', targets: [id(10), id(12)] },
      { name: '1幢', leader: '', targets: [id(11)] },
    ]);
    expect(splitTargets(targets, 'unit', labels)?.map(({ name }) => name)).toEqual(['2幢1单元', '1幢', '2幢2单元']);
  });

  test('are no more than an operation has', () => {
    const many = Array.from({ length: groupsAtMost + 1 }, (_, n) => shed(100 + n, 500 + n));
    expect(splitTargets(many, 'building', labels)).toBeUndefined();
    expect(splitTargets(many.slice(1), 'building', labels)).toHaveLength(groupsAtMost);
  });

  test('keep the order of the plan; what nobody leads stands last, and a leader’s own first for them', () => {
    const groups = [
      { name: '二组', leader: '李娜', targets: [id(12), id(99)] },
      { name: '一组', leader: '张伟', targets: [id(11)] },
    ];
    const parts = groupParts({ groups, targets: refs(targets) });
    expect(parts.map(({ name, targets: own }) => [name, own.map((one) => one.id)])).toEqual([
      ['二组', [id(12)]],
      ['一组', [id(11)]],
      ['', [id(10)]],
    ]);
    expect(ownFirst(parts, '张伟')[0]?.name).toBe('一组');
    expect(groupParts({ groups: null, targets: refs(targets) })).toMatchObject([{ rest: true }]);
  });

  test('may still change while it runs, and not once it has ended', () => {
    const running = recordOf('operation', id(40), operation());
    const groups = [{ name: '一组', leader: '李娜', targets: [id(20)] }];
    const grouped = patchOf(running, { groups });
    const world = [held('operation', running.id, running.fields)];
    expect(afterGroup(world, [grouped], team).find(({ type }) => type === 'operation')?.fields.groups).toHaveLength(1);
    const over = recordOf('operation', id(40), operation({ status: 'reconciled' }));
    expect(() => afterGroup([held('operation', over.id, over.fields)], [patchOf(over, { groups })], team)).toThrow('LATE');
  });
});

test('[O2] a plan that is changed binds what joins, sets free what leaves, and groups follow', () => {
  const [stays, leaves] = [shed(10, 1), shed(11, 1)];
  const joins = recordOf('structure', id(12), structure({ place: at(2, null), status: 'scheduled', operation: null }));
  const people = recordOf('team', id(30), { name: '一组', leader: '张伟', members: operation().members, buildings: [] });
  const groups = [{ name: '一组', leader: '李娜', targets: [id(11)] }];
  const planned = operation({ status: 'planned', briefing: null, targets: refs([stays, leaves]), groups });
  const plan = recordOf('operation', id(40), planned);
  const entry = plannedEntry(plan);
  expect(entry).toMatchObject({ from: '09:00', to: '11:30', people: plan.fields.members.map(memberKey), targets: [id(10), id(11)] });
  const told = { ...entry, team: people.id, from: '13:00', targets: [id(10), id(12)] };
  const [changes = [], ...more] = replanGroups(plan, told, offeredMembers(people, plan.fields), [stays, leaves, joins]);
  expect(more).toEqual([]);
  const world = afterGroup(
    [plan, stays, leaves, joins].map((record) => held(record.type, record.id, record.fields)),
    changes,
    team,
  );
  const of = (n: number) => world.find((record) => record.id === id(n))?.fields;
  expect(of(40)).toMatchObject({ window: { from: '13:00', to: '11:30' }, targets: refs([stays, joins]), groups: [] });
  expect([of(10)?.operation, of(11)?.operation, of(12)?.operation]).toEqual([id(40), null, id(40)]);
});

test('a target that this device does not know stays in a plan that is changed here: nobody took it out', () => {
  const stays = shed(10, 1);
  const unknown = { type: 'structure', id: id(99) } as const;
  const people = recordOf('team', id(30), { name: '一组', leader: '张伟', members: operation().members, buildings: [] });
  const plan = recordOf('operation', id(40), operation({ status: 'planned', briefing: null, targets: [unknown, ...refs([stays])] }));
  const entry = { ...plannedEntry(plan), team: people.id, from: '13:00', targets: [id(99), id(10)] };
  const [changes] = replanGroups(plan, entry, offeredMembers(people, plan.fields), [stays]);
  expect(changes?.[0]).toMatchObject({ set: { targets: [unknown, ...refs([stays])] } });
});

describe('a plan whose hundred targets all become others', () => {
  const many = Array.from({ length: 100 }, (_, n) => n);
  const leaving = many.map((n) => shed(100 + n, 1));
  const joining = many.map((n) =>
    recordOf('structure', id(300 + n), structure({ place: at(2, null), status: 'scheduled', operation: null })),
  );
  const people = recordOf('team', id(30), { name: '一组', leader: '张伟', members: operation().members, buildings: [] });
  const groups = [{ name: '一组', leader: '李娜', targets: leaving.map((target) => target.id) }];
  const plan = recordOf('operation', id(40), operation({ status: 'planned', briefing: null, targets: refs(leaving), groups }));
  const told = { ...plannedEntry(plan), team: people.id, from: '13:00', targets: joining.map((target) => target.id) };
  const offers = offeredMembers(people, plan.fields);
  const world = () => [plan, ...leaving, ...joining].map((record) => held(record.type, record.id, record.fields));

  test('is changed in two saves, after each of which it holds just those that are bound to it [O2]', () => {
    const saves = replanGroups(plan, told, offers, [...leaving, ...joining]);
    expect(saves.map((changes) => changes.length)).toEqual([200, 2]);
    let records = world();
    for (const changes of saves) {
      records = afterGroup(records, changes, team);
      const bound = records.filter(({ fields }) => fields.operation === plan.id).map((record) => record.id);
      expect(records.find((record) => record.id === plan.id)?.fields).toMatchObject({
        window: { from: '13:00' },
        targets: bound.map((target) => ({ type: 'structure', id: target })),
      });
    }
    expect(records.find((record) => record.id === plan.id)?.fields).toMatchObject({ targets: refs(joining), groups: [] });
  });

  test('is gone on with where it was cut off between them', () => {
    const [first = []] = replanGroups(plan, told, offers, [...leaving, ...joining]);
    const half = afterGroup(world(), first, team);
    const as = <T extends { id: string; fields: object }>(record: T): T => ({
      ...record,
      fields: half.find((one) => one.id === record.id)?.fields ?? record.fields,
    });
    const rest = replanGroups(as(plan), told, offers, [...leaving, ...joining].map(as));
    expect(rest.map((changes) => changes.length)).toEqual([2]);
    const done = afterGroup(half, rest[0] ?? [], team);
    expect(done.find((record) => record.id === plan.id)?.fields).toMatchObject({ targets: refs(joining) });
  });
});

test('who was planned stays planned under their own name, also when the team has other people by now', () => {
  const [li] = operation().members;
  const newcomer = { name: '赵警官', org: 'POLICE', certificate: '' } as const;
  const people = recordOf('team', id(30), { name: '一组', leader: '张伟', members: [newcomer], buildings: [] });
  const plan = recordOf('operation', id(40), operation({ status: 'planned', briefing: null }));
  const offers = offeredMembers(people, plan.fields);
  expect(offers.map(({ name }) => name)).toEqual(['赵警官', '李娜']);
  const told = { ...plannedEntry(plan), team: people.id, targets: plan.fields.targets.map((target) => target.id) };
  expect(replanGroups(plan, told, offers, [])).toMatchObject([[{ set: { members: [li] } }]]);
  expect(offeredMembers({ ...people, id: id(31) }, plan.fields)).toEqual([newcomer]);
});

test('a target stands on the plan where it was placed, or else where its building was', () => {
  const building = (n: number, pin?: { x: number; y: number }) =>
    recordOf('building', id(n), { estate: id(90), key: `${n}`, label: `${n}幢`, aliases: [], rooms: [], ...(pin && { pin }) });
  const grille = recordOf('fixture', id(20), fixture({ place: { ...at(1, '1'), room: '101' } }));
  const [own, none] = [shed(10, 2, null, { pin: { x: 0.1, y: 0.2 } }), shed(11, 2)];
  const targets = [grille, own, none];
  const planned = targetsByEstate([...refs(targets), { type: 'structure', id: id(99) }], targets, [
    building(1, { x: 0.5, y: 0.5 }),
    building(2),
  ]);
  expect(planned).toEqual([
    {
      estate: id(90),
      on: [
        { target: grille, point: { x: 0.5, y: 0.5 } },
        { target: own, point: { x: 0.1, y: 0.2 } },
      ],
      off: [none],
    },
  ]);
});

test('what an operation leaves to do is read from what it took down, not from what still stands', () => {
  const haulage = { volumeM3: 2.5, note: '' };
  const interim = { what: '护栏', at: '2026-03-02T10:00:00+08:00', by: { name: '张伟', user: null }, until: null };
  const grille = (n: number, change: Parameters<typeof fixture>[0]) =>
    recordOf('fixture', id(n), fixture({ status: 'removed', ...change }));
  const targets = [
    shed(10, 1, null, { status: 'removed' }),
    shed(11, 1, null, { status: 'cleared', haulage }),
    shed(12, 1, null, { status: 'madeGood', haulage }),
    shed(13, 1),
    grille(20, {}),
    grille(21, { interim }),
    grille(22, { interim: { ...interim, until: '2026-03-03T10:00:00+08:00' } }),
  ];
  const result = { reason: '', photos: [], at: '2026-03-02T10:00:00+08:00' };
  const results = Object.fromEntries(
    targets.map(({ id: target }) => [target, { ...result, outcome: target === id(13) ? 'REFUSED' : 'REMOVED' } as const]),
  );
  const remains = remainsOf({ results }, targets);
  const ids = (list: readonly Target[]) => list.map((target) => target.id);
  expect({
    ...remains,
    ...{ toClear: ids(remains.toClear), toMakeGood: ids(remains.toMakeGood), toAccept: ids(remains.toAccept) },
  }).toMatchObject({
    toClear: [id(10)],
    toMakeGood: [id(11)],
    toAccept: [id(12)],
    hauledM3: 5,
  });
  expect(ids(remains.toProtect)).toEqual([id(20), id(22)]);
});
