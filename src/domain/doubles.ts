import type { ToldApart } from './case.ts';
import type { Person } from './evidence.ts';
import type { Fixture } from './fixture.ts';
import type { Instant, RecordId } from './identity.ts';
import { normaliseText, type Place } from './place.ts';
import type { Structure } from './structure.ts';

/** Why two records may be one thing: for a person to look at, never merged by itself. */
export type DoubleReason = 'SAME_ZONE_AND_KIND' | 'SAME_POSITION' | 'NEAR_PIN';

export interface Double {
  id: RecordId;
  reasons: DoubleReason[];
}

interface Known<F> {
  id: RecordId;
  fields: F;
}

/** How near two pins are still one thing, in metres: what a phone's GPS tells apart between buildings. */
const nearMetres = 8;

type Pin = NonNullable<Structure['gps']>;

/** Metres between two pins; flat within an estate. */
export function metresBetween(a: Pin, b: Pin): number {
  const metresPerDegree = 111_320;
  const north = (a.lat - b.lat) * metresPerDegree;
  const east = (a.lon - b.lon) * metresPerDegree * Math.cos((a.lat * Math.PI) / 180);
  return Math.hypot(north, east);
}

const same = (one: string | null, other: string | null) => normaliseText(one ?? '') === normaliseText(other ?? '');

/** One team names the unit of a rooftop shed, the other does not: unsaid is no difference. */
const agrees = (one: string | null, other: string | null) => one === null || other === null || same(one, other);

function placeAgrees(one: Place, other: Place): boolean {
  return one.building === other.building && agrees(one.unit, other.unit) && agrees(one.room, other.room);
}

function reasonsOf(known: readonly Known<unknown>[], reasons: (index: number) => DoubleReason[]): Double[] {
  return known.map(({ id }, index) => ({ id, reasons: reasons(index) })).filter((double) => double.reasons.length > 0);
}

type ToldStructure = Pick<Structure, 'place' | 'zone' | 'kind' | 'gps' | 'apart'>;
type ToldFixture = Pick<Fixture, 'place' | 'type' | 'positionLabel' | 'apart'>;

/** What still counts, and was not looked at and found to be another thing. */
function suspectable<F extends { status: string }>({ apart }: Pick<Structure, 'apart'>, known: readonly Known<F>[]): Known<F>[] {
  return known.filter(({ id, fields }) => fields.status !== 'void' && !(apart ?? []).some(({ other }) => other === id));
}

/** Structures that may be the one in hand: same building, zone and kind where nothing said differs, or a pin beside it. */
export function structureDoubles(told: ToldStructure, known: readonly Known<Structure>[]): Double[] {
  const standing = suspectable(told, known);
  return reasonsOf(standing, (index) => {
    const fields = standing[index]?.fields;
    if (fields === undefined || fields.kind !== told.kind) return [];
    const reasons: DoubleReason[] = [];
    const labelled = agrees(fields.place.label, told.place.label);
    if (fields.zone === told.zone && labelled && placeAgrees(fields.place, told.place)) reasons.push('SAME_ZONE_AND_KIND');
    if (fields.gps !== null && told.gps !== null && metresBetween(fields.gps, told.gps) <= nearMetres) reasons.push('NEAR_PIN');
    return reasons;
  });
}

/** What tells a fixture from every other: its room, type and position, however they are written. */
export function fixturePosition({ place, type, positionLabel }: Pick<Fixture, 'place' | 'type' | 'positionLabel'>): string {
  return JSON.stringify([place.building, type, ...[place.unit, place.room, positionLabel].map((text) => normaliseText(text ?? ''))]);
}

/** Fixtures that may be the one in hand: same room, type and position. */
export function fixtureDoubles(told: ToldFixture, known: readonly Known<Fixture>[]): Double[] {
  const standing = suspectable(told, known);
  const position = fixturePosition(told);
  return reasonsOf(standing, (index) => {
    const fields = standing[index]?.fields;
    return fields !== undefined && fields.type === told.type && fixturePosition(fields) === position ? ['SAME_POSITION'] : [];
  });
}

/** Two records that may be one thing, the one that began first before the other: ids are made in order of time. */
export interface DoublePair {
  first: RecordId;
  second: RecordId;
  reasons: DoubleReason[];
}

/** Each two that `doublesOf` suspects, once. Only what shares one of its `keysOf` is compared: a building's hundred records are not ten thousand pairs. */
function pairsAmong<F extends { status: string }>(
  known: readonly Known<F>[],
  keysOf: (fields: F) => string[],
  doublesOf: (told: F, others: readonly Known<F>[]) => Double[],
): DoublePair[] {
  const buckets = new Map<string, Known<F>[]>();
  for (const one of known.filter(({ fields }) => fields.status !== 'void').toSorted((a, b) => (a.id < b.id ? -1 : 1)))
    for (const key of keysOf(one.fields)) buckets.set(key, [...(buckets.get(key) ?? []), one]);
  const pairs = new Map<string, DoublePair>();
  for (const bucket of buckets.values())
    for (const [index, { id: first, fields }] of bucket.entries())
      for (const { id: second, reasons } of doublesOf(fields, bucket.slice(index + 1)))
        pairs.set(`${first}|${second}`, { first, second, reasons });
  return [...pairs.values()];
}

/** All pairs of structures that may be one; pins are compared across buildings too. */
export function structurePairs(known: readonly Known<Structure>[]): DoublePair[] {
  const keysOf = ({ place, zone, kind, gps }: Structure) => [`${place.building}|${zone}|${kind}`, ...(gps === null ? [] : [kind])];
  return pairsAmong(known, keysOf, structureDoubles);
}

/** All pairs of fixtures that may be one. */
export function fixturePairs(known: readonly Known<Fixture>[]): DoublePair[] {
  return pairsAmong(known, ({ place, type }) => [`${place.building}|${type}`], fixtureDoubles);
}

/** 不是同一处: what a record says once it was looked at beside another and found to be a thing of its own. */
export function tellApart({ apart }: Pick<Structure, 'apart'>, other: RecordId, by: Person, at: Instant): ToldApart[] {
  return [...(apart ?? []), { other, at, by }];
}
