import type { Entitlement, Removal } from '#domain/entitlement.ts';
import type { Household } from '#domain/estate.ts';
import { noSizes } from '#domain/evidence.ts';
import type { Fixture } from '#domain/fixture.ts';
import { Day, entitlementIdOf, type RecordId, type RecordType, type Sha256, type UserId } from '#domain/identity.ts';
import type { FeedRecord, Fields } from '#domain/mutation.ts';
import type { Structure } from '#domain/structure.ts';

/** Numbers below 1 that are the same for the same seed (mulberry32). */
export function createDice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

export const recordId = (n: number) => `01900000-0000-7000-8000-${n.toString(16).padStart(12, '0')}` as RecordId;
const sha = (n: number) => n.toString(16).padStart(64, '0') as Sha256;

const surnames = [...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕'];
const given = [...'伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红建国志海波宁晨阳雪梅'];
const labels = ['南阳台-窗1', '南阳台-窗2', '北卧室-窗1', '厨房-窗1', '东侧山墙', '西侧外墙', '卫生间-窗1', '客厅-飘窗'];
const fixtureStates = ['surveyed', 'notified', 'agreed', 'refused', 'removed', 'kept'] as const;
const fixtureTypes = ['GRILLE', 'RACK', 'AWNING', 'AC_COVER', 'SOLAR', 'INVISIBLE_GUARD'] as const;
const structureStates = [
  'draft',
  'surveyed',
  'determined',
  'notified',
  'agreedSelf',
  'refused',
  'scheduled',
  'removed',
  'accepted',
] as const;
const structureKinds = ['SHED', 'ROOM', 'CANOPY', 'BALCONY', 'WALL'] as const;
const zones = ['ROOFTOP', 'COURT_IN', 'COURT_OUT', 'FACADE', 'COMMON'] as const;

export const roomsPerBuilding = 50;
const buildingsPerEstate = 60;

export interface Size {
  things: number;
  households: number;
}

/** 100,000 things stand beside 30,000 households. */
export const sizeOf = (things: number): Size => ({ things, households: Math.round(things * 0.3) });

export const buildingCount = ({ households }: Size) => Math.ceil(households / roomsPerBuilding);
const estateId = (n: number) => recordId(1 + n);
export const buildingId = (n: number) => recordId(1000 + n);
const householdId = (n: number) => recordId(100_000 + n);
const removalId = (n: number) => recordId(10_000_000 + n);
const policy = { id: recordId(900), version: '示例2026-1' };
const thingId = (n: number) => recordId(1_000_000 + n);
export const estateOfBuilding = (n: number) => estateId(Math.floor(n / buildingsPerEstate));
export const buildingKey = (n: number) => String((n % buildingsPerEstate) + 1);

export interface Seat {
  building: number;
  unit: string;
  room: string;
}

/** Five units of ten rooms, two to a floor: `3`, `402`. */
export function seatOf(household: number): Seat {
  const place = household % roomsPerBuilding;
  return {
    building: Math.floor(household / roomsPerBuilding),
    unit: String(Math.floor(place / 10) + 1),
    room: `${Math.floor((place % 10) / 2) + 1}0${(place % 2) + 1}`,
  };
}

const pick = <T>(list: readonly T[], dice: () => number): T => list[Math.floor(dice() * list.length)] as T;

export function nameOf(household: number): string {
  const dice = createDice(household + 17);
  return `${pick(surnames, dice)}${pick(given, dice)}${dice() < 0.6 ? pick(given, dice) : ''}`;
}
export const phoneOf = (household: number) => `13${String(Math.floor(createDice(household + 99)() * 1e9)).padStart(9, '0')}`;
export const codeOf = (thing: number) =>
  `CG-${String((thing % 7) + 1).padStart(2, '0')}-${String(Math.floor(thing / 7) + 1).padStart(4, '0')}`;

const row = (type: RecordType, id: RecordId, seq: number, fields: object, openConflicts = 0): FeedRecord => ({
  ...{ type, id, rev: 1, seq, deleted: false, schema: 1, openConflicts },
  fields: fields as Fields,
});

function household(n: number): Household {
  const { building, unit, room } = seatOf(n);
  return {
    ...{ building: buildingId(building), unit, room, contactName: nameOf(n), phone: phoneOf(n), occupancy: 'OWNER' },
    ...{ from: '2020-01-01', to: null, ownerReachable: null, accommodation: null, note: n % 20 === 0 ? '家有老人，上午联系' : '' },
    source: { file: '花名册.xlsx', row: n + 2 },
  };
}

function dayOf(n: number): string {
  return new Date(Date.UTC(2026, 0, 1) + (n % 300) * 86_400_000).toISOString();
}

const surveyorsOf = (n: number) => [
  { name: `调查员${n % 12}`, user: recordId(500 + (n % 12)) as string as UserId },
  { name: '李娜', user: null },
];
const photosOf = (n: number) => [0, 1].map((side) => ({ sha256: sha(n * 2 + side), stage: 'BEFORE' as const }));
const noSteps = { notice: null, agreement: null, refusal: null, operation: null };

export function fixtureOf(n: number, size: Size): Fixture {
  const dice = createDice(n + 7);
  const owner = Math.floor(dice() * size.households);
  const { building, unit, room } = seatOf(owner);
  return {
    code: codeOf(n),
    place: { building: buildingId(building), unit, room, label: null },
    parties: [{ room, role: 'OWNER', name: nameOf(owner) }],
    type: pick(fixtureTypes, dice),
    ...{ side: 'FRONT', streetFacing: false, positionLabel: pick(labels, dice) },
    sizes: { ...noSizes, widthMm: 1500, heightMm: 1200 },
    ...{ projectionCm: 30, qty: 1, material: 'IRON', condition: '完好', owner: 'KNOWN', blocksWorks: true },
    ...{ surveyors: surveyorsOf(n), surveyedAt: dayOf(n), photos: photosOf(n), note: n % 15 === 1 ? '锈蚀严重' : '' },
    ...{ status: pick(fixtureStates, dice), ...noSteps },
  };
}

function structureOf(n: number, size: Size): Structure {
  const dice = createDice(n + 7);
  const owner = Math.floor(dice() * size.households);
  return {
    code: codeOf(n),
    place: { building: buildingId(seatOf(owner).building), unit: null, room: null, label: pick(labels, dice) },
    parties: [{ room: null, role: 'BUILDER', name: nameOf(owner) }],
    ...{ zone: pick(zones, dice), kind: pick(structureKinds, dice), material: 'STEEL', lengthM: 4, widthM: 3, heightM: 2.4, areaM2: 12 },
    ...{ areaReason: '', projectionCm: null, builtYear: 2010, use: '储物', gps: null, surveyors: surveyorsOf(n), surveyedAt: dayOf(n) },
    ...{ photos: photosOf(n), note: '', status: pick(structureStates, dice), determination: null, ...noSteps },
    ...{ removalMode: null, haulage: null, restoration: null, acceptance: null },
  };
}

/** What was taken down of a fixture. */
function removalOf(n: number, { qty, sizes }: Fixture): Removal {
  return {
    ...{ target: thingId(n), targetType: 'fixture', operation: null, mode: 'ASSISTED', at: dayOf(n), qty, areaM2: null, sizes },
    ...{ photos: [], contractor: '示例拆除公司', salvage: 'SCRAPPED', policy },
  };
}

/** What is owed for it: of three lines two still are. */
function entitlementOf(n: number, { place, type, qty, sizes }: Fixture): Entitlement {
  return {
    ...{ removal: removalId(n), fixture: thingId(n), place, type, qty, removedSizes: sizes, removedOn: Day.parse(dayOf(n).slice(0, 10)) },
    ...{ policy, status: n % 3 === 0 ? 'waived' : 'open', confirmation: null, replacement: null, waiver: null },
    ...{ shortfall: null, acceptance: null },
  };
}

const isStructure = (n: number) => n % 5 === 0;

/** A subdistrict as a device pulls it: the same records for the same size, parents first. */
export function* districtRows(size: Size): Generator<FeedRecord> {
  let seq = 0;
  const buildings = buildingCount(size);
  for (let n = 0; n <= Math.floor((buildings - 1) / buildingsPerEstate); n += 1) {
    yield row('estate', estateId(n), ++seq, {
      name: `城港新村${n + 1}区`,
      code: `C${String.fromCharCode(65 + n)}`,
      neighborhood: '城港社区',
      subdistrict: '320613001',
    });
  }
  for (let n = 0; n < buildings; n += 1) {
    const key = buildingKey(n);
    yield row('building', buildingId(n), ++seq, { estate: estateOfBuilding(n), key, label: `${key}幢`, aliases: [], rooms: [] });
  }
  for (let n = 0; n < size.households; n += 1) yield row('household', householdId(n), ++seq, household(n));
  for (let n = 0; n < size.things; n += 1) {
    const fields = isStructure(n) ? structureOf(n, size) : fixtureOf(n, size);
    yield row(isStructure(n) ? 'structure' : 'fixture', thingId(n), ++seq, fields, n % 1000 === 3 ? 1 : 0);
  }
  for (let n = 0; n < size.things; n += 1) {
    if (isStructure(n)) continue;
    const fields = fixtureOf(n, size);
    if (fields.status !== 'removed') continue;
    yield row('removal', removalId(n), ++seq, removalOf(n, fields));
    yield row('entitlement', entitlementIdOf(removalId(n)), ++seq, entitlementOf(n, fields));
  }
}
