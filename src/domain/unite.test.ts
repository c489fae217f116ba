import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { accountOf, conservationBreaks } from './account.ts';
import type { Entitlement, Removal } from './entitlement.ts';
import { Fixture } from './fixture.ts';
import { entitlementIdOf, type RecordId, type RecordType, type User } from './identity.ts';
import type { MutationDraft } from './mutation.ts';
import { examplePolicy } from './policy.ts';
import { draft, entitlement, fixture, hash, held, id, operation, people, place, policyRef, removal, structure } from './testing/samples.ts';
import { World } from './testing/world.ts';
import { type Case, unite, unitePhotos } from './unite.ts';

const at = '2026-03-20T09:00:00+08:00';
const zhao = { name: people.zhao.name, user: people.zhao.id };
const statuses = [
  'open',
  'confirmed',
  'ordered',
  'installed',
  'rework',
  'accepted',
  'closed',
  'waived',
  'compensated',
  'relocated',
] as const;

/** Two records of one grille, each removed, their lines in these states. */
function twoCases(first: Entitlement['status'], second: Entitlement['status'], qty = 2): World {
  const records = [first, second].flatMap((status, n) => [
    held('fixture', id(20 + n), fixture({ photos: [{ sha256: hash(3 + n), stage: 'BEFORE' }] })),
    held('removal', id(50 + n), removal({ target: id(20 + n), qty: n === 0 ? 2 : qty })),
    held(
      'entitlement',
      entitlementIdOf(id(50 + n)),
      entitlement({ removal: id(50 + n), fixture: id(20 + n), status, qty: n === 0 ? 2 : qty }),
    ),
  ]);
  return new World([held('policy', policyRef.id, examplePolicy), ...records]);
}

function caseOf(world: World, n: 0 | 1): Case {
  const fields = world.line(entitlementIdOf(id(50 + n)));
  if (fields === undefined) throw new Error('each case has its line');
  const { photos, status } = Fixture.parse(world.record(id(20 + n))?.fields);
  return {
    type: 'fixture',
    id: id(20 + n),
    status,
    photos,
    removals: [{ id: id(50 + n), qty: fields.qty, line: { id: entitlementIdOf(id(50 + n)), fields } }],
  };
}

function merging(world: World, user: User, type: RecordType, duplicate: RecordId, into: RecordId): MutationDraft {
  return draft('merge', type, duplicate, user, { set: { aliasOf: { old: null, new: into } }, seen: world.record(duplicate)?.fields ?? {} });
}

function uniting(world: World): string {
  const union = unite(caseOf(world, 0), caseOf(world, 1), zhao, at);
  if (union === undefined) return 'no pair';
  return world.apply(people.zhao, [
    ...union.disputes.map((dispute) => world.patch(people.zhao, 'entitlement', dispute.id, dispute.fields)),
    ...union.merges.map(({ type, id: duplicate, into }) => merging(world, people.zhao, type, duplicate, into)),
    world.patch(people.zhao, 'fixture', union.standing, { photos: union.photos }),
  ]);
}

function accounts(world: World) {
  const of = <F>(type: RecordType) =>
    world
      .of(type)
      .filter((record) => !record.deleted)
      .map((record) => ({ id: record.id, fields: record.fields as unknown as F }));
  const fixtures = new Map(of<Fixture>('fixture').map((one) => [one.id as string, one.fields]));
  return accountOf(of<Removal>('removal'), fixtures, of<Entitlement>('entitlement'));
}

const settled = (status: string) => !['open', 'confirmed', 'ordered'].includes(status);

describe('合并: two records of one thing', () => {
  test('[C1] two removal lines for one piece become one; both settled → 多还', () => {
    fc.assert(
      fc.property(fc.constantFrom(...statuses), fc.constantFrom(...statuses), (first, second) => {
        const world = twoCases(first, second);
        expect(accounts(world)).toMatchObject([{ removed: 4 }]);
        expect(uniting(world)).toBe('applied');
        expect(accounts(world)).toMatchObject([{ removed: 2 }]);
        expect(conservationBreaks(accounts(world))).toEqual([]);
        const standing = world.of('entitlement').filter((record) => !record.deleted);
        expect(standing).toHaveLength(1);
        const both = settled(first) && settled(second);
        expect(standing[0]?.fields.status === 'disputed').toBe(both);
        if (both) expect(standing[0]?.fields.dispute).toMatchObject({ kind: 'OVER_RETURNED' });
        if (!both && (settled(first) || settled(second))) expect(settled(String(standing[0]?.fields.status))).toBe(true);
      }),
    );
  });

  test('[C1] a line that was split stands for one that nothing was done about, and is united with nothing else', () => {
    const verdicts = (['open', 'ordered', 'waived', 'accepted', 'split'] as const).map((other) => {
      const world = twoCases('split', other);
      const union = unite(caseOf(world, 0), caseOf(world, 1), zhao, at);
      return union && [union.standing, union.disputes.length];
    });
    expect(verdicts).toEqual([[id(20), 0], [id(20), 0], undefined, undefined, undefined]);
  });

  test('nothing is dropped: photos are united, and each id leads to what stands', () => {
    const world = twoCases('open', 'open');
    uniting(world);
    expect(Fixture.parse(world.record(id(20))?.fields).photos).toHaveLength(2);
    for (const [type, duplicate, into] of [
      ['fixture', id(21), id(20)],
      ['removal', id(51), id(50)],
      ['entitlement', entitlementIdOf(id(51)), entitlementIdOf(id(50))],
    ] as const) {
      expect(world.record(duplicate)).toMatchObject({ type, deleted: true, aliasOf: into });
      expect(Object.keys(world.record(duplicate)?.fields ?? {}).length).toBeGreaterThan(0);
    }
  });

  test('[C1] no part of it is done alone', () => {
    const alone = (type: RecordType, duplicate: RecordId, into: RecordId, world = twoCases('open', 'open')) =>
      world.apply(people.zhao, [merging(world, people.zhao, type, duplicate, into)]);
    expect(alone('fixture', id(21), id(20))).toBe('C1');
    expect(alone('removal', id(51), id(50))).toBe('C1');
    expect(alone('entitlement', entitlementIdOf(id(51)), entitlementIdOf(id(50)))).toBe('C1');
  });

  test('what an operation still waits for, and what a statement is still to be decided about, does not give way', () => {
    const shed = (n: number, change: Parameters<typeof structure>[0] = {}) => held('structure', id(n), structure(change));
    const merged = (...around: ReturnType<typeof held>[]) => {
      const world = new World(around);
      return world.apply(people.zhao, [merging(world, people.zhao, 'structure', id(31), id(30))]);
    };
    const planned = shed(31, { operation: id(40), status: 'scheduled' });
    const targets = [{ type: 'structure', id: id(31) }] as const;
    const result = { outcome: 'REFUSED', reason: '不在家', photos: [], at } as const;
    const running = (results: object) => held('operation', id(40), operation({ targets: [...targets], results: results as never }));
    expect(merged(shed(30), planned, running({}))).toBe('MERGE_OPEN');
    expect(merged(shed(30), planned, running({ [id(31)]: result }))).toBe('applied');
    const said = { structure: id(31), at, by: '王某', text: '有批文', photos: [], decision: null };
    const decision = { at, by: zhao, result: 'REJECTED', reason: '查无批文' };
    expect(merged(shed(30), shed(31), held('statement', id(60), said))).toBe('MERGE_OPEN');
    expect(merged(shed(30), shed(31), held('statement', id(60), { ...said, decision }))).toBe('applied');
  });

  test('[C2] a line that was settled does not vanish behind one that is not disputed', () => {
    const world = twoCases('accepted', 'accepted');
    const group = [
      merging(world, people.zhao, 'removal', id(51), id(50)),
      merging(world, people.zhao, 'entitlement', entitlementIdOf(id(51)), entitlementIdOf(id(50))),
    ];
    expect(world.apply(people.zhao, group)).toBe('C2');
  });

  test('[C2] only what may be one thing: the same type, room and number', () => {
    expect(uniting(twoCases('open', 'open', 1))).toBe('no pair');
    const world = new World([
      held('fixture', id(20), fixture()),
      held('fixture', id(21), fixture({ place: { ...place, room: '102' } })),
      held('fixture', id(22), fixture({ type: 'RACK' })),
    ]);
    for (const other of [id(21), id(22)])
      expect(world.apply(people.zhao, [merging(world, people.zhao, 'fixture', other, id(20))])).toBe('C2');
  });

  test('clerk and reviewer decide, who saw it as it is; it is done once and never undone by a restore', () => {
    const shed = (n: number) => held('structure', id(n), structure());
    const world = new World([shed(10), shed(11)]);
    const merge = (user: User, into = id(10)) => merging(world, user, 'structure', id(11), into);
    expect(world.apply(people.zhang, [merge(people.zhang)])).toBe('ROLE');
    expect(world.apply(people.zhao, [{ ...merge(people.zhao), seen: {} }])).toBe('DELETE_VS_EDIT');
    expect(world.apply(people.zhao, [merge(people.zhao, id(11))])).toBe('NO_RECORD');
    expect(world.apply(people.zhao, [merge(people.zhao, id(99))])).toBe('NO_RECORD');
    expect(world.apply(people.zhao, [{ ...merge(people.zhao), set: {} }])).toBe('SCHEMA');
    expect(world.apply(people.zhao, [merge(people.zhao)])).toBe('applied');
    expect(world.apply(people.zhao, [merge(people.zhao)])).toBe('applied');
    expect(world.apply(people.zhao, [merge(people.zhao, id(12))])).toBe('EDIT_ON_DELETED');
    expect(world.apply(people.zhang, [draft('restore', 'structure', id(11), people.zhang)])).toBe('STATE');
  });

  test('a fact that is no thing is not merged', () => {
    const world = new World([held('sweep', id(60), {}), held('sweep', id(61), {})]);
    expect(world.apply(people.zhao, [merging(world, people.zhao, 'sweep', id(61), id(60))])).toBe('IMMUTABLE');
  });

  test('[A2] photos are united each once', () => {
    const photo = fc.record({
      sha256: fc.integer({ min: 1, max: 5 }).map(hash),
      stage: fc.constantFrom('BEFORE' as const, 'AFTER' as const),
    });
    const photos = fc.uniqueArray(photo, { selector: ({ sha256, stage }) => `${sha256}${stage}` });
    fc.assert(
      fc.property(photos, photos, (one, other) => {
        const united = unitePhotos(one, other);
        for (const each of [...one, ...other])
          expect(united.filter((kept) => kept.sha256 === each.sha256 && kept.stage === each.stage)).toHaveLength(1);
      }),
    );
  });
});
