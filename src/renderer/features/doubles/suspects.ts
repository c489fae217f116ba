import { type DoublePair, fixturePairs, structurePairs, tellApart } from '#domain/doubles.ts';
import type { DeskDatabase } from '../../store/database.ts';
import type { Desk } from '../../store/desk.ts';
import { findChildren, findNewest, patchOf } from '../../store/records.ts';
import type { Change } from '../../store/save.ts';
import { instantOf } from '../../ui/field/calendar.ts';
import { findSites, type Site } from '../estate/site.ts';
import type { Thing } from '../estate/standing.ts';

/** How many of the latest records of each type say which buildings to look at, and how many buildings, at one reach. */
const latest = 200;
const mostBuildings = 30;

/** Two records that may be one thing, the earlier first, and why. */
export interface SuspectPair {
  first: Thing;
  second: Thing;
  reasons: DoublePair['reasons'];
}

export interface Suspects {
  /** The pair whose later record began last, first. */
  pairs: SuspectPair[];
  /** Where they stand, by building. */
  sites: ReadonlyMap<string, Site>;
  /** How many buildings were looked at, and whether there are more behind them. */
  buildings: number;
  more: boolean;
}

/**
 * Looks for doubles where something was recorded last: a pair begins with its later record. A `reach` of 2 looks twice as far back as 1. What it
 * costs grows with that and with what these buildings hold, never with the whole estate.
 */
export async function findSuspects(db: DeskDatabase, reach: number): Promise<Suspects> {
  const limit = latest * reach;
  const [structures, fixtures] = await Promise.all([findNewest(db, 'structure', limit), findNewest(db, 'fixture', limit)]);
  const newest = [...structures, ...fixtures].toSorted((a, b) => (a.id < b.id ? 1 : -1));
  const all = [...new Set(newest.map(({ fields }) => fields.place.building))];
  const looked = all.slice(0, mostBuildings * reach);
  const [pairs, sites] = await Promise.all([findPairs(db, looked), findSites(db, looked)]);
  const more = looked.length < all.length || structures.length === limit || fixtures.length === limit;
  return { pairs, sites, buildings: looked.length, more };
}

async function findPairs(db: DeskDatabase, buildings: readonly string[]): Promise<SuspectPair[]> {
  const [structures, fixtures] = await Promise.all([findChildren(db, 'structure', buildings), findChildren(db, 'fixture', buildings)]);
  const things = new Map<string, Thing>([...structures, ...fixtures].map((thing) => [thing.id, thing]));
  const pairs = [...structurePairs(structures), ...fixturePairs(fixtures)].flatMap(({ first, second, reasons }) => {
    const [one, other] = [things.get(first), things.get(second)];
    return one === undefined || other === undefined ? [] : [{ first: one, second: other, reasons }];
  });
  return pairs.toSorted((a, b) => (a.second.id < b.second.id ? 1 : -1));
}

/** 不是同一处, as one group: each of the two says it of the other, so that neither is suspected again whichever is looked at. */
export function apartChanges(desk: Desk, first: Thing, second: Thing): Change[] {
  const [by, at] = [{ name: desk.user.name, user: desk.user.id }, instantOf(desk.source.now())];
  const said = (thing: Thing, other: Thing): Change => {
    const apart = tellApart(thing.fields, other.id, by, at);
    return thing.type === 'structure' ? patchOf(thing, { apart }) : patchOf(thing, { apart });
  };
  return [said(first, second), said(second, first)];
}
