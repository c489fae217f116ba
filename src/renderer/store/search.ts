import { Dexie, type ObservabilitySet } from 'dexie';
import type { RecordType } from '#domain/identity.ts';
import {
  type Clause,
  clausesOf,
  isPlace,
  oneOf,
  ranked,
  type SearchFilters,
  type SearchPlaces,
  satisfies,
  startingWith,
  type TokenRange,
} from '#domain/search.ts';
import { mark, type SearchEntry } from '#domain/search-entry.ts';
import type { DeskDatabase } from './database.ts';
import { unsyncedKey } from './keys.ts';
import { findRecords } from './records.ts';
import type { ViewRow } from './rows.ts';
import { loadReading } from './search-index.ts';

/** Two screens of lines: what is further down is sooner found by one more word. */
export const pageSize = 30;

/** `count` hits are known; `more` says that there are others that were not counted. */
export interface Found {
  rows: ViewRow[];
  count: number;
  more: boolean;
}

/** How many entries of a range a first look reads: enough to rank well, few enough to answer within a frame. */
const look = 80;
/** A demand with fewer entries than this is looked through whole: what stands in one building, say. */
const few = 320;
/** How many entries are read at once of ids that every demand has. */
const sifted = 100;
/** The longest second look: beyond it, reading ids alone is quicker than reading entries. */
const longLook = 1500;

const nowhere: TokenRange = { lower: '', upper: '', whole: '' };
const nothing: Found = { rows: [], count: 0, more: false };

const entriesIn = (db: DeskDatabase, { lower, upper }: TokenRange) => db.search.where('tokens').between(lower, upper, true, true);

const idsIn = (db: DeskDatabase, range: TokenRange, limit?: number): Promise<string[]> => {
  const entries = entriesIn(db, range);
  return (limit === undefined ? entries : entries.limit(limit)).primaryKeys();
};

/** The ranges that together hold every entry a clause can mean: of each alternative its rarest, and each building's own. */
interface Drive {
  ranges: TokenRange[];
  /** Entries in them; infinite where one has more than a few. */
  cost: number;
  /** Each of them is a place: it has few entries, however many places there are. */
  places: boolean;
}

const spread = Symbol('a clause over many buildings');

async function driveOf(db: DeskDatabase, clause: Clause): Promise<Drive | typeof spread> {
  if (clause.buildings !== null && clause.buildings.size > 8) return spread;
  const ways = waysOf(clause);
  // Dozens of buildings bear the same number: to count what stands in each would take longer than to look through some.
  if (ways.length > 4 && ways.every(([range]) => range !== undefined && isPlace(range))) {
    return { ranges: ways.flat(), cost: Number.POSITIVE_INFINITY, places: true };
  }
  const limit = Math.max(Math.ceil(few / ways.length), 40);
  const rarest = await Promise.all(
    ways.map(async (ranges) => {
      const counted = await Promise.all(ranges.map(async (range) => ({ range, cost: (await idsIn(db, range, limit)).length })));
      return counted.reduce((least, one) => (one.cost < least.cost ? one : least));
    }),
  );
  const cost = rarest.reduce((sum, one) => sum + (one.cost < limit ? one.cost : Number.POSITIVE_INFINITY), 0);
  return { ranges: rarest.map(({ range }) => range), cost, places: false };
}

/** A clause's alternatives, each of its buildings being one. */
const waysOf = ({ alternatives, buildings }: Clause): TokenRange[][] => [
  ...alternatives,
  ...[...(buildings ?? [])].map((id) => [startingWith(mark.building(id))]),
];

const allHold = (entry: SearchEntry, clauses: readonly Clause[]) => clauses.every((clause) => satisfies(entry, clause));

interface Gathered {
  entries: Map<string, SearchEntry>;
  whole: boolean;
}

interface Look {
  /** Entries read of each range. */
  limit: number;
  /** Ranges read at once, at first. Then as many as will do, if they hold as many hits as those before. */
  abreast: number;
  /** Hits after which no further range is read. */
  enough: number;
}

/** The entries of some ranges that meet every demand. `whole` where there was no more to read. */
async function glance(db: DeskDatabase, ranges: readonly TokenRange[], clauses: readonly Clause[], look: Look): Promise<Gathered> {
  const { limit, abreast, enough } = look;
  const entries = new Map<string, SearchEntry>();
  let whole = true;
  let [start, end] = [0, abreast];
  while (start < ranges.length) {
    const batch = ranges.slice(start, end);
    const read = await Promise.all(batch.map((range) => entriesIn(db, range).limit(limit).toArray()));
    whole = whole && read.every((some) => some.length < limit);
    for (const entry of read.flat()) if (allHold(entry, clauses)) entries.set(entry.id, entry);
    if (entries.size > enough) return { entries, whole: whole && end >= ranges.length };
    const likely = Math.ceil((1.2 * (enough + 1 - entries.size) * end) / Math.max(entries.size, 1));
    [start, end] = [end, end + Math.min(likely, 4 * end)];
  }
  return { entries, whole };
}

/** Where looking on would take too long: the ids of every demand, intersected, and only those entries read that a page needs. */
async function sift(db: DeskDatabase, drives: readonly Drive[], clauses: readonly Clause[], wanted: number): Promise<Gathered> {
  const driven = drives.map(async ({ ranges }) => new Set((await Promise.all(ranges.map((range) => idsIn(db, range)))).flat()));
  const sets: ReadonlySet<string>[] = [...(await Promise.all(driven)), ...clauses.flatMap(({ ids }) => ids ?? [])];
  const [least, ...others] = sets.sort((a, b) => a.size - b.size);
  const ids = [...(least ?? [])].filter((id) => others.every((set) => set.has(id)));
  const entries = new Map<string, SearchEntry>();
  for (let start = 0; start < ids.length; start += sifted) {
    for (const entry of await db.search.bulkGet(ids.slice(start, start + sifted))) {
      if (entry !== undefined && allHold(entry, clauses)) entries.set(entry.id, entry);
    }
    if (entries.size > wanted) return { entries, whole: start + sifted >= ids.length };
  }
  return { entries, whole: true };
}

/** Of demands that all have many entries, the one that most of its first entries' others hold for, and which share of them. */
async function likeliest(db: DeskDatabase, drives: readonly Drive[], clauses: readonly Clause[]): Promise<{ drive: Drive; share: number }> {
  const tried = await Promise.all(
    drives.map(async (drive) => {
      const entries = await entriesIn(db, drive.ranges[0] ?? nowhere)
        .limit(look)
        .toArray();
      return { drive, share: entries.filter((entry) => allHold(entry, clauses)).length / Math.max(entries.length, 1) };
    }),
  );
  return tried.reduce((best, one) => (one.share > best.share ? one : best));
}

/**
 * Entries that meet every demand: all of them, or more than `wanted`. A demand that few entries meet is looked through whole. Where all
 * have many, a first look at each tells which to look on in, if its hits come thick enough; else the ids of all are intersected.
 */
async function gather(db: DeskDatabase, clauses: readonly Clause[], wanted: number): Promise<Gathered> {
  const listed = clauses.find(({ ids }) => ids !== undefined)?.ids;
  if (listed !== undefined && listed.size <= longLook) return sift(db, [], clauses, wanted);
  const [only] = clauses;
  const simple = clauses.length === 1 && only !== undefined && listed === undefined && waysOf(only).every((ranges) => ranges.length === 1);
  const limit = look + wanted;
  if (simple) return glance(db, waysOf(only).flat(), clauses, { limit, abreast: 4, enough: wanted });
  const known = await Promise.all(clauses.filter(({ ids }) => ids === undefined).map((clause) => driveOf(db, clause)));
  const drives = known.filter((drive) => drive !== spread);
  if (listed !== undefined) return sift(db, drives, clauses, wanted);
  if (drives.length === 0) return glance(db, clauses.slice(0, 1).flatMap(waysOf).flat(), clauses, { limit, abreast: 4, enough: wanted });
  const cheapest = drives.reduce((least, one) => (one.cost < least.cost ? one : least));
  if (cheapest.cost < Number.POSITIVE_INFINITY) return glance(db, cheapest.ranges, clauses, { limit: few, abreast: 12, enough: limit });
  const places = drives.find((drive) => drive.places);
  if (places !== undefined) return glance(db, places.ranges, clauses, { limit: few, abreast: 2, enough: wanted });
  if (clauses.length === 1) return glance(db, cheapest.ranges, clauses, { limit, abreast: 4, enough: wanted });
  const { drive, share } = await likeliest(db, drives, clauses);
  const longer = Math.max(limit, Math.ceil((1.3 * wanted) / share));
  if (longer <= longLook) {
    const found = await glance(db, drive.ranges, clauses, { limit: longer, abreast: 2, enough: wanted });
    if (found.whole || found.entries.size > wanted) return found;
  }
  return sift(db, drives, clauses, wanted);
}

/**
 * The records that meet every word and filter, best first, a page of them (`page` from 0). Nothing asked, nothing found. Reads the index
 * alone until it knows which rows to show, all in one transaction: to begin one for each of dozens of ranges takes longer than to read them.
 */
export async function searchDesk(db: DeskDatabase, text: string, filters: SearchFilters, places: SearchPlaces, page = 0): Promise<Found> {
  const asked = clausesOf(text, filters, places, db.blind);
  if (asked.length === 0 && filters.unsynced === undefined) return nothing;
  return db.transaction('r', [db.search, db.view], async () => {
    const waiting = filters.unsynced && (await db.view.where('keys').equals(unsyncedKey).primaryKeys());
    const clauses = waiting === undefined ? asked : [...asked, oneOf(waiting)];
    const { entries, whole } = await gather(db, clauses, (page + 1) * pageSize);
    const shown = ranked([...entries.values()], clauses).slice(page * pageSize, (page + 1) * pageSize);
    const rows = await db.view.bulkGet(shown.map(({ id }) => id));
    return { rows: rows.filter((row) => row !== undefined), count: entries.size, more: !whole };
  });
}

/**
 * Tells what `ask` answers, and what it answers after each change of index or views, until it is stopped; one question at a time. A live
 * query would do the same for a few rows: of the hundreds of entries a search reads it copies each and notes its key, which takes longer
 * than the search.
 */
export function keepAsking<A>(db: DeskDatabase, ask: () => Promise<A>, onAnswer: (answer: A) => void): () => void {
  const read = ['search', 'view'].map((table) => `idb://${db.name}/${table}/`);
  let stopped = false;
  let asking = false;
  let changed = false;
  const go = async () => {
    if (asking) return;
    asking = true;
    do {
      changed = false;
      const answer = await ask();
      if (!stopped) onAnswer(answer);
    } while (changed && !stopped);
    asking = false;
  };
  const onMutated = (parts: ObservabilitySet) => {
    if (!Object.keys(parts).some((name) => read.some((part) => name.startsWith(part)))) return;
    changed = true;
    void go();
  };
  Dexie.on('storagemutated', onMutated);
  void go();
  return () => {
    stopped = true;
    Dexie.on.storagemutated.unsubscribe(onMutated);
  };
}

/** Estates, buildings and teams as a query's words may name them. */
export async function loadPlaces(db: DeskDatabase, user: SearchPlaces['user']): Promise<SearchPlaces> {
  const of = <T extends RecordType>(type: T) => findRecords(db, type);
  const [estates, buildings, teams, { initialsOf }] = await Promise.all([of('estate'), of('building'), of('team'), loadReading()]);
  return {
    estates: estates.map(({ id, fields }) => ({ id, name: fields.name, code: fields.code, initials: initialsOf(fields.name) })),
    buildings: buildings.map(({ id, fields }) => ({
      id,
      estate: fields.estate,
      key: fields.key,
      label: fields.label,
      aliases: fields.aliases,
    })),
    teams: teams.map(({ id, fields }) => ({ id, name: fields.name, buildings: fields.buildings })),
    user,
  };
}
