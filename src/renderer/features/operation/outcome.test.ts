import { describe, expect, test } from 'vitest';
import { countRemoval } from '#domain/count.ts';
import { type Agreement, noSizes } from '#domain/evidence.ts';
import { entitlementIdOf, type User } from '#domain/identity.ts';
import type { Operation, TargetResult } from '#domain/operation.ts';
import { policyInForce, type TypePolicy } from '#domain/policy.ts';
import { fixture, held, id, operation, signature, structure } from '#domain/testing/samples.ts';
import { cutShortChange, type Outcome, outcomeChanges } from './outcome.ts';
import { firstEntry, outcomeEntryFor, outcomeOf } from './outcome-entry.ts';
import { takenDown } from './take-down.ts';
import { bindChange, isOffered, isStanding, releaseChange, type Target } from './targets.ts';
import { afterGroup, deskOf, photo, policy, recordOf, team } from './testing/desk.ts';

const agreement: Agreement = {
  mode: 'ASSISTED',
  signer: signature,
  on: '2026-11-20',
  due: '2026-12-01',
  items: '',
  rewardCutoffMet: true,
  salvage: 'SCRAPPED',
};
const subject = { place: '1幢', code: 'SL-A1-0002' };
const removed: Outcome = {
  outcome: 'REMOVED',
  reason: '',
  photos: [photo(11, 'DURING'), photo(12, 'AFTER')],
  qty: 2,
  areaM2: null,
  openings: null,
  lengthMm: null,
  contractor: '示例拆除公司',
  salvage: 'SCRAPPED',
};

const grille = recordOf('fixture', id(20), fixture({ photos: [{ sha256: photo(3, 'BEFORE').facts.sha256, stage: 'BEFORE' }], agreement }));
const shed = recordOf('structure', id(10), structure({ status: 'scheduled', operation: id(40), agreement }));
const running = (change: Partial<Operation> = {}) => recordOf('operation', id(40), operation(change));

function settle(target: Target, told: Outcome, plan = running(), user: User = team) {
  const scene = { desk: deskOf(user), operation: plan, target, policy: target.type === 'fixture' ? policy : undefined, subject };
  const changes = outcomeChanges(scene, told);
  const world = afterGroup([held('operation', plan.id, plan.fields), held(target.type, target.id, target.fields)], changes, user);
  return { changes, world, of: (type: string) => world.filter((record) => record.type === type) };
}

describe('an outcome', () => {
  test('[C2] a removed fixture opens exactly its removal’s line, under the policy that is frozen with it', () => {
    const { of } = settle(grille, removed);
    const [removal] = of('removal');
    const [line] = of('entitlement');
    expect(of('entitlement')).toHaveLength(1);
    expect(line?.id).toBe(removal && entitlementIdOf(removal.id));
    expect(line?.fields).toMatchObject({ qty: 2, type: 'GRILLE', status: 'open', removedOn: '2026-11-23', policy: { id: policy.id } });
    expect(line?.fields.removedSizes).toEqual(grille.fields.sizes);
    expect(removal?.fields.policy).toEqual({ id: policy.id, version: policy.fields.version });
    expect(of('fixture')[0]?.fields.status).toBe('removed');
  });

  test('[C2] what the team counted of windows or measured of length at the removal is what is owed', () => {
    const cage = recordOf('fixture', id(20), { ...grille.fields, openings: 5 });
    const caged = settle(cage, { ...removed, openings: 4 });
    expect(caged.of('removal')[0]?.fields).toMatchObject({ qty: 2, counted: { unit: 'OPENING', qty: 4 } });
    expect(caged.of('removal')[0]?.fields).not.toHaveProperty('openings');
    expect(caged.of('entitlement')[0]?.fields).toMatchObject({ qty: 4, countedIn: 'OPENING' });
    expect(outcomeEntryFor(cage).shape.openings.safeParse('6').success).toBe(false);
    const rails = { eligible: true, countBy: 'METRE' } as TypePolicy;
    const unmeasured = recordOf('fixture', id(20), { ...grille.fields, type: 'OTHER', sizes: noSizes });
    const entry = { ...firstEntry(unmeasured), outcome: 'REMOVED', after: [photo(12, 'AFTER')], contractor: '示例拆除公司' } as const;
    expect(outcomeEntryFor(unmeasured, rails).safeParse(entry).success).toBe(false);
    const measured = outcomeEntryFor(unmeasured, rails).parse({ ...entry, qty: '2', lengthMm: '1500' });
    expect(countRemoval(rails, unmeasured.fields, takenDown(unmeasured.fields, outcomeOf(measured, unmeasured)))).toEqual({
      unit: 'CM',
      qty: 300,
    });
  });

  test('[C3] what the policy does not give back opens no line, and neither does a structure', () => {
    const solar = recordOf('fixture', id(20), { ...grille.fields, type: 'SOLAR' });
    expect(settle(solar, removed).of('entitlement')).toHaveLength(0);
    const shedPlan = running({ targets: [{ type: 'structure', id: id(10) }] });
    const { of } = settle(shed, { ...removed, qty: 1, areaM2: 11.5 }, shedPlan);
    expect(of('entitlement')).toHaveLength(0);
    expect(of('structure')[0]?.fields).toMatchObject({ status: 'removed', removalMode: 'ASSISTED' });
  });

  test('[O4] without consent only what was decided is offered, and it is taken down as compulsory', () => {
    const document = {
      docNo: '强制执行1号',
      authority: '街道办事处',
      on: '2026-11-01',
      service: { on: '2026-11-02', way: 'DIRECT' as const, receiver: '王某', relation: '', witness: '' },
    };
    const decided = { ...shed, fields: { ...shed.fields, operation: null, agreement: null, enforcement: document } };
    expect(isOffered({ ...decided, fields: { ...decided.fields, status: 'enforcementDecided' } })).toBe(true);
    expect(isOffered({ ...decided, fields: { ...decided.fields, status: 'urged' } })).toBe(false);
    const plan = running({ targets: [{ type: 'structure', id: id(10) }] });
    const { of } = settle({ ...decided, fields: { ...decided.fields, operation: id(40) } }, { ...removed, qty: 1, areaM2: 11.5 }, plan);
    expect(of('structure')[0]?.fields).toMatchObject({ status: 'removed', removalMode: 'COMPULSORY' });
  });

  test('a part removal opens a line for the part', () => {
    expect(settle(grille, { ...removed, outcome: 'PARTIAL', qty: 1 }).of('entitlement')[0]?.fields.qty).toBe(1);
  });

  test('[O3] more than was surveyed is refused', () => {
    expect(() => settle(grille, { ...removed, qty: 3 })).toThrow('O3');
  });

  test('nobody at home touches nothing but the operation’s result', () => {
    const { changes, of } = settle(grille, { ...removed, outcome: 'NOT_HOME', reason: '敲门无人', photos: [] });
    expect(changes).toHaveLength(1);
    expect(of('operation')[0]?.fields.results).toMatchObject({ [grille.id]: { outcome: 'NOT_HOME', reason: '敲门无人' } });
    expect(of('fixture')[0]?.fields.status).toBe('agreed');
  });

  test('two devices settle two targets of one operation: each sends only its own key', () => {
    const earlier: TargetResult = { outcome: 'REFUSED', reason: '不同意', photos: [], at: '2026-11-23T08:00:00+08:00' };
    const plan = running({ results: { [id(21)]: earlier }, targets: [20, 21].map((n) => ({ type: 'fixture', id: id(n) })) });
    expect(settle(grille, removed, plan).of('operation')[0]?.fields.results).toMatchObject({
      [id(21)]: { outcome: 'REFUSED' },
      [grille.id]: { outcome: 'REMOVED' },
    });
  });
});

describe('ending an operation', () => {
  test('[O1] rain defers what has no outcome, for one reason, and lets removals stand', () => {
    const done: TargetResult = { outcome: 'REMOVED', reason: '', photos: [], at: '2026-11-23T08:00:00+08:00' };
    const plan = running({ results: { [id(20)]: done }, targets: [20, 21].map((n) => ({ type: 'fixture', id: id(n) })) });
    const [stopped] = afterGroup(
      [held('operation', plan.id, plan.fields)],
      [cutShortChange(plan, '下雨', '2026-11-23T10:00:00+08:00')],
      team,
    ).filter((record) => record.type === 'operation');
    expect(stopped?.fields.status).toBe('cutShort');
    expect(stopped?.fields.results).toMatchObject({ [id(20)]: { outcome: 'REMOVED' }, [id(21)]: { outcome: 'DEFERRED', reason: '下雨' } });
  });

  test('[O2] a target is offered once: bound it is not, released it is again', () => {
    expect(isOffered(grille)).toBe(true);
    expect(isOffered(shed)).toBe(false);
    const bound = afterGroup([held('fixture', grille.id, grille.fields)], [bindChange(grille, id(40))], team);
    expect(bound.find((record) => record.id === grille.id)?.fields.operation).toBe(id(40));
    const freed = afterGroup([held('structure', shed.id, shed.fields)], [releaseChange(shed)], team);
    expect(freed.find((record) => record.id === shed.id)?.fields).toMatchObject({ operation: null, status: 'scheduled' });
    expect(isOffered({ ...shed, fields: { ...shed.fields, operation: null } })).toBe(true);
  });

  test('only what was taken down does not stand', () => {
    const at = '2026-11-23T08:00:00+08:00';
    expect(isStanding({ outcome: 'DEFERRED', reason: '下雨', photos: [], at })).toBe(true);
    expect(isStanding({ outcome: 'PARTIAL', reason: '', photos: [], at })).toBe(false);
  });
});

test('the policy in force is the newest that has begun', () => {
  const from = (n: number, day: string) => ({ ...policy, id: id(n), fields: { ...policy.fields, from: day } });
  const policies = [from(1, '2026-01-01'), from(2, '2026-06-01'), from(3, '2027-01-01')];
  expect(policyInForce(policies, '2026-11-23')?.id).toBe(id(2));
  expect(policyInForce(policies, '2025-01-01')).toBeUndefined();
});
