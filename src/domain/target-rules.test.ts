import { describe, expect, test } from 'vitest';
import { Fixture } from './fixture.ts';
import { examplePolicy } from './policy.ts';
import { Structure } from './structure.ts';
import { surveyedArea } from './structure-sizes.ts';
import { fixture, hash, held, id, operation, people, policyRef, removal, structure } from './testing/samples.ts';
import { World } from './testing/world.ts';

const at = '2026-03-20T09:00:00+08:00';
const [zhang, li, wang, chen] = [people.zhang, people.li, people.wang, people.chen].map(({ name, id: user }) => ({ name, user }));
if (zhang === undefined || li === undefined || wang === undefined || chen === undefined) throw new Error('four people');
const after = { sha256: hash(7), stage: 'AFTER' as const };

const document = (change = {}) => ({
  docNo: '崇城限拆〔2026〕1号',
  authority: '城东街道办事处',
  on: '2026-04-01',
  service: { on: '2026-04-02', way: 'DIRECT' as const, receiver: '王某', relation: '本人', witness: '' },
  ...change,
});
const determination = {
  result: 'ILLEGAL' as const,
  opinion: '无规划许可',
  basis: '城乡规划法64',
  authority: '城东街道',
  docNo: '',
  on: '2026-03-21',
  by: wang,
};
const note = { text: '到场时已拆', people: [zhang, li], at };
const voiding = { at, by: wang, kind: 'MISTAKEN' as const, reason: '误登', instead: null };

describe('as the server judges it', () => {
  const shed = (change: Partial<Structure> = {}) => held('structure', id(10), structure(change));
  const setting = (world: World, who: typeof people.wang, fields: object) =>
    world.apply(who, [world.patch(who, 'structure', id(10), fields)]);

  test('[D2] reads how many determine from the policy that the determination names', () => {
    const policy = held('policy', policyRef.id, { ...examplePolicy, determiners: 2 });
    const alone = { status: 'determined', determination: { ...determination, policy: policyRef } };
    expect(setting(new World([policy, shed()]), people.wang, alone)).toBe('D2');
    const both = { status: 'determined', determination: { ...determination, policy: policyRef, second: chen } };
    expect(setting(new World([policy, shed()]), people.wang, both)).toBe('applied');
  });

  const supplement = { at, surveyors: [zhang, li], areaM2: 5, qty: null, photos: [after], reason: '棚后还有一间' };

  test('[O3] a supplementary survey by two, with a photo, allows more to be removed; it is never taken away', () => {
    const creating = (areaM2: number) => removal({ target: id(10), targetType: 'structure', qty: 1, areaM2, policy: null });
    const world = new World([shed({ status: 'agreedSelf' })]);
    expect(world.apply(people.zhang, [world.create(people.zhang, 'removal', id(51), creating(15))])).toBe('O3');
    expect(setting(world, people.zhang, { supplements: [{ ...supplement, surveyors: [zhang] }] })).toBe('SURVEYORS_TWO');
    expect(setting(world, people.zhang, { supplements: [{ ...supplement, photos: [] }] })).toBe('SURVEY_PHOTOS');
    expect(setting(world, people.zhang, { supplements: [{ ...supplement, areaM2: null }] })).toBe('SIZES_MISSING');
    expect(setting(world, people.zhang, { supplements: [supplement] })).toBe('applied');
    expect(surveyedArea(Structure.parse(world.record(id(10))?.fields))).toBe(17);
    expect(world.apply(people.zhang, [world.create(people.zhang, 'removal', id(51), creating(15))])).toBe('applied');
    expect(setting(world, people.zhang, { supplements: [] })).toBe('IMMUTABLE');
  });

  test('[A1] rechecks of what is closed are added to, each with a photo of what is there', () => {
    const acceptance = { on: '2026-01-31', by: wang, result: '', residentSatisfied: null };
    const world = new World([shed({ status: 'accepted', acceptance })]);
    const seen = { at, by: zhang, months: 3, note: '' };
    const { photos } = structure();
    expect(setting(world, people.zhang, { rechecks: [seen] })).toBe('RECHECK_PHOTO');
    expect(setting(world, people.wang, { rechecks: [seen], photos: [...photos, after] })).toBe('ROLE');
    expect(setting(world, people.zhang, { rechecks: [seen], photos: [...photos, after] })).toBe('applied');
    expect(setting(world, people.zhang, { rechecks: [] })).toBe('IMMUTABLE');
    expect(setting(new World([shed()]), people.zhang, { rechecks: [seen], photos: [...photos, after] })).toBe('LATE');
  });

  test('[O4] a compulsory removal rests on an enforcement decision, and a fixture has none', () => {
    const forced = removal({ target: id(10), targetType: 'structure', qty: 1, areaM2: 12, policy: null, mode: 'COMPULSORY' });
    const removing = (world: World, fields: object) => world.apply(people.zhang, [world.create(people.zhang, 'removal', id(51), fields)]);
    expect(removing(new World([shed({ status: 'scheduled' })]), forced)).toBe('O4');
    expect(removing(new World([shed({ status: 'scheduled', enforcement: document() })]), forced)).toBe('applied');
    const world = new World([held('policy', policyRef.id, examplePolicy), held('fixture', id(20), fixture())]);
    expect(removing(world, removal({ mode: 'COMPULSORY' }))).toBe('O4');
  });

  test('LEGACY: a source row stands for photos and surveyors, and only those who keep the tables bring it in', () => {
    const origin = { kind: 'LEGACY' as const, file: '违建台账2019.xlsx', sha256: hash(77), row: 12 };
    const world = new World([]);
    const old = structure({ origin, photos: [], surveyors: [] });
    expect(world.apply(people.zhang, [world.create(people.zhang, 'structure', id(11), old)])).toBe('ROLE');
    expect(world.apply(people.zhao, [world.create(people.zhao, 'structure', id(11), old)])).toBe('applied');
    expect(
      world.apply(people.zhao, [world.create(people.zhao, 'fixture', id(12), fixture({ origin, photos: [], status: 'surveyed' }))]),
    ).toBe('applied');
    expect(world.apply(people.zhang, [world.create(people.zhang, 'fixture', id(13), fixture({ photos: [], status: 'surveyed' }))])).toBe(
      'SURVEY_PHOTOS',
    );
    expect(world.apply(people.zhao, [world.patch(people.zhao, 'structure', id(11), { origin: { ...origin, row: 13 } })])).toBe('IMMUTABLE');
  });

  test('version-1 records still parse', () => {
    const { order: _order, ...first } = { ...structure(), order: undefined };
    expect(Structure.safeParse(first).success).toBe(true);
    expect(Fixture.safeParse(fixture()).success).toBe(true);
  });
});

describe('a fixture', () => {
  const grille = (change = {}) => held('fixture', id(20), fixture(change));
  const gone = held('removal', id(50), removal());
  const setting = (world: World, fields: object) => world.apply(people.zhang, [world.patch(people.zhang, 'fixture', id(20), fields)]);
  const afterOnly = [{ sha256: hash(4), stage: 'AFTER' as const }];

  test('[C4] taken down by its resident alone: a photo from before, or a note by two', () => {
    const found = { on: '2026-03-02', approximate: true };
    expect(setting(new World([grille(), gone]), { status: 'removed', found })).toBe('applied');
    const bare = () => new World([grille({ photos: afterOnly, status: 'surveyed' }), gone]);
    expect(setting(bare(), { status: 'removed', found })).toBe('C4');
    expect(setting(bare(), { status: 'removed', found: { ...found, note: { ...note, people: [zhang] } } })).toBe('D2');
    expect(setting(bare(), { status: 'removed', found: { ...found, note } })).toBe('applied');
    expect(setting(new World([grille()]), { status: 'removed', found })).toBe('EVIDENCE_MISSING');
  });

  test('is void only while nothing of it was removed', () => {
    expect(setting(new World([grille()]), { status: 'void', voiding })).toBe('applied');
    expect(setting(new World([grille(), gone]), { status: 'void', voiding })).toBe('STATE');
    expect(setting(new World([grille()]), { status: 'void' })).toBe('EVIDENCE_MISSING');
  });

  test('临时防护 stands between removal and return', () => {
    const interim = { what: '木板封窗', at, by: zhang, until: null };
    expect(setting(new World([grille()]), { interim })).toBe('STATE');
    expect(setting(new World([grille({ status: 'removed' }), gone]), { interim })).toBe('applied');
  });
});

describe('an operation', () => {
  const cut = { by: '李电工', at, reason: '棚内私拉电线', restoredAt: null };
  const world = (change = {}) => new World([held('operation', id(40), operation({ status: 'reconciled', ...change }))]);
  const setting = (on: World, fields: object) => on.apply(people.zhao, [on.patch(people.zhao, 'operation', id(40), fields)]);
  const results = { [id(20)]: { outcome: 'DEFERRED', reason: '雨', photos: [], at } };

  test('a supply cut for safety stays recorded, and is on again before the operation is closed', () => {
    const isolated = world({ results, isolations: { [id(20)]: cut } });
    expect(setting(isolated, { isolations: {} })).toBe('IMMUTABLE');
    expect(setting(isolated, { isolations: { [id(20)]: { ...cut, reason: '催促' } } })).toBe('IMMUTABLE');
    expect(setting(isolated, { status: 'closed' })).toBe('ISOLATION_OPEN');
    expect(setting(isolated, { isolations: { [id(20)]: { ...cut, restoredAt: '2026-03-20T11:00:00+08:00' } } })).toBe('applied');
    expect(setting(isolated, { status: 'closed' })).toBe('applied');
  });
});
