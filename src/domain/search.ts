import { z } from 'zod';
import { Zone } from './estate.ts';
import { Day } from './identity.ts';
import { normaliseText, parseBuilding, parseRoom, parseUnit } from './place.ts';
import {
  type Blind,
  type FindableType,
  findableTypes,
  isPaired,
  mark,
  pairsOf,
  plain,
  type SearchEntry,
  secret,
  shortestTail,
  wordsOf,
} from './search-entry.ts';
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
} from './words.ts';

/** What may be asked besides words. `state` is `type.status`, `kind` is `type.kind`; days include both ends; `conflict` is all that is disputed. */
export const SearchFilters = z.object({
  type: z.enum(findableTypes).optional(),
  estate: z.string().optional(),
  building: z.string().optional(),
  state: z.string().optional(),
  kind: z.string().optional(),
  zone: Zone.optional(),
  team: z.string().optional(),
  mine: z.literal(true).optional(),
  unsynced: z.literal(true).optional(),
  conflict: z.literal(true).optional(),
  from: Day.optional(),
  to: Day.optional(),
});
export type SearchFilters = z.infer<typeof SearchFilters>;

/** The estates and buildings a query's words may name, and whose desk it is. */
export interface SearchPlaces {
  estates: readonly { id: string; name: string; code: string; initials: string }[];
  buildings: readonly { id: string; estate: string; key: string; label: string; aliases: readonly string[] }[];
  /** Buildings each team answers for. */
  teams: readonly { id: string; name: string; buildings: readonly string[] }[];
  user: { id: string; name: string };
}

/** Tokens from `lower` to `upper`, both included. An entry that holds `whole` has it word for word. */
export interface TokenRange {
  lower: string;
  upper: string;
  whole: string;
}

/** Whether a range is what stands in one building, unit or room. */
export const isPlace = ({ whole }: TokenRange): boolean => whole.startsWith(':r:');

/** One demand on an entry: all ranges of any alternative, or a place in any of the buildings; or to be one of `ids`, and then nothing else. */
export interface Clause {
  alternatives: TokenRange[][];
  buildings: ReadonlySet<string> | null;
  ids?: ReadonlySet<string>;
}

const exactly = (token: string, whole = token): TokenRange => ({ lower: token, upper: token, whole });
export const startingWith = (prefix: string): TokenRange => ({ lower: prefix, upper: `${prefix}\uffff`, whole: prefix });

const isWord = (word: Word, term: string) => plain(word.zh) === term || plain(word.en) === term;

const vocabulary: readonly { words: Record<string, Word>; prefix(code: string): string }[] = [
  { words: recordTypeWords, prefix: (code) => mark.state(code) },
  { words: structureStatusWords, prefix: (code) => mark.state('structure', code) },
  { words: fixtureStatusWords, prefix: (code) => mark.state('fixture', code) },
  { words: entitlementStatusWords, prefix: (code) => mark.state('entitlement', code) },
  { words: operationStatusWords, prefix: (code) => mark.state('operation', code) },
  { words: structureKindWords, prefix: (code) => mark.kind('structure', code) },
  { words: fixtureTypeWords, prefix: (code) => mark.kind('fixture', code) },
  { words: zoneWords, prefix: (code) => mark.zone(code) },
];

/** `防盗窗`, `已认定`, `rooftop`: a word of the trade asks for all that bear it. */
function asTrade(term: string): TokenRange[][] {
  return vocabulary.flatMap(({ words, prefix }) =>
    Object.entries(words).flatMap(([code, word]) => (isWord(word, term) ? [[startingWith(prefix(code))]] : [])),
  );
}

interface PlaceTerm {
  building: string;
  unit?: string | undefined;
  room?: string | undefined;
}

const spoken =
  /^(?<building>.+?(?:号楼|#楼|幢|栋|座|#|楼))?(?:(?<unit>[^-]{1,3}?)(?:单元|门洞|门|梯))?(?:(?<room>\d{1,4}[a-z]?)[室号]?)?$/u;
const dashed = /^(?<building>[^-]{1,8})-(?:(?<unit>[^-]{1,3})-)?(?<room>\d{1,4}[a-z]?)室?$/u;

/** `12幢1单元101室`, `12#101`, `12-1-101`, `12-101`; undefined where no building is named. */
export function findPlaceTerm(term: string): PlaceTerm | undefined {
  const { building, unit, room } = (spoken.exec(term) ?? dashed.exec(term))?.groups ?? {};
  const key = building === undefined ? undefined : parseBuilding(building);
  if (key === undefined) return undefined;
  return {
    building: key,
    unit: unit === undefined ? undefined : parseUnit(unit),
    room: room === undefined ? undefined : parseRoom(room),
  };
}

/** A room is open at its end, because it may still be being typed. Without a unit only buildings without units are meant. */
function roomRange(building: string, { unit, room }: PlaceTerm): TokenRange {
  if (room !== undefined) return startingWith(mark.room({ building, unit: unit ?? null, room: plain(room).toUpperCase() }));
  return startingWith(unit === undefined ? mark.building(building) : `${mark.building(building)}${unit}|`);
}

function asPlace(term: string, places: SearchPlaces): TokenRange[][] {
  const place = findPlaceTerm(term);
  if (place === undefined) return [];
  const named = places.buildings.filter(({ key, aliases }) => key === place.building || aliases.some((alias) => plain(alias) === term));
  return named.map(({ id }) => [roomRange(id, place)]);
}

/** `1单元101室` → the token of a room whose building was not said. */
function asRoom(term: string): TokenRange[][] {
  const { building, unit, room } = spoken.exec(term)?.groups ?? {};
  const key = unit === undefined ? undefined : parseUnit(unit);
  if (building !== undefined || room === undefined || !/单元|门|梯|室|号/u.test(term)) return [];
  return [[startingWith(key === undefined ? room : plain(`${key}-${room}`))]];
}

/** A word among what stands in the clear, and the same word among what is hashed. */
function wordWays(word: string, blind: Blind): TokenRange[][] {
  if (!isPaired(word)) return [[startingWith(word)], [exactly(secret.start(blind, word), secret.whole(blind, word))]];
  const pairs = pairsOf(word);
  return [
    pairs.length === 1 ? [startingWith(word)] : pairs.map((pair) => exactly(pair)),
    pairs.map((pair) => exactly(secret.whole(blind, pair))),
  ];
}

/** Words that each may stand in the clear or hashed: every way to choose. Of many words all are looked for in the same. */
function asText(term: string, blind: Blind): TokenRange[][] {
  const words = wordsOf(term);
  // Figures and letters between dashes are one key: taken apart, `12-1-101` would mean every 12 beside every 1.
  if (words.length === 0 || /^[a-z\d]+(?:-[a-z\d]+)+-?$/u.test(term)) return [];
  const ways = words.map((word) => wordWays(word, blind));
  if (ways.length > 3) return [0, 1].map((which) => ways.flatMap((choices) => choices[which] ?? []));
  return ways.reduce<TokenRange[][]>((chosen, choices) => chosen.flatMap((way) => choices.map((choice) => [...way, ...choice])), [[]]);
}

/** A code, a room, initials: typed from its start. A code's own dashes stay. */
const asPrefix = (term: string): TokenRange[][] => (/^[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)+-?$/u.test(term) ? [[startingWith(term)]] : []);

function asPhone(term: string, blind: Blind): TokenRange[][] {
  const digits = term.replace(/\D/gu, '');
  if (!/^[\d-]{4,}$/u.test(term) || digits.length < shortestTail) return [];
  return [[exactly(secret.tail(blind, digits), secret.phone(blind, digits))]];
}

function estatesNamed(term: string, { estates, buildings }: SearchPlaces): ReadonlySet<string> | null {
  if (term.length < 2) return null;
  const named = estates.filter(({ name, code, initials }) => plain(name).includes(term) || plain(code) === term || initials === term);
  const ids = new Set(named.map(({ id }) => id));
  return ids.size === 0 ? null : new Set(buildings.filter(({ estate }) => ids.has(estate)).map(({ id }) => id));
}

function termClause(term: string, places: SearchPlaces, blind: Blind): Clause {
  const place = asPlace(term, places);
  // The address of a room or building that is known is no wording: each of its pairs of signs would be looked up beside it. `3楼` may be a floor.
  const known = place.length > 0 && (findPlaceTerm(term)?.room !== undefined || /(?:幢|栋|座|号楼|#楼?)$/u.test(term));
  const text = known ? [] : asText(term, blind);
  const ways = [asTrade(term), place, asRoom(term), asPrefix(term), asPhone(term, blind), text];
  return { alternatives: ways.flat(), buildings: estatesNamed(term, places) };
}

/** `138 1234 9839`: a phone number in groups is one term. */
const isPhone = (text: string) => /^[\d\s-]+$/u.test(text) && text.replace(/\D/gu, '').length >= 10;

/** What was typed, as terms that must all hold: white space and commas part them. */
export function termsOf(text: string): string[] {
  if (isPhone(text)) return [text.replace(/\D/gu, '')];
  return text
    .split(/[\s,，、;；]+/u)
    .map((term) => plain(normaliseText(term)))
    .filter((term) => wordsOf(term).length > 0)
    .slice(0, 8);
}

const anyOf = (...ranges: TokenRange[]): Clause => ({ alternatives: ranges.map((range) => [range]), buildings: null });

/** What somebody disputes: a person, by a record's own state, or another device, by a conflict nobody has settled. */
const disputed = anyOf(
  exactly(mark.conflict),
  ...(['structure', 'entitlement'] as const).map((type) => startingWith(mark.state(type, 'disputed'))),
);
const ofType = (typed: string | undefined) => (typed?.split('.') ?? []) as [type?: string, code?: string];

/** The buildings that filters narrow to: one, or an estate's. */
function buildingsChosen({ building, estate }: SearchFilters, { buildings }: SearchPlaces): readonly string[] | undefined {
  if (estate === undefined) return building === undefined ? undefined : [building];
  return buildings.filter((one) => one.estate === estate && (building === undefined || one.id === building)).map(({ id }) => id);
}

/** Type, state, kind and place belong together in the index: a pair of them is one demand, not two that each mean thousands. */
function standingClauses(filters: SearchFilters, places: SearchPlaces): Clause[] {
  const [stateType, status] = ofType(filters.state);
  const [kindType, kind] = ofType(filters.kind);
  const type = stateType ?? filters.type;
  const here = buildingsChosen(filters, places);
  const ofKind = kindType && kind ? [anyOf(startingWith(mark.kind(kindType, kind, kindType === stateType ? status : '')))] : [];
  const ofState = type ? [anyOf(startingWith(mark.state(type, status)))] : [];
  const otherType = filters.type !== undefined && filters.type !== type ? [anyOf(startingWith(mark.state(filters.type)))] : [];
  if (here === undefined) return [...(ofKind.length > 0 && kindType === type ? [] : ofState), ...ofKind, ...otherType];
  if (type !== undefined) return [anyOf(...here.map((id) => startingWith(mark.standing(id, type, status)))), ...ofKind, ...otherType];
  return [...ofKind, { alternatives: [], buildings: new Set(here) }];
}

function filterClauses(filters: SearchFilters, places: SearchPlaces, blind: Blind): Clause[] {
  const { zone, team, mine, conflict, from, to } = filters;
  const ofTeam = () => new Set(places.teams.find(({ id }) => id === team)?.buildings);
  return [
    ...standingClauses(filters, places),
    ...(zone === undefined ? [] : [anyOf(exactly(mark.zone(zone)))]),
    ...(mine === undefined ? [] : [anyOf(...[places.user.id, places.user.name].map((who) => exactly(secret.person(blind, who))))]),
    ...(conflict === undefined ? [] : [disputed]),
    ...(from === undefined && to === undefined ? [] : [anyOf({ ...startingWith(mark.day(from ?? '')), upper: mark.day(to ?? '\uffff') })]),
    ...(team === undefined ? [] : [{ alternatives: [[exactly(mark.team(team))]], buildings: ofTeam() }]),
  ];
}

/**
 * A query as demands that must all hold. Empty where nothing is asked. `blind` as the entries were made with. What waits to be sent is no word of an
 * entry: who asks by `filters.unsynced` adds a demand for those ids.
 */
export function clausesOf(text: string, filters: SearchFilters, places: SearchPlaces, blind: Blind): Clause[] {
  return [...termsOf(text).map((term) => termClause(term, places, blind)), ...filterClauses(filters, places, blind)];
}

/** To be one of these records. */
export const oneOf = (ids: readonly string[]): Clause => ({ alternatives: [], buildings: null, ids: new Set(ids) });

const hits = (tokens: readonly string[], range: TokenRange) => tokens.some((token) => token >= range.lower && token <= range.upper);

export function satisfies({ id, tokens, building }: SearchEntry, clause: Clause): boolean {
  if (clause.ids !== undefined) return clause.ids.has(id);
  if (clause.buildings !== null && building !== null && clause.buildings.has(building)) return true;
  return clause.alternatives.some((ranges) => ranges.every((range) => hits(tokens, range)));
}

/** How well an entry meets the demands: one point for each it meets word for word, not only by a beginning or its estate. */
function exactness({ tokens }: SearchEntry, clauses: readonly Clause[]): number {
  return clauses.filter(({ alternatives }) => alternatives.some((ranges) => ranges.every(({ whole }) => tokens.includes(whole)))).length;
}

const compareText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
const orderOf = (type: FindableType) => findableTypes.indexOf(type);

/** Best first: the closest, then by type, then the newest. */
export function ranked(entries: readonly SearchEntry[], clauses: readonly Clause[]): SearchEntry[] {
  return entries
    .map((entry) => ({ entry, score: exactness(entry, clauses) }))
    .sort(
      (a, b) =>
        b.score - a.score ||
        orderOf(a.entry.type) - orderOf(b.entry.type) ||
        compareText(b.entry.day ?? '', a.entry.day ?? '') ||
        compareText(a.entry.id, b.entry.id),
    )
    .map(({ entry }) => entry);
}
