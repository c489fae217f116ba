import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { accountOf, conservationBreaks } from './account.ts';
import type { Entitlement, Removal } from './entitlement.ts';
import type { Fixture } from './fixture.ts';
import { entitlementIdOf, partIdOf, type RecordId } from './identity.ts';
import { splitLine } from './part.ts';
import { examplePolicy, type Policy } from './policy.ts';
import type { MergeRecord } from './record.ts';
import { entitlement, fixture, held, id, people, policyRef, removal, replacement, signature } from './testing/samples.ts';
import { World } from './testing/world.ts';

const at = '2026-03-20T09:00:00+08:00';
const chen = { name: people.chen.name, user: people.chen.id };
const everyone = { ...people.zhang, roles: ['team', 'community', 'clerk', 'reviewer', 'district'] as const };
const user = { ...everyone, roles: [...everyone.roles] };
const policyOf = (change: Partial<Policy> = {}) => held('policy', policyRef.id, { ...examplePolicy, ...change });
const confirmation = { at, by: people.chen.id, spec: '304不锈钢平面防盗窗', upgradeYuan: 0, note: '', signature };
const compensation = { at, by: chen, amountYuan: 300, reason: '不再需要', signature };
const acceptance = { on: '2026-03-21', by: chen, result: '合格', residentSatisfied: true };
const dispute = (from: string) => ({ at, by: chen, kind: 'OTHER', reason: '数量不对', from });

interface Move {
  kind: 'remove' | 'split' | 'install' | 'step';
  which: number;
  qty: number;
  fields: (line: Entitlement) => object;
}

const steps: ((line: Entitlement) => object)[] = [
  () => ({ status: 'confirmed', confirmation }),
  () => ({ status: 'ordered' }),
  () => ({ status: 'confirmed', cancellation: { at, by: chen, reason: '厂家停产' } }),
  () => ({ status: 'rework', acceptance: null, shortfall: null }),
  () => ({ status: 'accepted', acceptance }),
  () => ({ status: 'waived', waiver: { at, reason: '自愿', signature } }),
  () => ({ status: 'compensated', compensation }),
  () => ({ status: 'relocated', relocation: { at, by: chen, to: '北阳台', photos: [], signature } }),
  (line) => ({ status: 'disputed', dispute: dispute(line.status) }),
  (line) => ({ status: line.dispute?.from, dispute: { ...line.dispute, settled: { at, by: chen, how: '现场核对' } } }),
  () => ({ status: 'closed', closure: { on: '2028-05-01', by: chen } }),
];

const move: fc.Arbitrary<Move> = fc.record({
  kind: fc.constantFrom('remove', 'split', 'install', 'step', 'step', 'step'),
  which: fc.nat(),
  qty: fc.integer({ min: 1, max: 3 }),
  fields: fc.constantFrom(...steps),
});

const fixtureIds = [id(20), id(21), id(22)];

function begin(policy: Partial<Policy> = {}): World {
  return new World([policyOf(policy), ...fixtureIds.map((fixtureId) => held('fixture', fixtureId, fixture({ qty: 4 })))]);
}

function removing(world: World, target: RecordId, removalId: RecordId, qty: number): string {
  const line = entitlement({ removal: removalId, fixture: target, qty });
  return world.apply(user, [
    world.create(user, 'removal', removalId, removal({ target, qty })),
    world.create(user, 'entitlement', entitlementIdOf(removalId), line),
  ]);
}

function splitting(world: World, lineId: RecordId, line: Entitlement, qty: number): string {
  const parts = splitLine({ id: lineId, fields: line }, qty);
  if (parts === undefined) return 'C1';
  return world.apply(user, [
    ...parts.map((part) => world.create(user, 'entitlement', part.id, part.fields)),
    world.patch(user, 'entitlement', lineId, { status: 'split' }),
  ]);
}

function make(world: World, { kind, which, qty, fields }: Move, n: number): string {
  const target = fixtureIds[which % fixtureIds.length] ?? id(20);
  if (kind === 'remove') return removing(world, target, id(100 + n), qty);
  const lines = world.of('entitlement');
  const record = lines[which % Math.max(lines.length, 1)];
  if (record === undefined) return 'NO_RECORD';
  const line = record.fields as unknown as Entitlement;
  if (kind === 'split') return splitting(world, record.id, line, qty);
  if (kind === 'step') return world.apply(user, [world.patch(user, 'entitlement', record.id, fields(line))]);
  return world.apply(user, [
    world.create(user, 'replacement', id(300 + n), replacement({ entitlement: record.id })),
    world.patch(user, 'entitlement', record.id, { status: 'installed', replacement: id(300 + n) }),
  ]);
}

const identified = <F>(records: readonly MergeRecord[]) =>
  records.map((record) => ({ id: record.id, fields: record.fields as unknown as F }));

function accountsOf(world: World) {
  const fixtures = new Map(identified<Fixture>(world.of('fixture')).map((one) => [one.id as string, one.fields]));
  return accountOf(identified<Removal>(world.of('removal')), fixtures, identified<Entitlement>(world.of('entitlement')));
}

describe('[C1] over random histories of legal events', () => {
  test('holds after every step, and a refused step changes nothing', () => {
    fc.assert(
      fc.property(fc.array(move, { maxLength: 40 }), fc.boolean(), (moves, compensated) => {
        const world = begin({ compensation: compensated });
        moves.forEach((one, n) => {
          const before = structuredClone(world.records);
          if (make(world, one, n) !== 'applied') expect(world.records).toEqual(before);
          expect(conservationBreaks(accountsOf(world))).toEqual([]);
        });
      }),
      { numRuns: 60 },
    );
  });

  test.each(['removed', 'accepted', 'waived', 'compensated', 'relocated', 'outstanding'] as const)(
    'a corrupted %s is caught at whatever step',
    (term) => {
      fc.assert(
        fc.property(fc.array(move, { maxLength: 15 }), fc.integer({ min: 1, max: 5 }), (moves, by) => {
          const world = begin({ compensation: true });
          removing(world, id(20), id(99), 2);
          moves.forEach((one, n) => {
            make(world, one, n);
          });
          for (const line of accountsOf(world)) {
            expect(conservationBreaks([{ ...line, [term]: line[term] + by }])).toHaveLength(1);
            expect(conservationBreaks([{ ...line, [term]: line[term] - by }])).toHaveLength(1);
          }
        }),
        { numRuns: 15 },
      );
    },
  );

  test('[C2] no history puts two pieces on one line, unless it was reworked', () => {
    fc.assert(
      fc.property(fc.array(move, { maxLength: 40 }), (moves) => {
        const world = begin();
        const reworked = new Set<string>();
        moves.forEach((one, n) => {
          make(world, one, n);
          for (const line of world.of('entitlement')) if (line.fields.status === 'rework') reworked.add(line.id);
        });
        for (const line of world.of('entitlement').filter((each) => !reworked.has(each.id)))
          expect(world.of('replacement').filter((piece) => piece.fields.entitlement === line.id).length).toBeLessThanOrEqual(1);
      }),
      { numRuns: 40 },
    );
  });
});

const lineId = entitlementIdOf(id(50));
const grille = held('fixture', id(20), fixture({ qty: 4 }));

/** A world with one line of three, in the state given. */
function withLine(change: Partial<Entitlement> = {}, policy: Partial<Policy> = {}): World {
  return new World([
    policyOf(policy),
    grille,
    held('removal', id(50), removal({ qty: 3 })),
    held('entitlement', lineId, entitlement({ qty: 3, ...change })),
  ]);
}

const stepping = (world: World, fields: object) => world.apply(user, [world.patch(user, 'entitlement', lineId, fields)]);

describe('a part return', () => {
  test('[C2] ids of parts differ from their line, from each other and between lines, and are UUIDs of version 8', () => {
    fc.assert(
      fc.property(fc.uuid({ version: 7 }), fc.uuid({ version: 7 }), (one, other) => {
        fc.pre(one !== other);
        const ids = [one, other]
          .map((each) => entitlementIdOf(each as RecordId))
          .flatMap((each) => [each, partIdOf(each, 1), partIdOf(each, 2)]);
        const parts = ids.flatMap((each) => [partIdOf(each, 1), partIdOf(each, 2)]);
        expect(new Set(ids).size).toBe(6);
        expect(new Set(parts).size).toBe(12);
        for (const each of ids) expect(each).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      }),
    );
  });

  test('[C1] both parts and the split are one group: any of them alone is refused', () => {
    const world = withLine();
    const [first, second] = splitLine({ id: lineId, fields: entitlement({ qty: 3 }) }, 1) ?? [];
    if (first === undefined || second === undefined) throw new Error('a line of three has parts');
    const part = (of: typeof first) => world.create(user, 'entitlement', of.id, of.fields);
    const split = world.patch(user, 'entitlement', lineId, { status: 'split' });
    expect(world.apply(user, [part(first)])).toBe('C1');
    expect(world.apply(user, [part(first), part(second)])).toBe('C1');
    expect(world.apply(user, [split])).toBe('C1');
    expect(world.apply(user, [part(first), split])).toBe('C1');
    expect(world.apply(user, [part(first), part(second), split])).toBe('applied');
    const once = world.records.length;
    expect(world.apply(user, [part(first), part(second), split])).toBe('applied');
    expect(world.records).toHaveLength(once);
  });

  test('[C2] a part carries on what its line had come to, and nothing else', () => {
    const world = withLine({ status: 'ordered', confirmation });
    const [first] = splitLine({ id: lineId, fields: entitlement({ qty: 3, status: 'ordered', confirmation }) }, 1) ?? [];
    if (first === undefined) throw new Error('a line of three has parts');
    const creating = (partId: RecordId, change: object) =>
      world.apply(user, [world.create(user, 'entitlement', partId, { ...first.fields, ...change })]);
    expect(creating(first.id, { type: 'RACK' })).toBe('C2');
    expect(creating(first.id, { status: 'open' })).toBe('C2');
    expect(creating(first.id, { qty: 3 })).toBe('C2');
    expect(creating(id(77), {})).toBe('C2');
  });

  test('a line of one has no parts', () => {
    expect(splitLine({ id: lineId, fields: entitlement({ qty: 1 }) }, 1)).toBeUndefined();
  });
});

describe('what may come back for a line', () => {
  const confirming = (type: string, policy: Partial<Policy> = {}) =>
    stepping(withLine({}, policy), { status: 'confirmed', confirmation: { ...confirmation, type } });

  test.each([
    ['GRILLE', 'applied'],
    ['INVISIBLE_GUARD', 'applied'],
    ['AWNING', 'C2'],
    ['RACK', 'C2'],
  ])('[C2] 换装 GRILLE → %s: %s by the exchange table', (type, verdict) => {
    expect(confirming(type)).toBe(verdict);
    expect(confirming(type, { exchanges: [] })).toBe(type === 'GRILLE' ? 'applied' : 'C2');
  });

  test('[C2] the piece is of the type that was chosen', () => {
    const chosen = { status: 'confirmed', confirmation: { ...confirmation, type: 'INVISIBLE_GUARD' } } as const;
    const installing = (type: 'GRILLE' | 'INVISIBLE_GUARD' | null) => {
      const world = withLine(chosen);
      return world.apply(user, [
        world.create(user, 'replacement', id(60), replacement({ type })),
        world.patch(user, 'entitlement', lineId, { status: 'installed', replacement: id(60) }),
      ]);
    };
    expect(installing(null)).toBe('C2');
    expect(installing('INVISIBLE_GUARD')).toBe('applied');
  });

  test('an upgrade costs what the policy lists, where it lists any', () => {
    const upgrades = [{ type: 'GRILLE', spec: '断桥铝防盗窗', yuan: 200 }] as const;
    const paying = (spec: string, upgradeYuan: number, policy: Partial<Policy>) =>
      stepping(withLine({}, policy), { status: 'confirmed', confirmation: { ...confirmation, spec, upgradeYuan } });
    expect(paying('断桥铝防盗窗', 200, { upgrades: [...upgrades] })).toBe('applied');
    expect(paying('断桥铝防盗窗', 201, { upgrades: [...upgrades] })).toBe('UPGRADE_UNLISTED');
    expect(paying('别的', 1, { upgrades: [...upgrades] })).toBe('UPGRADE_UNLISTED');
    expect(paying('别的', 900, {})).toBe('applied');
  });

  test('compensation is off unless the frozen policy allows it', () => {
    const compensating = (policy: Partial<Policy>) => stepping(withLine({}, policy), { status: 'compensated', compensation });
    expect(compensating({})).toBe('COMPENSATION_OFF');
    expect(compensating({ compensation: true })).toBe('applied');
  });

  test('[C2] no piece comes for a line that was given up, paid out, put back elsewhere, split or closed', () => {
    for (const status of ['waived', 'compensated', 'relocated', 'split', 'closed'] as const) {
      const world = withLine({ status });
      expect(world.apply(user, [world.create(user, 'replacement', id(60), replacement())])).toBe('C2');
      const uniform = replacement({ basis: 'UNIFORM' });
      expect(world.apply(user, [world.create(user, 'replacement', id(61), uniform)])).toBe('applied');
    }
  });

  test('退单: an order that came to nothing says why, and may be placed again', () => {
    const world = withLine({ status: 'ordered', confirmation });
    expect(stepping(world, { status: 'confirmed' })).toBe('EVIDENCE_MISSING');
    expect(stepping(world, { status: 'confirmed', cancellation: { at, by: chen, reason: '厂家停产' } })).toBe('applied');
    expect(stepping(world, { status: 'ordered' })).toBe('applied');
  });

  test('a dispute remembers where it came from and goes back there, settled', () => {
    const world = withLine({ status: 'ordered', confirmation });
    expect(stepping(world, { status: 'disputed', dispute: dispute('open') })).toBe('STATE');
    expect(stepping(world, { status: 'disputed', dispute: dispute('ordered') })).toBe('applied');
    expect(stepping(world, { status: 'ordered' })).toBe('EVIDENCE_MISSING');
    const settled = { ...dispute('ordered'), settled: { at, by: chen, how: '现场核对' } };
    expect(stepping(world, { status: 'confirmed', dispute: settled })).toBe('STATE');
    expect(stepping(world, { status: 'ordered', dispute: { ...settled, reason: '别的' } })).toBe('STATE');
    expect(stepping(world, { status: 'ordered', dispute: settled })).toBe('applied');
  });

  test('a line closes once its warranty is over', () => {
    const world = new World([...withLine({ status: 'accepted', replacement: id(60) }).records, held('replacement', id(60), replacement())]);
    expect(stepping(world, { status: 'closed', closure: { on: '2028-03-02', by: chen } })).toBe('WARRANTY_RUNNING');
    expect(stepping(world, { status: 'closed', closure: { on: '2028-03-03', by: chen } })).toBe('applied');
  });
});
