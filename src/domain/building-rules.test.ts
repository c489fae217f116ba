import { describe, expect, test } from 'vitest';
import { readdress } from './address.ts';
import { Building, isClosed } from './estate.ts';
import { entitlementIdOf, type User } from './identity.ts';
import { examplePolicy } from './policy.ts';
import { changeRooms, endOccupancy, roomsNow, succeed } from './rooms.ts';
import { entitlement, fixture, held, id, people, place, policyRef, removal } from './testing/samples.ts';
import { World } from './testing/world.ts';

const at = '2026-05-01T09:00:00+08:00';
const reviewer = { name: people.wang.name, user: people.wang.id };
const corrected = { on: '2026-05-01', by: reviewer, reason: '公安门牌核对' };
const building: Building = { estate: id(2), key: '12', label: '12幢', aliases: [], rooms: ['1-101', '1-102'] };
const closing = { on: '2026-05-01', by: reviewer, leftovers: [], reopened: null };
const lineId = entitlementIdOf(id(50));

function district(line: Parameters<typeof entitlement>[0] = {}, contactName = '王某', change: Partial<Building> = {}): World {
  const household = { ...place, label: undefined, contactName, phone: null, occupancy: 'OWNER', from: null, to: null };
  return new World([
    held('policy', policyRef.id, examplePolicy),
    held('building', id(1), { ...building, ...change }),
    held('household', id(5), { ...household, ownerReachable: null, accommodation: null, note: '', source: null }),
    held('fixture', id(20), fixture({ qty: 4 })),
    held('removal', id(50), removal()),
    held('entitlement', lineId, entitlement(line)),
  ]);
}

const setting = (world: World, user: User, fields: object) => world.apply(user, [world.patch(user, 'building', id(1), fields)]);

describe('[C7] 结清 is a recorded fact', () => {
  test('a building closes when nothing of it is owed, by a reviewer in their own name', () => {
    const world = district({ status: 'waived' });
    expect(setting(world, people.zhao, { closing })).toBe('ROLE');
    expect(setting(world, people.wang, { closing: { ...closing, by: { name: people.zhao.name, user: people.zhao.id } } })).toBe('ROLE');
    expect(setting(world, people.wang, { closing })).toBe('applied');
    expect(isClosed(Building.parse(world.record(id(1))?.fields))).toBe(true);
    expect(setting(world, people.wang, { closing: null })).toBe('IMMUTABLE');
  });

  test.each(['open', 'confirmed', 'ordered', 'installed', 'rework', 'disputed'] as const)('a line that is %s keeps it open', (status) => {
    expect(setting(district({ status }), people.wang, { closing })).toBe('C7');
  });

  test('空关房: an approved leftover may stay open, a dispute never, and no leftover where somebody lives', () => {
    const leftovers = [{ line: lineId, reason: '空关，联系不上业主' }];
    const told = { closing: { ...closing, leftovers } };
    expect(setting(district({}, ''), people.wang, told)).toBe('applied');
    expect(setting(district({}, '王某'), people.wang, told)).toBe('C7');
    expect(setting(district({ status: 'disputed' }, ''), people.wang, told)).toBe('C7');
    expect(setting(district({ status: 'waived' }, ''), people.wang, told)).toBe('C7');
  });

  test('what is removed after it waits until a reviewer reopens it, with a reason', () => {
    const world = district({ status: 'waived' }, '王某', { closing });
    const group = [
      world.create(people.zhang, 'removal', id(51), removal({ qty: 1 })),
      world.create(people.zhang, 'entitlement', entitlementIdOf(id(51)), entitlement({ removal: id(51), qty: 1 })),
    ];
    expect(world.apply(people.zhang, group)).toBe('BUILDING_CLOSED');
    const reopened = { at, by: reviewer, reason: '北阳台漏登一处' };
    expect(setting(world, people.wang, { closing: { ...closing, on: '2026-05-02', reopened } })).toBe('IMMUTABLE');
    expect(setting(world, people.wang, { closing: { ...closing, reopened } })).toBe('applied');
    expect(world.apply(people.zhang, group)).toBe('applied');
    expect(setting(world, people.wang, { closing: { ...closing, on: '2026-06-01' } })).toBe('C7');
  });

  test('a building of version 1 still parses, and is open', () => {
    expect(isClosed(Building.parse(building))).toBe(false);
  });
});

describe('更正门牌 on the server', () => {
  const neighbour = { ...building, key: '15', label: '15幢', aliases: ['甲15'] };
  const world = () => new World([held('building', id(1), building), held('building', id(3), neighbour)]);

  test.each(['15幢', '甲15幢'])('a key that another building has or had is refused: %s', (label) => {
    const next = readdress(building, label, corrected);
    expect(setting(world(), people.zhao, { ...next })).toBe('ADDRESS_TAKEN');
  });

  test('two devices that make the same building: the second is a conflict', () => {
    const here = world();
    const making = () => here.apply(people.zhao, [here.create(people.zhao, 'building', id(4), { ...building, key: '16', label: '16#' })]);
    expect(making()).toBe('applied');
    const twice = here.create(people.zhao, 'building', id(6), { ...building, key: '16', label: '16幢' });
    expect(here.apply(people.zhao, [twice])).toBe('ADDRESS_TAKEN');
    const elsewhere = here.create(people.zhao, 'building', id(7), { ...building, estate: id(9), key: '16', label: '16幢' });
    expect(here.apply(people.zhao, [elsewhere])).toBe('applied');
  });

  test('a renamed building keeps its old key, and no key is written in two ways', () => {
    const next = readdress(building, '17幢', corrected);
    expect(setting(world(), people.zhao, { key: '17', label: '17幢' })).toBe('ADDRESS_BAD');
    expect(setting(world(), people.zhao, { key: '017', label: '17幢', aliases: ['12'] })).toBe('ADDRESS_BAD');
    expect(setting(world(), people.zhao, { ...next })).toBe('applied');
  });

  test('[A1] it says why, and what was said of it before stands', () => {
    const next = readdress(building, '17幢', corrected);
    const here = world();
    expect(setting(here, people.zhao, { key: '17', label: '17幢', aliases: ['12'] })).toBe('EVIDENCE_MISSING');
    expect(setting(here, people.zhao, { ...next })).toBe('applied');
    expect(setting(here, people.zhao, { readdresses: [] })).toBe('IMMUTABLE');
    expect(here.apply(people.zhao, [here.create(people.zhao, 'building', id(4), { ...next, key: '18', label: '18幢' })])).toBe('STATE');
  });

  test('[A1] a readdress that another overtook waits as one conflict: its reason is not told of a name that never was', () => {
    const here = world();
    const [first, second] = [readdress(building, '17幢', corrected), readdress(building, '18幢', corrected)];
    const later = here.patch(people.zhao, 'building', id(1), { ...second });
    expect(setting(here, people.zhao, { ...first })).toBe('applied');
    expect(here.apply(people.zhao, [later])).toBe('FIELD');
    expect(here.record(id(1))?.fields).toMatchObject({ label: '17幢', readdresses: [{ to: { label: '17幢' } }] });
  });
});

describe('rooms that are split and joined', () => {
  const told = { on: '2026-05-01', by: reviewer, reason: '房产证分户' };
  const split = (into: string[]) => changeRooms(building, { kind: 'SPLIT', from: ['1-101'], to: into, ...told });
  const join = (rooms: Building, into: string) => changeRooms(rooms, { kind: 'JOIN', from: ['1-101B', '1-102'], to: [into], ...told });

  test('lead from what they were to what they are, and never vanish without a reason', () => {
    const halves = split(['1-101A', '1-101B']);
    const joined = halves && join(halves, '1-102');
    expect(halves?.rooms).toEqual(['1-102', '1-101A', '1-101B']);
    expect(joined).toBeUndefined();
    const whole = halves && join(halves, '1-103');
    expect(whole && roomsNow(whole, '1-101')).toEqual(['1-101A', '1-103']);
    expect(split(['1-102', '1-101B'])).toBeUndefined();
    expect(split(['1-101A'])).toBeUndefined();
    const world = district();
    expect(setting(world, people.zhao, { rooms: ['1-102'] })).toBe('ROOM_LOST');
    expect(setting(world, people.zhao, { rooms: halves?.rooms, roomChanges: halves?.roomChanges })).toBe('applied');
    expect(setting(world, people.zhao, { roomChanges: [] })).toBe('IMMUTABLE');
  });

  test('change once: two desks that split one room differently are not both right, and what it became is told once', () => {
    const world = district();
    const [first, second] = [split(['1-101A', '1-101B']), split(['1-1', '1-2'])];
    const later = world.patch(people.zhao, 'building', id(1), { rooms: second?.rooms, roomChanges: second?.roomChanges });
    expect(setting(world, people.zhao, { rooms: first?.rooms, roomChanges: first?.roomChanges })).toBe('applied');
    expect(world.apply(people.zhao, [later])).toBe('ROOM_LOST');
    const now = Building.parse(world.record(id(1))?.fields);
    expect(now.rooms).toEqual(['1-102', '1-101A', '1-101B']);
    expect(roomsNow(now, '1-101')).toEqual(['1-101A', '1-101B']);
  });

  test('an occupancy ends the day the next begins, with its reason', () => {
    const world = district();
    const household = world.record(id(5))?.fields as unknown as Parameters<typeof succeed>[0];
    const ending = { kind: 'SOLD', at, by: reviewer, reason: '' } as const;
    const [ended, begun] = succeed(household, '2026-05-01', ending, { contactName: '李某', phone: null, occupancy: 'OWNER' }) ?? [];
    expect([ended?.to, begun?.from, begun?.to]).toEqual(['2026-05-01', '2026-05-01', null]);
    expect(ended && endOccupancy(ended, '2026-06-01', ending)).toBeUndefined();
    const patching = (fields: object) => world.apply(people.zhao, [world.patch(people.zhao, 'household', id(5), fields)]);
    expect(patching({ ending })).toBe('DATES');
    expect(patching({ from: '2026-05-02', to: '2026-05-01' })).toBe('DATES');
    expect(patching({ to: '2026-05-01', ending })).toBe('applied');
    expect(patching({ ending: { ...ending, kind: 'LET' } })).toBe('IMMUTABLE');
  });
});
