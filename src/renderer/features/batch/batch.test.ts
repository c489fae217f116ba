import { describe, expect, test } from 'vitest';
import type { Household } from '#domain/estate.ts';
import { partIdOf } from '#domain/identity.ts';
import { roomKey } from '#domain/place.ts';
import { examplePolicy } from '#domain/policy.ts';
import { entitlement, fixture, id, people, place, policyRef, replacement } from '#domain/testing/samples.ts';
import type { RecordOf } from '../../store/records.ts';
import { linesInCode } from '../form/scans.ts';
import { community, deskOf, photo, recordOf } from '../operation/testing/desk.ts';
import { withdrawGroups } from './batch-changes.ts';
import { freeLines, linesOf, rowsOf } from './batch-lines.ts';
import { planStep } from './batch-steps.ts';
import type { BuildingReturn } from './building-return.ts';
import { standingOf } from './closing.ts';
import { type ConfirmManyEntry, confirmedHouseholds } from './confirm-entry.ts';
import { blankPiece, judgePiece } from './piece-entry.ts';

type Line = RecordOf<'entitlement'>;
const line = (n: number, change: Partial<Line['fields']> = {}): Line => recordOf('entitlement', id(n), entitlement(change));
const batch = (lines: readonly Line[], change: Partial<RecordOf<'returnBatch'>['fields']> = {}): RecordOf<'returnBatch'> => ({
  ...{ type: 'returnBatch', id: id(90), rev: 1, pending: 0, openConflicts: 0 },
  fields: {
    ...{ building: place.building, contractor: '甲门窗厂', contractNo: '', lines: lines.map((one) => one.id), deliveries: [], note: '' },
    ...change,
  },
});
const policies = new Map([[policyRef.id as string, examplePolicy]]);
const household = (room: string, contactName: string): Household => ({
  ...{ building: place.building, unit: '1', room, contactName, phone: null, occupancy: 'OWNER', from: null, to: null },
  ...{ ownerReachable: null, accommodation: null, note: '', source: null },
});

function factsOf(lines: Line[], residents: Household[] = [household('101', '王某')]): BuildingReturn {
  return {
    site: {
      building: {
        type: 'building',
        id: place.building,
        rev: 1,
        pending: 0,
        openConflicts: 0,
        fields: { estate: id(2), key: '1', label: '1幢', aliases: [], rooms: [] },
      },
      estate: {
        type: 'estate',
        id: id(2),
        rev: 1,
        pending: 0,
        openConflicts: 0,
        fields: { name: '城港新村', code: 'CG', neighborhood: '', subdistrict: '' },
      },
    },
    ...{ lines, batches: [], residents, pieces: new Map(), uniform: [], policies, policyRecords: [] },
    households: new Map(residents.map((one) => [roomKey(one), one])),
    fixtures: new Map([[id(20), recordOf('fixture', id(20), fixture())]]),
  };
}

describe('the lines of a batch', () => {
  const whole = line(61, { status: 'split' });
  const parts = ([1, 2] as const).map((which): Line => ({ ...line(61, { partOf: id(61), qty: 1 }), id: partIdOf(id(61), which) }));

  test('a line that was split goes on as its parts, and one that left is free', () => {
    const all = [whole, ...parts, line(62)];
    const one = batch([whole]);
    expect(linesOf(one, all, [one]).map(({ id: own }) => own)).toEqual(parts.map(({ id: own }) => own));
    expect(freeLines(all, [one]).map(({ id: own }) => own)).toEqual([id(62)]);
    const [leaving, staying] = parts;
    const [change] = withdrawGroups(deskOf(community), one, leaving ? [leaving] : [], '停产').at(-1) ?? [];
    const after = batch([whole], change?.op === 'patch' ? (change.set as Partial<RecordOf<'returnBatch'>['fields']>) : {});
    expect(freeLines(all, [after]).map(({ id: own }) => own)).toEqual([leaving?.id, id(62)]);
    expect(linesOf(after, all, [after]).map(({ id: own }) => own)).toEqual([staying?.id]);
  });

  test('room 2 stands before room 10', () => {
    const at = (n: number, room: string) => line(n, { place: { ...place, room } });
    expect(rowsOf([at(61, '1001'), at(62, '201'), at(63, '201')]).map(({ code, lines }) => [code, lines.length])).toEqual([
      ['1-201', 2],
      ['1-1001', 1],
    ]);
  });
});

describe('a step for many lines takes those it can, and names the rest', () => {
  const piece: RecordOf<'replacement'> = { type: 'replacement', id: id(80), rev: 1, pending: 0, openConflicts: 0, fields: replacement() };
  const facts = { user: people.chen, policies, pieces: new Map([[id(80) as string, piece]]) };

  test('[C5] what is too small is accepted by itself', () => {
    const fits = line(61, { status: 'installed', replacement: id(80) });
    const small = line(62, {
      status: 'installed',
      replacement: id(80),
      removedSizes: { widthMm: 3000, heightMm: 3000, lengthMm: null, depthMm: null },
    });
    const { ready, leftOut } = planStep('accept', [fits, small, line(63)], facts);
    expect(ready.map(({ id: own }) => own)).toEqual([id(61)]);
    expect(leftOut.map(({ line: one, why }) => [one.id, why])).toEqual([
      [id(62), 'short'],
      [id(63), 'state'],
    ]);
  });

  test('[C3] nothing is confirmed under a policy that this device does not have', () => {
    expect(planStep('confirm', [line(61)], { ...facts, policies: new Map() }).leftOut.map(({ why }) => why)).toEqual(['policy']);
  });

  test('whose piece lacks a size or a photo waits with what it lacks; the next goes on', () => {
    const one = line(61, { status: 'ordered' });
    const common = { installer: '甲门窗厂', installedOn: '2026-11-23', warrantor: '甲门窗厂' };
    const typed = { ...blankPiece(one), spec: '304不锈钢平面防盗窗', widthMm: '1500', inside: [photo(91, 'INSTALL')] };
    expect(judgePiece(one, common, typed, factsOf([one]))).toEqual(['heightMm', 'outside']);
    const whole = { ...typed, heightMm: '1200', outside: [photo(92, 'INSTALL')] };
    expect(judgePiece(one, common, whole, factsOf([one]))).toMatchObject({
      told: { sizes: { widthMm: 1500, heightMm: 1200 }, warrantyUntil: '2028-11-23' },
    });
    expect(judgePiece(one, common, { ...whole, outside: whole.inside }, factsOf([one]))).toEqual(['outside']);
  });
});

describe('a building’s households confirm', () => {
  const lines = [line(61), line(62, { place: { ...place, room: '102' } })];
  const plan = { ready: lines, leftOut: [] };
  const entry: ConfirmManyEntry = {
    specs: { GRILLE: '304不锈钢平面防盗窗' },
    way: 'SCANS',
    scans: [photo(1, 'SIGN')],
    sheet: [],
    witness: '',
  };
  const residents = [household('101', '王某'), household('102', '李某')];

  test('each by its own scan: a household without one is left out by name', () => {
    const told = confirmedHouseholds(entry, plan, factsOf(lines, residents), new Map([[id(61) as string, photo(1, 'SIGN')]]));
    expect(told.households.map(({ signed, choices }) => [signed.name, signed.kind, choices.length])).toEqual([['王某', 'PAPER', 1]]);
    expect(told.leftOut.map(({ line: { id: own }, why }) => [own, why])).toEqual([[id(62), 'unsigned']]);
  });

  test('in front of a witness, where somebody is known to live there', () => {
    const witnessed = { ...entry, way: 'WITNESSED', witness: '陈静' } as const;
    const told = confirmedHouseholds(witnessed, plan, factsOf(lines, residents.slice(0, 1)), new Map());
    expect(told.households.map(({ signed }) => [signed.name, signed.witness])).toEqual([['王某', '陈静']]);
    expect(told.leftOut.map(({ why }) => why)).toEqual(['unsigned']);
  });

  test('a form’s code names its lines, and no other code does', () => {
    expect(linesInCode(`chaihuan:entitlement:${id(61)},${id(62)}`)).toEqual([id(61), id(62)]);
    expect(linesInCode('https://example.org/entitlement:1')).toEqual([]);
  });
});

test('[C7] what is owed where nobody lives may be left over; where somebody lives, or in dispute, it keeps the building open', () => {
  const there = { ...place, room: '201' };
  const lines = [line(61), line(62, { place: there }), line(63, { place: there, status: 'disputed' }), line(64, { status: 'waived' })];
  const { blocking, leftovers } = standingOf(factsOf(lines));
  expect(blocking.map(({ id: own }) => own)).toEqual([id(61), id(63)]);
  expect(leftovers.map(({ id: own }) => own)).toEqual([id(62)]);
});
