import type { SearchFilters, SearchPlaces } from '#domain/search.ts';
import { findableTypes } from '#domain/search-entry.ts';
import {
  entitlementStatusWords,
  fixtureStatusWords,
  fixtureTypeWords,
  operationStatusWords,
  recordTypeWords,
  structureKindWords,
  structureStatusWords,
  type Word,
  zoneWords,
} from '#domain/words.ts';

import { inOrder } from '../estate/order.ts';

export interface FilterChoice {
  value: string;
  label: string;
}

/** Filters that are one of a list. */
export const listFilters = ['type', 'estate', 'building', 'state', 'kind', 'zone', 'team'] as const;
export type ListFilter = (typeof listFilters)[number];

const stateTables = {
  structure: structureStatusWords,
  fixture: fixtureStatusWords,
  entitlement: entitlementStatusWords,
  operation: operationStatusWords,
} as const;
const kindTables = { structure: structureKindWords, fixture: fixtureTypeWords } as const;

type Say = (word: Word) => string;

/** `违建 · 已认定`: states of different records may share a word. */
function within(tables: Readonly<Record<string, Readonly<Record<string, Word>>>>, type: string | undefined, say: Say): FilterChoice[] {
  return Object.entries(tables)
    .filter(([of]) => type === undefined || of === type)
    .flatMap(([of, words]) =>
      Object.entries(words).map(([code, word]) => ({
        value: `${of}.${code}`,
        label: type === undefined ? `${say(recordTypeWords[of as keyof typeof recordTypeWords])} · ${say(word)}` : say(word),
      })),
    );
}

const byName = (choices: FilterChoice[]) => choices.toSorted((a, b) => inOrder.compare(a.label, b.label));

/** What each list filter offers, given the filters already chosen: buildings of the estate, states and kinds of the type. */
export function filterChoices(
  filters: Pick<SearchFilters, 'estate' | 'type'>,
  places: SearchPlaces,
  say: Say,
): Record<ListFilter, FilterChoice[]> {
  const { estate, type } = filters;
  const estateName = new Map(places.estates.map(({ id, name }) => [id, name]));
  const buildings = places.buildings.filter((building) => estate === undefined || building.estate === estate);
  return {
    type: findableTypes.map((value) => ({ value, label: say(recordTypeWords[value]) })),
    estate: byName(places.estates.map(({ id, name }) => ({ value: id, label: name }))),
    building: byName(
      buildings.map((one) => ({
        value: one.id,
        label: estate === undefined ? `${estateName.get(one.estate) ?? ''} ${one.label}`.trim() : one.label,
      })),
    ),
    state: within(stateTables, type, say),
    kind: within(kindTables, type, say),
    zone: Object.entries(zoneWords).map(([value, word]) => ({ value, label: say(word) })),
    team: byName(places.teams.map(({ id, name }) => ({ value: id, label: name }))),
  };
}
