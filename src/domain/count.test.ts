import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { accountOf, conservationBreaks } from './account.ts';
import { countedBy, countOf, lineOf, piecesOf, quantityText, sumText } from './count.ts';
import type { Entitlement, Removal } from './entitlement.ts';
import { noSizes } from './evidence.ts';
import type { Fixture } from './fixture.ts';
import type { RecordId } from './identity.ts';
import { splitLine } from './part.ts';
import { examplePolicy, type TypePolicy } from './policy.ts';
import { entitlement, fixture, held, id, people, policyRef, removal } from './testing/samples.ts';
import { World } from './testing/world.ts';

const counting = (countBy: TypePolicy['countBy']) => ({
  ...examplePolicy,
  types: examplePolicy.types.map((entry) => ({ ...entry, countBy, eligible: true })),
});

const rack = (change: Partial<Fixture> = {}) => fixture({ type: 'RACK', sizes: { ...noSizes, lengthMm: 1755 }, qty: 3, ...change });

function district(countBy: TypePolicy['countBy'], thing: Fixture): World {
  return new World([held('policy', policyRef.id, counting(countBy)), held('fixture', id(20), thing)]);
}

/** The group that the desk writes for a removal of so many pieces. */
function removing(world: World, thing: Fixture, policy: ReturnType<typeof counting>, n: number, change: Partial<Removal> = {}): string {
  const taken = { qty: change.qty ?? 2, sizes: null };
  const made = removal({ counted: countedBy(policy, thing, taken), ...taken, ...change });
  const line = lineOf(id(n), made, thing, policy);
  return world.apply(people.zhang, [
    world.create(people.zhang, 'removal', id(n), made),
    ...(line === undefined ? [] : [world.create(people.zhang, 'entitlement', line.id, line.fields)]),
  ]);
}

function accounts(world: World) {
  const of = <F>(type: 'removal' | 'entitlement' | 'fixture') =>
    world.of(type).map((record) => ({ id: record.id, fields: record.fields as unknown as F }));
  const fixtures = new Map(of<Fixture>('fixture').map((one) => [one.id as string, one.fields]));
  return accountOf(of<Removal>('removal'), fixtures, of<Entitlement>('entitlement'));
}

describe('[C3] what a removal is owed in is its frozen policy’s to say', () => {
  test('by the piece: so many pieces', () => {
    const world = district('PIECE', rack());
    expect(removing(world, rack(), counting('PIECE'), 50)).toBe('applied');
    expect(accounts(world)).toMatchObject([{ unit: 'PIECE', removed: 2, outstanding: 2 }]);
  });

  test('by the opening: one cage over two windows counts two', () => {
    const cage = fixture({ qty: 1, openings: 2 });
    const world = district('OPENING', cage);
    expect(removing(world, cage, counting('OPENING'), 50, { qty: 1 })).toBe('applied');
    expect(accounts(world)).toMatchObject([{ unit: 'OPENING', removed: 2, outstanding: 2 }]);
  });

  test('[O3] no more openings than were surveyed', () => {
    const cage = fixture({ qty: 2, openings: 3 });
    const world = district('OPENING', cage);
    const counted = (qty: number) => ({ qty: 1, counted: { unit: 'OPENING', qty } }) as const;
    expect(removing(world, cage, counting('OPENING'), 50, counted(4))).toBe('O3');
    expect(removing(world, cage, counting('OPENING'), 50, counted(2))).toBe('applied');
    expect(removing(world, cage, counting('OPENING'), 51, counted(2))).toBe('O3');
    expect(removing(world, cage, counting('OPENING'), 51, counted(1))).toBe('applied');
  });

  test('by the metre: whole centimetres of the length that was measured', () => {
    const world = district('METRE', rack());
    expect(removing(world, rack(), counting('METRE'), 50)).toBe('applied');
    expect(accounts(world)).toMatchObject([{ unit: 'CM', removed: 351, outstanding: 351 }]);
  });

  test.each([
    ['METRE', { counted: null }],
    ['METRE', { counted: { unit: 'CM', qty: 350 } }],
    ['METRE', { counted: { unit: 'PIECE', qty: 2 } }],
    ['PIECE', { counted: { unit: 'PIECE', qty: 3 } }],
    ['PIECE', { counted: { unit: 'CM', qty: 351 } }],
    ['OPENING', { counted: { unit: 'CM', qty: 351 } }],
  ] as const)('COUNT: under a policy that counts by %s, %j is not counted as it says', (countBy, change) => {
    expect(removing(district(countBy, rack()), rack(), counting(countBy), 50, change as Partial<Removal>)).toBe('COUNT');
  });

  test('without a length nothing is owed by the metre until one is measured', () => {
    const unmeasured = rack({ sizes: noSizes });
    expect(removing(district('METRE', unmeasured), unmeasured, counting('METRE'), 50)).toBe('COUNT');
  });

  test('[C2] a line is exactly what its removal counts, in the same unit', () => {
    const world = district('METRE', rack());
    const made = removal({ counted: { unit: 'CM', qty: 351 } });
    const line = lineOf(id(50), made, rack(), counting('METRE'));
    const opening = (change: object) =>
      world.apply(people.zhang, [
        world.create(people.zhang, 'removal', id(50), made),
        world.create(people.zhang, 'entitlement', line?.id as RecordId, { ...line?.fields, ...change }),
      ]);
    expect(opening({ qty: 350 })).toBe('C2');
    expect(opening({ countedIn: null })).toBe('C2');
    expect(opening({})).toBe('applied');
  });
});

describe('[C1] in the policy’s unit', () => {
  test('adds up in whole numbers over any lengths and any part returns', () => {
    const lengths = fc.array(fc.integer({ min: 100, max: 6000 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(lengths, fc.nat(), (measured, cut) => {
        const policy = counting('METRE');
        const things = measured.map((lengthMm) => rack({ qty: 1, sizes: { ...noSizes, lengthMm } }));
        const records = things.map((thing, n) => held('fixture', id(200 + n), thing));
        const world = new World([held('policy', policyRef.id, policy), ...records]);
        things.forEach((thing, n) => {
          expect(removing(world, thing, policy, 300 + n, { target: id(200 + n), qty: 1 })).toBe('applied');
        });
        const [first] = world.of('entitlement');
        if (first === undefined) throw new Error('a removal opened no line');
        const line = { id: first.id, fields: first.fields as unknown as Entitlement };
        const parts = splitLine(line, 1 + (cut % (line.fields.qty - 1))) ?? [];
        const split = [
          ...parts.map((part) => world.create(people.zhang, 'entitlement', part.id, part.fields)),
          world.patch(people.zhang, 'entitlement', line.id, { status: 'split' }),
        ];
        expect(world.apply(people.zhang, split)).toBe('applied');
        const lines = accounts(world);
        expect(conservationBreaks(lines)).toEqual([]);
        expect(lines).toHaveLength(1);
        expect(Number.isInteger(lines[0]?.outstanding)).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  test('a record of before anything was counted otherwise is owed in its pieces', () => {
    expect(countOf(removal())).toEqual({ unit: 'PIECE', qty: 2 });
    expect(accountOf([{ id: id(50), fields: removal() }], new Map([[id(20), fixture()]]), [])).toMatchObject([
      { unit: 'PIECE', removed: 2 },
    ]);
  });
});

test('quantities are said as people count', () => {
  expect(quantityText({ unit: 'CM', qty: 351 })).toEqual({ zh: '3.51 米', en: '3.51 m' });
  expect(quantityText({ unit: 'OPENING', qty: 2 }).zh).toBe('2 个窗洞');
  const lines = [entitlement({ qty: 2 }), entitlement({ qty: 351, countedIn: 'CM' }), entitlement({ qty: 149, countedIn: 'CM' })];
  expect(sumText(lines).zh).toBe('2 + 5.00 米');
  expect(sumText(lines.slice(1)).zh).toBe('5.00 米');
  expect(lines.map(piecesOf)).toEqual([2, 1, 1]);
});
