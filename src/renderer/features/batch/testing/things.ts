import { mayCreate, mayPatch } from '#domain/authority.ts';
import type { Building } from '#domain/estate.ts';
import type { Fixture } from '#domain/fixture.ts';
import { entitlementIdOf, type User } from '#domain/identity.ts';
import type { Fields } from '#domain/mutation.ts';
import { changeRooms } from '#domain/rooms.ts';
import type { Desk } from '../../../store/desk.ts';
import { patchOf, type RecordOf } from '../../../store/records.ts';
import type { Change } from '../../../store/save.ts';
import { mergeableWith, mergeChanges, type ThingCase, unionOf } from '../../correction/merging.ts';
import { occupancyChanges } from '../../correction/occupancy.ts';
import { claimedFields } from '../../fixture/claim.ts';
import { foundChanges, unclaimedChanges } from '../../fixture/removal.ts';
import { fixtureSteps } from '../../fixture/steps.ts';
import { photo } from '../../operation/testing/desk.ts';
import { type Groups, uniformChanges } from '../batch-changes.ts';

/** What one device knows of a building beside its batches. */
export interface ThingRecords {
  building: RecordOf<'building'>;
  policy: RecordOf<'policy'>;
  fixtures: readonly RecordOf<'fixture'>[];
  removals: readonly RecordOf<'removal'>[];
  lines: readonly RecordOf<'entitlement'>[];
  households: readonly RecordOf<'household'>[];
  postings: readonly RecordOf<'posting'>[];
}

interface Offering extends ThingRecords {
  desk: Desk;
  user: User;
  today: string;
  /** Keeps photos apart. */
  n: number;
}

const subject = { place: '1幢', code: 'SL-1' };

/** What the pages of things, rooms and the building offer beside the steps of lines and batches, each as the groups it would save. */
export function thingOffers(offering: Offering): Groups[] {
  const { fixtures, households } = offering;
  const changes = [
    ...fixtures.flatMap((record) => [
      ...removalOffers(offering, record),
      ...claimOffers(offering, record),
      ...mergeOffers(offering, record),
    ]),
    ...households.flatMap((household) => occupancyOffers(offering, household)),
    ...roomOffers(offering),
    ...uniformOffers(offering),
  ];
  return changes.filter((group) => group.length > 0).map((group) => [group]);
}

/** 发现已自拆, and what nobody claims once its posting has ended. */
function removalOffers({ desk, user, building, policy, postings, today, n }: Offering, record: RecordOf<'fixture'>): Change[][] {
  const { events } = fixtureSteps(record.fields, building.fields, user);
  const told = { qty: record.fields.qty, areaM2: null, openings: null, lengthMm: null, contractor: '住户', salvage: 'HOUSEHOLD' } as const;
  const taking = { record, policy, told, taken: [photo(40_000 + n, 'AFTER')], subject };
  const found = { on: today, approximate: true, note: null };
  const [posting] = postings.filter(({ fields }) => fields.to < today);
  return [
    ...(events.includes('findRemoved') ? [foundChanges(desk, taking, found)] : []),
    ...(events.includes('removeUnclaimed') && posting ? [unclaimedChanges(desk, taking, posting.id)] : []),
  ];
}

function claimOffers({ user }: Offering, record: RecordOf<'fixture'>): Change[][] {
  const { owner, status } = record.fields;
  const may = mayPatch('fixture', record.fields as unknown as Fields, user).includes('owner');
  if (owner !== 'UNCLAIMED' || status === 'void' || !may) return [];
  return [[patchOf(record, claimedFields(record.fields, { room: '1-102', name: '李某', note: '认得' }))]];
}

function mergeOffers({ desk, user, fixtures, removals, lines }: Offering, record: RecordOf<'fixture'>): Change[][] {
  if (!user.roles.some((role) => role === 'clerk' || role === 'reviewer')) return [];
  const caseOf = (thing: RecordOf<'fixture'>): ThingCase => {
    const own = removals.filter(({ fields }) => fields.target === thing.id);
    return { record: thing, removals: own, lines: lines.filter(({ id }) => own.some((removal) => entitlementIdOf(removal.id) === id)) };
  };
  return mergeableWith(record, fixtures).flatMap((other) => {
    if (other.type !== 'fixture') return [];
    const cases = [caseOf(record), caseOf(other)] as const;
    const union = unionOf(desk, ...cases);
    return union === undefined ? [] : [mergeChanges(cases, union, '同一处')];
  });
}

function occupancyOffers({ desk, user, today }: Offering, household: RecordOf<'household'>): Change[][] {
  if (household.fields.to !== null || !mayPatch('household', household.fields as unknown as Fields, user).includes('ending')) return [];
  const told = { kind: 'SOLD', on: today, reason: '过户', phone: null, occupancy: 'OWNER' } as const;
  const ways = ['', '新户'].map((contactName) => occupancyChanges(desk, household, { ...told, contactName }));
  return ways.flatMap((changes) => (changes === undefined ? [] : [changes]));
}

function roomOffers({ desk, user, building, today, n }: Offering): Change[][] {
  const { fields } = building;
  if (!mayPatch('building', fields as unknown as Fields, user).includes('rooms')) return [];
  const by = { name: user.name, user: desk.user.id };
  const [first, second] = fields.rooms;
  if (first === undefined || second === undefined) return [];
  const ways: (Building | undefined)[] = [
    changeRooms(fields, { kind: 'SPLIT', from: [first], to: [`1-${500 + 2 * n}`, `1-${501 + 2 * n}`], on: today, reason: '分户', by }),
    changeRooms(fields, { kind: 'JOIN', from: [first, second], to: [`1-${900 + n}`], on: today, reason: '打通', by }),
  ];
  return ways.flatMap((next) =>
    next === undefined ? [] : [[patchOf(building, { rooms: next.rooms, roomChanges: next.roomChanges ?? [] })]],
  );
}

function uniformOffers({ desk, user, building, today, n }: Offering): Change[][] {
  if (!mayCreate('replacement', user)) return [];
  const place = { building: building.id, unit: '1', room: '101', label: null };
  const told = {
    place,
    type: 'AWNING',
    spec: 'PC耐力板雨棚',
    installer: '厂',
    warrantor: '',
    installedOn: today,
    warrantyUntil: null,
  } as const;
  return [uniformChanges(desk, { ...told, photos: [photo(60_000 + 2 * n, 'INSTALL'), photo(60_001 + 2 * n, 'INSTALL')] }, subject)];
}

/** Things that are not down yet, one of them nobody's, and one that two teams recorded. */
export const standingThings: Readonly<Record<'agreed' | 'unclaimed', Partial<Fixture>>> = {
  agreed: { status: 'agreed', positionLabel: '北阳台-窗1' },
  unclaimed: {
    ...{ status: 'notified', owner: 'UNCLAIMED', positionLabel: '南阳台-雨棚', type: 'AWNING' },
    notice: { no: '', on: '2026-03-01', way: 'ANNOUNCED', receiver: '', relation: '', witness: '', deadline: '2026-03-08' },
  },
};
