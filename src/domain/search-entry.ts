import { parseRoomCode } from './estate.ts';
import type { RecordId, RecordType } from './identity.ts';
import type { Fields, Json } from './mutation.ts';
import { isPersonal } from './personal.ts';
import { roomKey } from './place.ts';

/** Records that have a page of their own, in the order equal hits are shown. */
export const findableTypes = ['household', 'structure', 'fixture', 'entitlement', 'operation', 'team', 'building', 'estate'] as const;
export type FindableType = (typeof findableTypes)[number];

/** What reading a record for the index needs from outside: `王某` → `wm`, and the calendar day an instant falls on here. */
export interface Reading {
  initialsOf(text: string): string;
  dayOf(instant: string): string;
}

/** A keyed hash of a token, the device's own. Who lacks the key learns from it which tokens are equal, and nothing else. */
export type Blind = (token: string) => string;

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
}

/**
 * Tokens that are not words begin with a colon, which no word does. Those that end in a dot or bar are whole before it, so that a prefix
 * asks for all of a type, a kind or a building.
 */
export const mark = {
  state: (type: string, status = '') => `:s:${type}.${status === '' ? '' : `${status}.`}`,
  kind: (type: string, kind: string, status = '') => `:k:${type}.${kind}.${status === '' ? '' : `${status}.`}`,
  zone: (zone: string) => `:z:${zone}`,
  team: (team: string) => `:g:${team}`,
  day: (day: string) => `:d:${day}`,
  building: (building: string) => `:r:${building}|`,
  /** What of a type, or of a state, stands in a building. */
  standing: (building: string, type: string, status = '') => `:b:${building}|${type}.${status === '' ? '' : `${status}.`}`,
  room: (place: { building: string; unit: string | null; room: string | null }) => `:r:${roomKey(place as Parameters<typeof roomKey>[0])}`,
  conflict: ':c:',
} as const;

/**
 * Tokens of what is personal are hashed, and an equal sign leads them. A hash has no beginnings: whatever may be typed of a name or a
 * number is a token of its own (`start`, `tail`), and the whole is one more, because what was typed whole comes first.
 */
export const secret = {
  start: (blind: Blind, text: string) => `=${blind(`start:${text}`)}`,
  whole: (blind: Blind, text: string) => `=${blind(`whole:${text}`)}`,
  tail: (blind: Blind, digits: string) => `=${blind(`tail:${digits}`)}`,
  phone: (blind: Blind, digits: string) => `=${blind(`phone:${digits}`)}`,
  person: (blind: Blind, idOrName: string) => `=${blind(`person:${idOrName}`)}`,
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

/** Whether a word is asked for by its pairs: two signs or more, in Chinese script. */
export const isPaired = (word: string): boolean => han.test(word) && [...word].length > 1;

/** What a word is found by: its pairs, and its last sign alone, which no pair begins with. */
function wordTokens(word: string): string[] {
  const last = [...word].at(-1) ?? '';
  return han.test(last) ? [...pairsOf(word), last] : pairsOf(word);
}

const textTokens = (text: string): string[] => wordsOf(text).flatMap(wordTokens);

const beginningsOf = (text: string): string[] => [...text].map((_, last, signs) => signs.slice(0, last + 1).join(''));

/** A personal token under hashes. A pair is asked for whole or by its first sign, any other token from any beginning. */
function secretTokens(token: string, blind: Blind): string[] {
  const starts = isPaired(token) ? beginningsOf(token).slice(0, 1) : beginningsOf(token);
  return [...starts.map((start) => secret.start(blind, start)), secret.whole(blind, token)];
}

/** The fewest last digits of a phone that are asked for. */
export const shortestTail = 3;

function phoneTokens(phone: string, blind: Blind): string[] {
  const digits = phone.replace(/\D/gu, '');
  const tails = Array.from({ length: Math.max(digits.length - shortestTail + 1, 0) }, (_, n) => digits.slice(n));
  return [...tails.map((tail) => secret.tail(blind, tail)), secret.phone(blind, digits)];
}

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

/** The other rooms of a thing over several flats: it is found from each, and stands in one. */
function partySeats({ fields }: Searchable, seat: Seat): Seat[] {
  const rooms = listOf(fields.parties).flatMap(({ room }) => (typeof room === 'string' ? [parseRoomCode(room)] : []));
  return rooms.map((room) => ({ ...room, building: seat.building, label: '' }));
}

/** A text that a record is found by, and the field it stands in. A name is found by its initials as well. */
interface Wording {
  field: string;
  text: string;
  named: boolean;
}

function wordingsIn({ type, fields }: Searchable): Wording[] {
  const named = ['contactName', 'name', 'leader', 'neighborhood'].map((field) => ({ field, text: textOf(fields[field]), named: true }));
  const lists = type === 'team' ? ['parties', 'members'] : ['parties'];
  const listed = lists.flatMap((field) => listOf(fields[field]).map(({ name }) => ({ field, text: textOf(name), named: true })));
  const aliases = Array.isArray(fields.aliases) ? fields.aliases.map(textOf) : [];
  const said = ['label', 'positionLabel', 'note'].map((field) => ({ field, text: textOf(fields[field]), named: false }));
  return [...listed, ...named, ...said, ...aliases.map((text) => ({ field: 'aliases', text, named: false }))];
}

function wordingTokens({ field, text, named }: Wording, type: RecordType, reading: Reading, blind: Blind): string[] {
  if (text === '') return [];
  const tokens = [...textTokens(text), ...(named ? [plain(reading.initialsOf(text))] : [])].filter((token) => token !== '');
  return isPersonal(type, field) ? tokens.flatMap((token) => secretTokens(token, blind)) : tokens;
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

function facetTokens(record: Searchable, day: string | null, blind: Blind): string[] {
  const { type, fields } = record;
  const status = textOf(fields.status);
  const kind = textOf(fields.kind) || textOf(fields.type);
  return [
    mark.state(type, status),
    ...(kind === '' ? [] : [mark.kind(type, kind, status)]),
    ...(typeof fields.zone === 'string' ? [mark.zone(fields.zone)] : []),
    ...(typeof fields.team === 'string' ? [mark.team(fields.team)] : []),
    ...workersIn(record).map((who) => secret.person(blind, who)),
    ...(day === null ? [] : [mark.day(day)]),
    ...(record.openConflicts > 0 ? [mark.conflict] : []),
  ];
}

/** Whether a record is in the index at all: it is there, and has a page to open. */
export const isFindable = ({ type, deleted }: Pick<Searchable, 'type' | 'deleted'>): boolean =>
  !deleted && (findableTypes as readonly RecordType[]).includes(type);

/** What a record is found by, all that is personal of it hashed; undefined where it is gone or has no page to open. */
export function findSearchEntry(record: Searchable, reading: Reading, blind: Blind): SearchEntry | undefined {
  const { type, id, fields } = record;
  const findable = findableTypes.find((one) => one === type);
  if (findable === undefined || record.deleted) return undefined;
  const seat = seatOf(record);
  const day = dayIn(record, reading);
  const tokens = [
    ...facetTokens(record, day, blind),
    ...(seat === null
      ? []
      : [mark.standing(seat.building, type, textOf(fields.status)), ...[seat, ...partySeats(record, seat)].flatMap(seatTokens)]),
    ...[fields.code, fields.no].flatMap((code) => codeTokens(textOf(code))),
    ...(typeof fields.phone === 'string' ? phoneTokens(fields.phone, blind) : []),
    ...wordingsIn(record).flatMap((wording) => wordingTokens(wording, type, reading, blind)),
  ];
  return { id, type: findable, building: seat?.building ?? null, day, tokens: [...new Set(tokens)].filter((token) => token !== '') };
}
