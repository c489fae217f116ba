import type { RecordId, RecordType } from './identity.ts';
import type { Fields, Json } from './mutation.ts';
import { roomKey } from './place.ts';

/** Records that have a page of their own, in the order equal hits are shown. */
export const findableTypes = ['household', 'structure', 'fixture', 'entitlement', 'operation', 'team', 'building', 'estate'] as const;
export type FindableType = (typeof findableTypes)[number];

/** What reading a record for the index needs from outside: `王某` → `wm`, and the calendar day an instant falls on here. */
export interface Reading {
  initialsOf(text: string): string;
  dayOf(instant: string): string;
}

/** One record in the search index. `day` is its own date: surveyed, planned, removed or moved in. */
export interface SearchEntry {
  id: RecordId;
  type: FindableType;
  building: string | null;
  day: string | null;
  tokens: string[];
}

/** A record as the index reads it: a view row is one. */
export interface Searchable {
  type: RecordType;
  id: RecordId;
  deleted: boolean;
  fields: Fields;
  openConflicts: number;
  pending: number;
}

/**
 * Tokens that are not words carry a mark before a colon; a word never holds one. Those that end in a dot or bar are whole before it,
 * so that a prefix asks for all of a type, a kind or a building.
 */
export const mark = {
  state: (type: string, status = '') => `s:${type}.${status === '' ? '' : `${status}.`}`,
  kind: (type: string, kind: string, status = '') => `k:${type}.${kind}.${status === '' ? '' : `${status}.`}`,
  zone: (zone: string) => `z:${zone}`,
  person: (idOrName: string) => `m:${idOrName}`,
  team: (team: string) => `g:${team}`,
  day: (day: string) => `d:${day}`,
  building: (building: string) => `r:${building}|`,
  /** What of a type, or of a state, stands in a building. */
  standing: (building: string, type: string, status = '') => `b:${building}|${type}.${status === '' ? '' : `${status}.`}`,
  room: (place: { building: string; unit: string | null; room: string | null }) => `r:${roomKey(place as Parameters<typeof roomKey>[0])}`,
  /** Backwards, so that any number of last digits is a prefix. */
  phone: (phone: string) => `t:${[...phone.replace(/\D/gu, '')].reverse().join('')}`,
  unsynced: 'p:',
  conflict: 'c:',
} as const;

const han = /\p{Script=Han}/u;

/** Text as it is compared: one width, small letters. */
export const plain = (text: string): string => text.normalize('NFKC').toLowerCase();

export const wordsOf = (text: string): string[] => plain(text).match(/[\p{L}\p{N}]+/gu) ?? [];

/** A word in Chinese script as its pairs of signs, any other word whole. `南阳台` → `南阳`, `阳台`. */
export function pairsOf(word: string): string[] {
  const signs = [...word];
  if (!han.test(word) || signs.length < 2) return [word];
  return signs.slice(1).map((sign, index) => `${signs[index]}${sign}`);
}

/** What a word is found by: its pairs, and its last sign alone, which no pair begins with. */
function wordTokens(word: string): string[] {
  const last = [...word].at(-1) ?? '';
  return han.test(last) ? [...pairsOf(word), last] : pairsOf(word);
}

const textTokens = (text: string): string[] => wordsOf(text).flatMap(wordTokens);

/** `CG-02-0001` → itself, `02-0001`, `0001`. */
function codeTokens(code: string): string[] {
  const parts = plain(code).split('-');
  return parts.map((_, index) => parts.slice(index).join('-')).filter((token) => token !== '');
}

const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '');
const listOf = (value: Json | undefined): Fields[] => (Array.isArray(value) ? value.flatMap(fieldsIn) : []);

function fieldsIn(value: Json | undefined): Fields[] {
  return value === null || typeof value !== 'object' || Array.isArray(value) ? [] : [value];
}

interface Seat {
  building: string;
  unit: string | null;
  room: string | null;
  label: string;
}

/** Where a record is: its place, a household's own three fields, or a building itself. */
function seatOf({ type, id, fields }: Searchable): Seat | null {
  if (type === 'building') return { building: id, unit: null, room: null, label: '' };
  const from = type === 'household' ? fields : fieldsIn(fields.place)[0];
  if (from === undefined) return null;
  const key = (value: Json | undefined) => (typeof value === 'string' ? value : null);
  return { building: textOf(from.building), unit: key(from.unit), room: key(from.room), label: textOf(from.label) };
}

function seatTokens(seat: Seat): string[] {
  const room = seat.room === null ? [] : [plain(seat.room), plain(`${seat.unit ?? ''}-${seat.room}`)];
  return [mark.room(seat), ...room, ...textTokens(seat.label)];
}

/** The people, estates and teams a record names: found by name and by initials. */
function namesIn({ type, fields }: Searchable): string[] {
  const parties = listOf(fields.parties).map((party) => textOf(party.name));
  const members = type === 'team' ? listOf(fields.members).map((member) => textOf(member.name)) : [];
  const named = [fields.contactName, fields.name, fields.leader, fields.neighborhood].map(textOf);
  return [...parties, ...members, ...named].filter((name) => name !== '');
}

/** Who worked on it, by user id; an operation's leader and members by name. */
function workersIn({ type, fields }: Searchable): string[] {
  const people = [
    ...listOf(fields.surveyors),
    ...[fields.determination, fields.acceptance].flatMap(fieldsIn).flatMap(({ by }) => fieldsIn(by)),
  ];
  const confirmedBy = fieldsIn(fields.confirmation).map(({ by }) => textOf(by));
  const crew =
    type === 'operation' || type === 'team' ? [textOf(fields.leader), ...listOf(fields.members).map(({ name }) => textOf(name))] : [];
  return [...people.map(({ user }) => textOf(user)), ...confirmedBy, ...crew].filter((who) => who !== '');
}

function dayIn({ fields }: Searchable, reading: Reading): string | null {
  if (typeof fields.surveyedAt === 'string') return reading.dayOf(fields.surveyedAt);
  const day = textOf(fields.date) || textOf(fields.removedOn) || textOf(fields.from);
  return day === '' ? null : day;
}

function facetTokens(record: Searchable, day: string | null): string[] {
  const { type, fields } = record;
  const status = textOf(fields.status);
  const kind = textOf(fields.kind) || textOf(fields.type);
  return [
    mark.state(type, status),
    ...(kind === '' ? [] : [mark.kind(type, kind, status)]),
    ...(typeof fields.zone === 'string' ? [mark.zone(fields.zone)] : []),
    ...(typeof fields.team === 'string' ? [mark.team(fields.team)] : []),
    ...workersIn(record).map(mark.person),
    ...(day === null ? [] : [mark.day(day)]),
    ...(record.pending > 0 ? [mark.unsynced] : []),
    ...(record.openConflicts > 0 ? [mark.conflict] : []),
  ];
}

function wordingTokens({ fields }: Searchable): string[] {
  const aliases = Array.isArray(fields.aliases) ? fields.aliases.map(textOf) : [];
  return [fields.label, fields.positionLabel, fields.note, ...aliases].flatMap((value) => textTokens(textOf(value)));
}

/** What a record is found by; undefined where it is gone or has no page to open. */
export function findSearchEntry(record: Searchable, reading: Reading): SearchEntry | undefined {
  const { type, id, fields } = record;
  const findable = findableTypes.find((one) => one === type);
  if (findable === undefined || record.deleted) return undefined;
  const seat = seatOf(record);
  const day = dayIn(record, reading);
  const tokens = [
    ...facetTokens(record, day),
    ...(seat === null ? [] : [mark.standing(seat.building, type, textOf(fields.status)), ...seatTokens(seat)]),
    ...[fields.code, fields.no].flatMap((code) => codeTokens(textOf(code))),
    ...namesIn(record).flatMap((name) => [...textTokens(name), plain(reading.initialsOf(name))]),
    ...(typeof fields.phone === 'string' ? [mark.phone(fields.phone)] : []),
    ...wordingTokens(record),
  ];
  return { id, type: findable, building: seat?.building ?? null, day, tokens: [...new Set(tokens)].filter((token) => token !== '') };
}
