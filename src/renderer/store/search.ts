import type { RecordType } from '#domain/identity.ts';
import { type Clause, clausesOf, ranked, type SearchFilters, type SearchPlaces, satisfies, type TokenRange } from '#domain/search.ts';
import { mark, type SearchEntry } from '#domain/search-entry.ts';
import type { DeskDatabase, ViewRow } from './database.ts';
import { findRecords } from './records.ts';
import { loadReading } from './search-index.ts';

export const pageSize = 50;

/** `count` hits are known; `more` says that there are others that were not counted. */
export interface Found {
  rows: ViewRow[];
  count: number;
  more: boolean;
}

/** How many entries a first look reads: enough to rank well, few enough to answer within a frame or two. */
const look = 400;

/** A first look that shows this many hits is enough to fill the page and to know that there is a next one. */
const fills = (found: number, limit: number) => found > limit - look + pageSize;

const nothing: Found = { rows: [], count: 0, more: false };

const entriesIn = (db: DeskDatabase, { lower, upper }: TokenRange) => db.search.where('tokens').between(lower, upper, true, true);

const idsIn = (db: DeskDatabase, range: TokenRange, limit?: number): Promise<string[]> => {
  const entries = entriesIn(db, range);
  return (limit === undefined ? entries : entries.limit(limit)).primaryKeys();
};

/** The ranges that together hold every entry a clause can mean: of each alternative its rarest, and each building's own. */
interface Drive {
  ranges: TokenRange[];
  /** Entries in them, as far as `look` counts. */
  cost: number;
}

const spread = Symbol('a clause over many buildings');

async function driveOf(db: DeskDatabase, clause: Clause): Promise<Drive | typeof spread> {
  if (clause.buildings !== null && clause.buildings.size > 8) return spread;
  const inBuildings = [...(clause.buildings ?? [])].map((id): TokenRange[] => [placeRange(id)]);
  const rarest = await Promise.all(
    [...clause.alternatives, ...inBuildings].map(async (ranges) => {
      const counted = await Promise.all(ranges.map(async (range) => ({ range, cost: (await idsIn(db, range, look)).length })));
      return counted.reduce((least, one) => (one.cost < least.cost ? one : least));
    }),
  );
  return { ranges: rarest.map(({ range }) => range), cost: rarest.reduce((sum, { cost }) => sum + cost, 0) };
}

const placeRange = (building: string): TokenRange => ({ lower: mark.building(building), upper: `${mark.building(building)}\uffff` });

const allHold = (entry: SearchEntry, clauses: readonly Clause[]) => clauses.every((clause) => satisfies(entry, clause));

interface Gathered {
  entries: Map<string, SearchEntry>;
  whole: boolean;
}

/** A first look: up to `limit` entries of each range, those that meet every demand. `whole` where no range had more. */
async function glance(db: DeskDatabase, ranges: readonly TokenRange[], clauses: readonly Clause[], limit: number): Promise<Gathered> {
  const entries = new Map<string, SearchEntry>();
  let whole = true;
  for (const range of ranges) {
    const read = await entriesIn(db, range).limit(limit).toArray();
    whole = whole && read.length < limit;
    for (const entry of read) if (allHold(entry, clauses)) entries.set(entry.id, entry);
    if (entries.size >= limit) return { entries, whole: false };
  }
  return { entries, whole };
}

/** Where a first look found too few among many: the ids of every demand, intersected, and only those entries read. */
async function sift(db: DeskDatabase, drives: readonly Drive[], clauses: readonly Clause[], limit: number): Promise<Gathered> {
  const sets = await Promise.all(
    drives.map(async ({ ranges }) => new Set((await Promise.all(ranges.map((range) => idsIn(db, range)))).flat())),
  );
  const [least, ...others] = sets.sort((a, b) => a.size - b.size);
  const ids = [...(least ?? [])].filter((id) => others.every((set) => set.has(id)));
  const entries = new Map<string, SearchEntry>();
  for (let start = 0; start < ids.length; start += look) {
    for (const entry of await db.search.bulkGet(ids.slice(start, start + look))) {
      if (entry !== undefined && allHold(entry, clauses)) entries.set(entry.id, entry);
    }
    if (fills(entries.size, limit)) return { entries, whole: start + look >= ids.length };
  }
  return { entries, whole: true };
}

async function gather(db: DeskDatabase, clauses: readonly Clause[], limit: number): Promise<Gathered> {
  const known = await Promise.all(clauses.map((clause) => driveOf(db, clause)));
  const drives = known.filter((drive) => drive !== spread).sort((a, b) => a.cost - b.cost);
  const [cheapest] = drives;
  if (cheapest === undefined) {
    const buildings = clauses.flatMap((clause) => (clause.buildings === null ? [] : [clause]))[0];
    const alternatives = buildings?.alternatives.flat() ?? [];
    return glance(db, [...alternatives, ...[...(buildings?.buildings ?? [])].map(placeRange)], clauses, limit);
  }
  const first = await glance(db, cheapest.ranges, clauses, limit);
  return first.whole || fills(first.entries.size, limit) ? first : sift(db, drives, clauses, limit);
}

/**
 * The records that meet every word and filter, best first, a page of 50 (`page` from 0). Nothing asked, nothing found. Reads the index
 * alone until it knows which 50 rows to show.
 */
export async function searchDesk(db: DeskDatabase, text: string, filters: SearchFilters, places: SearchPlaces, page = 0): Promise<Found> {
  const clauses = clausesOf(text, filters, places);
  if (clauses.length === 0) return nothing;
  return db.transaction('r', [db.search, db.view], async () => {
    const { entries, whole } = await gather(db, clauses, look + page * pageSize);
    const shown = ranked([...entries.values()], clauses).slice(page * pageSize, (page + 1) * pageSize);
    const rows = await db.view.bulkGet(shown.map(({ id }) => id));
    return { rows: rows.filter((row) => row !== undefined), count: entries.size, more: !whole };
  });
}

/** Estates, buildings and teams as a query's words may name them. */
export async function loadPlaces(db: DeskDatabase, user: SearchPlaces['user']): Promise<SearchPlaces> {
  const of = <T extends RecordType>(type: T) => findRecords(db, type);
  const [estates, buildings, teams, { initialsOf }] = await Promise.all([of('estate'), of('building'), of('team'), loadReading()]);
  return {
    estates: estates.map(({ id, fields }) => ({ id, name: fields.name, code: fields.code, initials: initialsOf(fields.name) })),
    buildings: buildings.map(({ id, fields }) => ({ id, estate: fields.estate, key: fields.key, aliases: fields.aliases })),
    teams: teams.map(({ id, fields }) => ({ id, buildings: fields.buildings })),
    user,
  };
}
