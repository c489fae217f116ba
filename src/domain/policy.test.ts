import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { entitlementIdOf } from './identity.ts';
import { examplePolicy, isEligible, Policy } from './policy.ts';
import { diffPolicies, policyFlaws, touchedBy, touchedTypes } from './policy-diff.ts';
import { entitlement, fixture, held, id, people, policyRef, removal } from './testing/samples.ts';
import { World } from './testing/world.ts';

const withType = (change: Partial<Policy['types'][number]>): Policy => ({
  ...examplePolicy,
  types: examplePolicy.types.map((entry) => (entry.type === 'GRILLE' ? { ...entry, ...change } : entry)),
});

describe('a policy', () => {
  test('the example is marked as one and does not contradict itself', () => {
    expect(examplePolicy.example).toBe(true);
    expect(Policy.safeParse(examplePolicy).success).toBe(true);
    expect(policyFlaws(examplePolicy)).toEqual([]);
  });

  test('of version 1, without the later terms, still parses and still means what it meant', () => {
    const { exchanges: _e, compensation: _c, projectionLimitCm: _p, quietHours: _q, ...first } = examplePolicy;
    expect(Policy.safeParse(first).success).toBe(true);
    expect(policyFlaws(first)).toEqual([]);
  });

  const [grille] = examplePolicy.types;
  if (grille === undefined) throw new Error('the example has types');
  test.each([
    ['TYPE_TWICE', { types: [grille, grille] }],
    ['SPEC_TWICE', { types: [{ ...grille, specs: ['甲', '甲'] }] }],
    ['EXCHANGE_TO_SELF', { exchanges: [{ from: 'GRILLE', to: 'GRILLE' }] }],
    ['EXCHANGE_NOT_ELIGIBLE', { exchanges: [{ from: 'SOLAR', to: 'GRILLE' }] }],
    ['EXCHANGE_UNKNOWN_TYPE', { exchanges: [{ from: 'GRILLE', to: 'OTHER' }] }],
    ['EXCHANGE_TWICE', { exchanges: [1, 2].map(() => ({ from: 'GRILLE', to: 'RACK' })) }],
    ['UPGRADE_NOT_ELIGIBLE', { upgrades: [{ type: 'OTHER', spec: '甲', yuan: 1 }] }],
    ['UPGRADE_TWICE', { upgrades: [1, 2].map(() => ({ type: 'GRILLE', spec: '甲', yuan: 1 })) }],
    ['QUIET_HOURS_EMPTY', { quietHours: [{ from: '12:00', to: '12:00' }] }],
  ])('%s is a flaw, and nobody freezes it into a record', (flaw, change) => {
    const policy = { ...examplePolicy, ...(change as Partial<Policy>) };
    expect(policyFlaws(policy).map((each) => each.flaw)).toContain(flaw);
    const world = new World([]);
    expect(world.apply(people.district, [world.create(people.district, 'policy', id(801), policy)])).toBe('POLICY_BAD');
  });

  test('[C3] a type is owed on the sides that the policy names, and on all where it names none', () => {
    expect(isEligible(withType({ sides: ['FRONT'] }), 'GRILLE', 'BACK')).toBe(false);
    expect(isEligible(withType({ sides: ['FRONT'] }), 'GRILLE', 'FRONT')).toBe(true);
    expect(isEligible(examplePolicy, 'GRILLE', 'BACK')).toBe(true);
    expect(isEligible(examplePolicy, 'AC_COVER', 'FRONT')).toBe(false);
    expect(isEligible(examplePolicy, 'OTHER')).toBe(false);
  });

  test('[C3] a removal on a side that is not owed opens no line, and needs none', () => {
    const back = held('fixture', id(20), fixture({ side: 'BACK' }));
    const world = new World([held('policy', policyRef.id, withType({ sides: ['FRONT'] })), back]);
    const removing = world.create(people.zhang, 'removal', id(50), removal());
    const line = world.create(people.zhang, 'entitlement', entitlementIdOf(id(50)), entitlement());
    expect(world.apply(people.zhang, [removing, line])).toBe('C3');
    expect(world.apply(people.zhang, [removing])).toBe('applied');
  });
});

describe('two versions of a policy', () => {
  test('that say the same do not differ', () => {
    expect(diffPolicies(examplePolicy, structuredClone(examplePolicy))).toEqual([]);
    expect(diffPolicies(examplePolicy, { ...examplePolicy, version: '2', name: '另一个', from: '2027-01-01' })).toEqual([]);
    const { compensation: _off, ...silent } = examplePolicy;
    expect(diffPolicies(examplePolicy, silent)).toEqual([]);
  });

  test.each([
    ['tolerancePercent', withType({ tolerancePercent: 10 }), ['GRILLE']],
    ['sides', withType({ sides: ['FRONT'] }), ['GRILLE']],
    ['eligible', withType({ eligible: false }), ['GRILLE']],
    ['countBy', withType({ countBy: 'METRE' }), ['GRILLE']],
    ['exchanges', { ...examplePolicy, exchanges: examplePolicy.exchanges?.slice(1) }, ['GRILLE']],
    ['type', { ...examplePolicy, types: examplePolicy.types.filter((entry) => entry.type !== 'RACK') }, ['RACK']],
    ['quietHours', { ...examplePolicy, quietHours: [] }, []],
  ] as const)('%s: what changed, and which types it touches', (what, policy, types) => {
    const changes = diffPolicies(examplePolicy, policy as Policy);
    expect(changes.map((change) => change.what)).toEqual([what]);
    expect(touchedTypes(changes)).toEqual(types);
  });

  test('a term for all touches every type', () => {
    expect(touchedTypes(diffPolicies(examplePolicy, { ...examplePolicy, warrantyMonths: 36 }))).toHaveLength(7);
  });

  test('a diff read backwards says the opposite', () => {
    const change = fc.record(
      {
        eligible: fc.boolean(),
        tolerancePercent: fc.integer({ min: 0, max: 20 }),
        countBy: fc.constantFrom('PIECE' as const, 'METRE' as const),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(change, change, (one, other) => {
        const there = diffPolicies(withType(one), withType(other));
        const back = diffPolicies(withType(other), withType(one));
        expect(back).toEqual(there.map((each) => ({ ...each, before: each.after, after: each.before })));
      }),
    );
  });

  test('nobody is touched retroactively: what exists froze its version', () => {
    const lines = [entitlement(), entitlement()];
    expect(touchedBy(lines, id(801))).toEqual([]);
    expect(touchedBy([...lines, entitlement({ policy: { id: id(801), version: '2' } })], id(801))).toHaveLength(1);
    const world = new World([
      held('policy', policyRef.id, examplePolicy),
      held('fixture', id(20), fixture()),
      held('removal', id(50), removal()),
      held('entitlement', entitlementIdOf(id(50)), entitlement()),
    ]);
    const before = structuredClone(world.record(entitlementIdOf(id(50))));
    const next = { ...withType({ countBy: 'METRE' }), version: '2', from: '2027-01-01' };
    expect(world.apply(people.district, [world.create(people.district, 'policy', id(801), next)])).toBe('applied');
    expect(world.record(entitlementIdOf(id(50)))).toEqual(before);
    expect(world.apply(people.district, [world.patch(people.district, 'policy', policyRef.id, { overdueDays: 1 })])).toBe('IMMUTABLE');
  });
});
