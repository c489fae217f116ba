import type { Fixture } from './fixture.ts';
import type { RecordId } from './identity.ts';
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

function sameRoom(one: Place, other: Place): boolean {
  return one.building === other.building && same(one.unit, other.unit) && same(one.room, other.room);
}

function reasonsOf(known: readonly Known<unknown>[], reasons: (index: number) => DoubleReason[]): Double[] {
  return known.map(({ id }, index) => ({ id, reasons: reasons(index) })).filter((double) => double.reasons.length > 0);
}

type ToldStructure = Pick<Structure, 'place' | 'zone' | 'kind' | 'gps'>;

/** Structures that may be the one in hand: same building, zone and kind where nothing said differs, or a pin beside it. */
export function structureDoubles(told: ToldStructure, known: readonly Known<Structure>[]): Double[] {
  const standing = known.filter(({ fields }) => fields.status !== 'void');
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

/** Fixtures that may be the one in hand: same room, type and position. */
export function fixtureDoubles(told: Pick<Fixture, 'place' | 'type' | 'positionLabel'>, known: readonly Known<Fixture>[]): Double[] {
  const standing = known.filter(({ fields }) => fields.status !== 'void');
  return reasonsOf(standing, (index) => {
    const fields = standing[index]?.fields;
    const double =
      fields !== undefined &&
      fields.type === told.type &&
      sameRoom(fields.place, told.place) &&
      same(fields.positionLabel, told.positionLabel);
    return double ? ['SAME_POSITION'] : [];
  });
}
