import { describe, expect, test } from 'vitest';
import type { Member } from '#domain/operation.ts';
import { fixture, held, id, operation, structure } from '#domain/testing/samples.ts';
import { actionRows } from './action-list.ts';
import { isolateChange, missingOf, openIsolations, presentOf, restoreChange, workWarnings } from './day-steps.ts';
import { memberKey } from './members.ts';
import { afterGroup, recordOf, team } from './testing/desk.ts';

const at = '2026-11-23T09:00:00+08:00';
const later = '2026-11-23T11:00:00+08:00';
const isolation = { by: '吴安', at, reason: '拆除燃气管旁棚屋', restoredAt: null };
const running = recordOf('operation', id(40), operation({ status: 'running' }));

describe('a supply cut for safety', () => {
  const isolated = (plan: typeof running) =>
    afterGroup([held('operation', plan.id, plan.fields)], [isolateChange(plan, id(20), isolation)], team).find(
      ({ type }) => type === 'operation',
    )?.fields;

  test('stands under its target until it is restored, and keeps who, when and why [A1]', () => {
    expect(isolated(running)).toMatchObject({ isolations: { [id(20)]: isolation } });
    const plan = recordOf('operation', id(40), { ...running.fields, isolations: { [id(20)]: isolation } });
    expect(openIsolations(plan.fields)).toEqual([[id(20), isolation]]);
    const restored = restoreChange(plan, id(20), later);
    const world = afterGroup([held('operation', plan.id, plan.fields)], restored ? [restored] : [], team);
    expect(world.find(({ type }) => type === 'operation')?.fields).toMatchObject({
      isolations: { [id(20)]: { ...isolation, restoredAt: later } },
    });
  });

  test('is restored once, and nowhere else', () => {
    const done = { ...isolation, restoredAt: later };
    const plan = recordOf('operation', id(40), { ...running.fields, isolations: { [id(20)]: done } });
    expect(restoreChange(plan, id(20), later)).toBeUndefined();
    expect(restoreChange(plan, id(21), later)).toBeUndefined();
    expect(openIsolations(plan.fields)).toEqual([]);
  });
});

describe('who is present', () => {
  const [li, sun]: Member[] = [
    { name: '李娜', org: 'URBAN_MANAGEMENT', certificate: '' },
    { name: '孙强', org: 'CONTRACTOR', certificate: '' },
  ];
  const planned = [li, sun].filter((member) => member !== undefined);

  test('are those ticked and those who came besides, each once; the rest are named as missing', () => {
    const police: Member = { name: '赵警官', org: 'POLICE', certificate: '' };
    const present = presentOf(planned, planned.slice(0, 1).map(memberKey), [police, ...planned.slice(0, 1)]);
    expect(present.map(({ name }) => name)).toEqual(['李娜', '赵警官']);
    expect(missingOf({ members: planned, present }).map(({ name }) => name)).toEqual(['孙强']);
    expect(missingOf({ members: planned, present: null })).toEqual([]);
  });

  test('stay who they are when the list they were ticked in changes', () => {
    const ticked = planned.slice(1).map(memberKey);
    const police: Member = { name: '赵警官', org: 'POLICE', certificate: '' };
    expect(presentOf([police, ...planned], ticked, []).map(({ name }) => name)).toEqual(['孙强']);
    expect(presentOf(planned.slice(0, 1), ticked, [])).toEqual([]);
  });
});

test('noise is warned of in quiet hours, and a compulsory removal at night; by day nothing is', () => {
  const grille = recordOf('fixture', id(20), fixture());
  const service = { on: '2026-11-02', way: 'DIRECT' as const, receiver: '王某', relation: '', witness: '' };
  const decided = structure({ agreement: null, enforcement: { docNo: '1', authority: '街道', on: '2026-11-01', service } });
  const shed = recordOf('structure', id(10), decided);
  const quiet = [{ from: '12:00', to: '14:00' }];
  expect(workWarnings([grille], '2026-11-23T12:30:00+08:00', quiet)).toEqual(['QUIET_HOURS']);
  expect(workWarnings([grille, shed], '2026-11-23T23:30:00+08:00', quiet)).toEqual(['NIGHT']);
  expect(workWarnings([grille, shed], at, quiet)).toEqual([]);
});

test('the action list has every target in the order planned, with what is to be taken down', () => {
  const grille = recordOf('fixture', id(20), fixture());
  const plan = operation({ targets: [{ type: 'fixture', id: id(20) }] });
  const rows = actionRows(plan, [grille], new Map([[grille.fields.place.building, '1幢']]));
  expect(rows).toMatchObject([{ no: 1, code: grille.fields.code, planned: `×${grille.fields.qty}` }]);
});
