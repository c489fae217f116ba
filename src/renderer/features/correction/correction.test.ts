import { describe, expect, it } from 'vitest';
import { accountOf, conservationBreaks } from '#domain/account.ts';
import type { Entitlement, Removal } from '#domain/entitlement.ts';
import { Fixture } from '#domain/fixture.ts';
import { entitlementIdOf } from '#domain/identity.ts';
import type { MergeRecord } from '#domain/merge.ts';
import { Photo } from '#domain/photo.ts';
import { asProven, photosGone } from '#domain/relink.ts';
import { entitlement, fixture, hash, held, id, people, place, removal, replacement, structure, tablet } from '#domain/testing/samples.ts';
import { createOf, patchOf } from '../../store/records.ts';
import { apartChanges } from '../doubles/suspects.ts';
import { afterGroup, deskOf, recordOf } from '../operation/testing/desk.ts';
import { emptyFixture, emptyStructure } from '../survey/start.ts';
import { isMovable, mayProve } from './holders.ts';
import { hashOf, legacyFixture, legacyFixtureForm, legacyStructure, legacyStructureForm, OriginEntry } from './legacy.ts';
import { mergeableWith, mergeChanges, suspectsOf, type ThingCase, unionOf } from './merging.ts';
import { occupancyChanges } from './occupancy.ts';
import { relinkChanges } from './relinking.ts';
import { readRooms } from './room-change.ts';

const clerk = people.zhao;
const desk = deskOf(clerk);

/** One grille that two teams recorded: each took it down, and each line has come to its state. */
function grille(n: number, status: Entitlement['status'], qty = 2): ThingCase {
  const [thing, removed] = [id(20 + n), id(50 + n)];
  const photos = [{ sha256: hash(3 + n), stage: 'BEFORE' as const }];
  return {
    record: recordOf('fixture', thing, fixture({ code: `CG-A${n}-0002`, status: 'removed', photos })),
    removals: [recordOf('removal', removed, removal({ target: thing, qty }))],
    lines: [recordOf('entitlement', entitlementIdOf(removed), entitlement({ removal: removed, fixture: thing, status, qty }))],
  };
}

const heldOf = ({ record, removals, lines }: ThingCase) => [record, ...removals, ...lines].map((one) => held(one.type, one.id, one.fields));

function merged(first: ThingCase, second: ThingCase) {
  const union = unionOf(desk, first, second);
  if (union === undefined) return undefined;
  const world = afterGroup([...heldOf(first), ...heldOf(second)], mergeChanges([first, second], union, '并入 CG-A1-0002：同一扇窗'), clerk);
  return { union, world, living: world.filter(({ deleted }) => !deleted) };
}

function accountsIn(records: readonly MergeRecord[]) {
  const of = <F>(type: string) =>
    records.filter((record) => record.type === type).map((record) => ({ id: record.id, fields: record.fields as unknown as F }));
  return accountOf(
    of<Removal>('removal'),
    new Map(of<Fixture>('fixture').map((one) => [one.id as string, one.fields])),
    of<Entitlement>('entitlement'),
  );
}

describe('并档', () => {
  it('[C1] leaves one thing, one removal and one line, with both photos and the reason; every id leads there', () => {
    const result = merged(grille(0, 'open'), grille(1, 'open'));
    const accounts = accountsIn(result?.living ?? []);
    expect(accounts).toMatchObject([{ removed: 2, outstanding: 2 }]);
    expect(conservationBreaks(accounts)).toEqual([]);
    const standing = result?.living.find(({ id: own }) => own === id(20));
    expect(standing?.fields).toMatchObject({ note: '并入 CG-A1-0002：同一扇窗' });
    expect(standing?.fields.photos).toHaveLength(2);
    expect(result?.world.find(({ id: own }) => own === id(21))).toMatchObject({ deleted: true, aliasOf: id(20) });
  });

  it('keeps the one that was determined, told and signed about, from whichever page it is begun', () => {
    const shed = (n: number, status: 'surveyed' | 'agreedAssisted' | 'void'): ThingCase => ({
      record: recordOf('structure', id(n), structure({ status })),
      removals: [],
      lines: [],
    });
    const standing = (...pair: Parameters<typeof shed>[1][]) =>
      unionOf(desk, shed(30, pair[0] ?? 'void'), shed(31, pair[1] ?? 'void'))?.standing;
    expect(standing('surveyed', 'agreedAssisted')).toBe(id(31));
    expect(standing('agreedAssisted', 'surveyed')).toBe(id(30));
    expect(standing('surveyed', 'surveyed')).toBe(id(30));
    expect(standing('surveyed', 'void')).toBe(id(30));
  });

  it('[A1] says why, however much was noted before', () => {
    const [first, second] = [grille(0, 'open'), grille(1, 'open')];
    first.record.fields.note = '原'.repeat(500);
    const note = String(merged(first, second)?.living.find(({ id: own }) => own === id(20))?.fields.note);
    expect(note).toHaveLength(500);
    expect(note.endsWith('原…；并入 CG-A1-0002：同一扇窗')).toBe(true);
  });

  it('[C2] makes no two removals one while their things stand apart: a window would be owed no more', () => {
    const [first, second] = [grille(0, 'open'), grille(1, 'open')];
    const union = unionOf(desk, first, second);
    const changes = union === undefined ? [] : mergeChanges([first, second], union, '同一扇窗');
    const apart = changes.filter(({ op, type }) => op === 'merge' && type !== 'fixture');
    expect(() => afterGroup([...heldOf(first), ...heldOf(second)], apart, clerk)).toThrow('C2');
  });

  it('[C2] keeps the one that has come further, and disputes what was given back twice', () => {
    expect(merged(grille(0, 'open'), grille(1, 'accepted'))?.union.standing).toBe(id(21));
    const twice = merged(grille(0, 'accepted'), grille(1, 'accepted'));
    expect(twice?.living.filter(({ type }) => type === 'entitlement')).toMatchObject([
      { fields: { status: 'disputed', dispute: { kind: 'OVER_RETURNED' } } },
    ]);
  });

  it('[C1] is not done where what came down does not pair, and not by the team', () => {
    expect(merged(grille(0, 'open', 2), grille(1, 'open', 1))).toBeUndefined();
    const [first, second] = [grille(0, 'open'), grille(1, 'open')];
    const union = unionOf(desk, first, second);
    const changes = union === undefined ? [] : mergeChanges([first, second], union, '同一扇窗');
    expect(() => afterGroup([...heldOf(first), ...heldOf(second)], changes, people.zhang)).toThrow('ROLE');
  });

  it('suspects the same type at the same position, and offers what could be the same at all, suspects first', () => {
    const thing = (n: number, change: Partial<Fixture> = {}) => recordOf('fixture', id(n), fixture({ positionLabel: '窗1', ...change }));
    const own = thing(20);
    const known = [
      own,
      thing(21, { positionLabel: '窗2' }),
      thing(22),
      thing(23, { type: 'RACK' }),
      thing(24, { place: { ...place, room: '102' } }),
    ];
    expect(suspectsOf(own, known).map((one) => one.id)).toEqual([id(22)]);
    expect(mergeableWith(own, known).map((one) => one.id)).toEqual([id(22), id(21)]);
  });
});

describe('the file of an old table', () => {
  it('is named by its hash', async () => {
    expect(await hashOf(new Blob(['abc']))).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });

  it('that cannot be read is said to be so', async () => {
    const gone = { arrayBuffer: () => Promise.reject(new DOMException('gone', 'NotReadableError')) };
    await expect(hashOf(gone)).rejects.toMatchObject({ code: 'file-unreadable' });
  });
});

describe('不是同一处', () => {
  const [first, second, third] = [grille(0, 'open'), grille(1, 'open'), grille(2, 'open')];
  const told = (by = people.wang) => apartChanges(deskOf(by), first.record, second.record);
  const thingIn = (world: readonly MergeRecord[], one: ThingCase) => {
    const record = world.find(({ id: own }) => own === one.record.id);
    return recordOf('fixture', one.record.id, Fixture.parse(record?.fields));
  };

  it('each of the two says it of the other, and neither is suspected again', () => {
    const world = afterGroup([...heldOf(first), ...heldOf(second)], told(), people.wang);
    const [one, other] = [thingIn(world, first), thingIn(world, second)];
    expect(suspectsOf(first.record, [second.record])).toHaveLength(1);
    expect([suspectsOf(one, [other]), suspectsOf(other, [one])]).toEqual([[], []]);
    expect(one.fields.apart).toMatchObject([{ other: id(21), by: { name: people.wang.name } }]);
  });

  it('is said by a clerk or a reviewer, is never unsaid [A1], and no record begins with it', () => {
    expect(() => afterGroup([...heldOf(first), ...heldOf(second)], told(people.zhang), people.zhang)).toThrow('ROLE');
    const world = afterGroup([...heldOf(first), ...heldOf(second)], told(), people.wang);
    const unsaid = [patchOf(thingIn(world, first), { apart: [] })];
    expect(() => afterGroup(world, unsaid, people.wang)).toThrow('IMMUTABLE');
    const fields = fixture({ status: 'surveyed', apart: thingIn(world, first).fields.apart ?? [] });
    expect(() => afterGroup(world, [createOf('fixture', id(29), fields)], people.zhang)).toThrow('STATE');
  });

  it('goes on with the record that stands when one of the two is merged into a third', () => {
    const world = afterGroup([...heldOf(first), ...heldOf(second), ...heldOf(third)], told(), people.wang);
    const gone: ThingCase = { ...second, record: thingIn(world, second) };
    const union = unionOf(desk, third, gone);
    const changes = union === undefined ? [] : mergeChanges([third, gone], union, '同一扇窗');
    const after = afterGroup(world, changes, clerk);
    expect(thingIn(after, third).fields.apart).toMatchObject([{ other: first.record.id }]);
  });
});

describe('[A3] a photo on the wrong record', () => {
  const wrong = recordOf('structure', id(10), structure({ code: 'CG-A1-0010', photos: [{ sha256: hash(1), stage: 'BEFORE' }] }));
  const right = recordOf('structure', id(11), structure({ code: 'CG-A1-0011', photos: [] }));
  const photo = recordOf(
    'photo',
    id(70),
    Photo.parse({
      ...{ sha256: hash(1), bytes: 10, width: 1, height: 1, mime: 'image/jpeg', stage: 'BEFORE', capturedAt: null, gps: null },
      ...{ capturedSource: 'UNKNOWN', importedAt: '2026-03-20T09:00:00+08:00', deviceId: tablet, deviceName: '平板1', clockOffsetMs: 0 },
      ...{
        takenBy: people.zhang.id,
        links: [{ type: 'structure', id: id(10) }],
        watermark: { place: '12幢', code: 'CG-A1-0010', stage: '拆前' },
      },
    }),
  );
  const moving = { photo, from: wrong, hanging: [], to: right, reason: '拍错楼幢', subject: { place: '13幢', code: 'CG-A1-0011' } };

  it('goes to the right one with a reason and its watermark; the one left short shows 缺照片', () => {
    const changes = relinkChanges(deskOf(people.zhang), moving) ?? [];
    const world = afterGroup(
      [wrong, right, photo].map((one) => held(one.type, one.id, one.fields)),
      changes,
      people.zhang,
    );
    const after = Photo.parse(world.find(({ id: own }) => own === id(70))?.fields);
    expect(after).toMatchObject({ links: [{ id: id(11) }], watermark: { place: '13幢', code: 'CG-A1-0011', stage: '拆前' } });
    expect(after.relinks).toMatchObject([{ reason: '拍错楼幢', by: { name: people.zhang.name } }]);
    expect(photosGone(wrong.id, wrong.fields.photos, [after])).toEqual(wrong.fields.photos);
    expect(world.find(({ id: own }) => own === id(11))?.fields.photos).toEqual(wrong.fields.photos);
  });

  it('leaves what hangs on the wrong record too: the removal that it proved is left short', () => {
    const removed = { type: 'removal', id: id(50) } as const;
    const shared = recordOf('photo', id(70), { ...photo.fields, links: [...photo.fields.links, removed] });
    const changes = relinkChanges(desk, { ...moving, photo: shared, hanging: [removed] }) ?? [];
    const world = afterGroup(
      [wrong, right, shared].map((one) => held(one.type, one.id, one.fields)),
      changes,
      clerk,
    );
    const after = Photo.parse(world.find(({ id: own }) => own === id(70))?.fields);
    expect(after.links).toEqual([{ type: 'structure', id: id(11) }]);
    expect(photosGone(removed.id, wrong.fields.photos, [after])).toEqual(wrong.fields.photos);
  });

  it('of an installation, on the wrong line, proves the right line’s piece and no more the wrong one', () => {
    const piece = (n: number, line: number) =>
      recordOf('replacement', id(n), replacement({ entitlement: id(line), photos: [{ sha256: hash(n), stage: 'INSTALL' }] }));
    const [wrongPiece, rightPiece] = [piece(60, 50), piece(61, 51)];
    const links = [
      { type: 'replacement' as const, id: id(60) },
      { type: 'entitlement' as const, id: id(50) },
    ];
    const inside = recordOf('photo', id(71), { ...photo.fields, sha256: hash(60), stage: 'INSTALL', links });
    const changes = relinkChanges(deskOf(people.chen), {
      ...{ photo: inside, from: wrongPiece, hanging: [{ type: 'entitlement', id: id(50) }], to: rightPiece, reason: '两户的照片放反了' },
      subject: { place: '12幢1单元102室', code: 'CG-A1-0003' },
    });
    const world = afterGroup(
      [wrongPiece, rightPiece, inside].map((one) => held(one.type, one.id, one.fields)),
      changes ?? [],
      people.chen,
    );
    const after = Photo.parse(world.find(({ id: own }) => own === id(71))?.fields);
    expect(after.links).toEqual([{ type: 'replacement', id: id(61) }]);
    expect(asProven(wrongPiece, [after]).fields.photos).toEqual([]);
    expect(asProven(rightPiece, [after]).fields.photos.map(({ sha256 }) => sha256)).toEqual([hash(61), hash(60)]);
  });

  it('is listed once where it comes back to, and by nobody who may not write there', () => {
    const listed = recordOf('structure', id(11), structure({ photos: wrong.fields.photos }));
    expect(relinkChanges(deskOf(people.zhang), { ...moving, to: listed })).toHaveLength(1);
    const told = { text: '公示', place, from: '2026-03-01', to: '2026-03-08', photos: [], comments: [] };
    const posting = recordOf('posting', id(12), told);
    const hung = recordOf('photo', id(70), { ...photo.fields, stage: 'SERVICE' });
    expect(relinkChanges(deskOf(people.zhang), { ...moving, photo: hung, to: posting })).toHaveLength(2);
    expect(relinkChanges(deskOf(people.wang), { ...moving, photo: hung, to: posting })).toHaveLength(1);
  });

  it('is offered only to what a photo of its stage can prove', () => {
    const line = recordOf('entitlement', id(50), entitlement());
    const piece = recordOf('replacement', id(60), replacement());
    const offered = (stage: Photo['stage']) => [right, line, piece].filter((one) => mayProve(stage, one)).map(({ type }) => type);
    expect(offered('BEFORE')).toEqual(['structure']);
    expect(offered('INSTALL')).toEqual(['replacement']);
    expect(offered('SIGN')).toEqual(['structure', 'entitlement']);
    expect(mayProve('BEFORE', recordOf('structure', id(13), structure({ status: 'void' })))).toBe(false);
    expect(isMovable('PLAN')).toBe(false);
  });

  it('does not go where it is already, nor without a reason', () => {
    expect(relinkChanges(desk, { ...moving, from: right, to: wrong })).toBeUndefined();
    expect(relinkChanges(desk, { ...moving, reason: '' })).toBeUndefined();
  });
});

describe('rooms that changed', () => {
  it.each([
    ['101A、101B', ['1-101A', '1-101B']],
    ['1单元103室', ['1-103']],
    ['2-201, 202室', ['2-201', '1-202']],
    ['', []],
    ['底商', undefined],
  ])('%j is read in the unit of the room they came from', (typed, rooms) => {
    expect(readRooms(typed, ['1-101'])).toEqual(rooms);
  });

  it('without units they have none', () => {
    expect(readRooms('101A 101B', ['-101'])).toEqual(['-101A', '-101B']);
  });
});

describe('住户变更', () => {
  const household = recordOf('household', id(5), {
    ...{ building: place.building, unit: '1', room: '101', contactName: '王某', phone: null, occupancy: 'OWNER', from: '2020-01-01' },
    ...{ to: null, ownerReachable: null, accommodation: 'RAMP', note: '轮椅', source: null },
  } as const);
  const told = { kind: 'SOLD', on: '2026-05-01', reason: '产权证已过户', contactName: '李某', phone: null, occupancy: 'OWNER' } as const;
  const changed = (change: Partial<Parameters<typeof occupancyChanges>[2]>) => {
    const changes = occupancyChanges(desk, household, { ...told, ...change });
    return (
      changes && afterGroup([held('household', household.id, household.fields)], changes, clerk).filter(({ type }) => type === 'household')
    );
  };

  it('ends the one occupancy with its reason on the day the next begins; what the first needed is not the next one’s', () => {
    expect(changed({})).toMatchObject([
      { id: id(5), fields: { to: '2026-05-01', ending: { kind: 'SOLD', reason: '产权证已过户' }, contactName: '王某' } },
      { fields: { from: '2026-05-01', to: null, contactName: '李某', room: '101', accommodation: null } },
    ]);
  });

  it('leaves the room empty where nobody came, or where it was a mistake', () => {
    expect(changed({ kind: 'LEFT', contactName: '' })).toHaveLength(1);
    expect(changed({ kind: 'MISTAKEN' })).toHaveLength(1);
  });

  it('[DATES] does not end before it began', () => {
    expect(changed({ on: '2019-12-31' })).toBeUndefined();
  });
});

describe('[LEGACY] 历史数据', () => {
  const origin = { file: '旧台账.xlsx', sha256: hash(9), row: 12 };
  const told = { code: 'CG-A1-0099', at: '2026-05-01T09:00:00+08:00', origin };
  const typed = { ...emptyStructure(place.building, {}, null), zone: 'ROOFTOP', kind: 'SHED', note: '旧表照录' };
  const fields = legacyStructure(legacyStructureForm(2026).parse(typed), told);

  it('begins as surveyed, without photos or surveyors, by those who keep the tables alone', () => {
    const changes = [createOf('structure', id(30), fields)];
    expect(afterGroup([], changes, clerk).find(({ type }) => type === 'structure')?.fields).toMatchObject({
      status: 'surveyed',
      photos: [],
      origin: { kind: 'LEGACY', file: '旧台账.xlsx', row: 12 },
    });
    expect(() => afterGroup([], changes, people.zhang)).toThrow('ROLE');
    expect(() => afterGroup([], [createOf('structure', id(30), { ...fields, origin: null })], people.zhang)).toThrow('SURVEYORS_TWO');
  });

  it('a fixture’s row may be all there is of it; the source is named whole', () => {
    const fixtureTyped = { ...emptyFixture(place.building, {}, null), type: 'SOLAR', positionLabel: '楼顶-1', side: 'FRONT' };
    const one = legacyFixture(legacyFixtureForm('SOLAR').parse(fixtureTyped), told);
    expect(afterGroup([], [createOf('fixture', id(31), one)], clerk).find(({ type }) => type === 'fixture')?.fields.status).toBe(
      'surveyed',
    );
    expect(OriginEntry.safeParse({ ...origin, row: '12' }).success).toBe(true);
    expect(OriginEntry.safeParse({ ...origin, sha256: '', row: '12' }).success).toBe(false);
  });
});
