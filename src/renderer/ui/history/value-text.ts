import { fieldWords, findCodeWord } from '#domain/field-words.ts';
import type { RecordType } from '#domain/identity.ts';
import type { Json } from '#domain/mutation.ts';
import { photoStageWords, type Word } from '#domain/words.ts';

/** How a value is said: the language, this machine's time, and what a household's name and phone look like to this person. */
export interface Saying {
  say(word: Word): string;
  time(instant: string): string;
  name(full: string): string;
  phone(full: string): string;
  /** The name of somebody who works on this device; undefined for any other id. */
  person(id: string): string | undefined;
  list(parts: readonly string[]): string;
  clauses(parts: readonly string[]): string;
}

const nothing: Word = { zh: '空', en: 'empty' };
const yes: Word = { zh: '是', en: 'yes' };
const no: Word = { zh: '否', en: 'no' };

/** Numbers of machines, not of people: they are left out. */
const silent: ReadonlySet<string> = new Set(['sha256', 'picture', 'user', 'policy', 'id', 'video']);
/** Whose `name` is a household's, and who else is named by hand: masked like any contact. */
const householdParts: ReadonlySet<string> = new Set(['signer', 'signature', 'parties']);
const householdNames: ReadonlySet<string> = new Set(['contactName', 'receiver', 'refuser', 'witness']);

const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/;
const recordId = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

const isObject = (value: Json): value is Record<string, Json> => typeof value === 'object' && value !== null && !Array.isArray(value);
/** Whether there is nothing to say of a value. */
export const isEmpty = (value: Json | undefined): boolean =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);

/** What a field is called: some are called otherwise in a record of a type, or inside another field. */
export function fieldText(field: string, { say }: Pick<Saying, 'say'>, within = ''): string {
  const name = [`${within}.${field}`, field].find((one) => Object.hasOwn(fieldWords, one));
  const word = name === undefined ? undefined : fieldWords[name];
  return word === undefined ? field : say(word);
}

/** A field's value in words: codes as the trade says them, photos counted by stage, what lies inside named part by part. */
export function valueText(type: RecordType, field: string, value: Json | undefined, saying: Saying, within = ''): string {
  const { say } = saying;
  if (value === undefined || isEmpty(value)) return say(nothing);
  if (typeof value === 'boolean') return say(value ? yes : no);
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return stringText(type, field, value, saying, within);
  if (Array.isArray(value))
    return field === 'photos' ? photosText(value, saying) : saying.list(value.map((one) => partText(type, field, one, saying)));
  return isObject(value) ? partText(type, field, value, saying, within) : '';
}

function stringText(type: RecordType, field: string, value: string, saying: Saying, within: string): string {
  if (field === 'phone') return saying.phone(value);
  if (householdNames.has(field) || (field === 'name' && householdParts.has(within))) return saying.name(value);
  const word = findCodeWord(type, field, value);
  if (word !== undefined) return saying.say(word);
  if (instant.test(value)) return saying.time(value);
  return recordId.test(value) ? (saying.person(value) ?? value.slice(-6)) : value;
}

const rank = new Map(Object.keys(fieldWords).map((name, index) => [name, index]));
const rankOf = (name: string) => rank.get(name) ?? rank.size;

/** `送达方式 直接送达；收件人 王*`; a person of the works is their name. In one order, whichever side a value comes from: a database keeps its own. */
function partText(type: RecordType, field: string, value: Json, saying: Saying, within = ''): string {
  if (!isObject(value)) return valueText(type, field, value, saying);
  if ('user' in value && typeof value.name === 'string') return value.name;
  const parts = Object.entries(value).filter(([name, part]) => !silent.has(name) && !isEmpty(part));
  const told = parts
    .toSorted(([a], [b]) => rankOf(a) - rankOf(b))
    .map(([name, part]) => `${fieldText(name, saying, field)} ${valueText(type, name, part, saying, field)}`);
  return within === '' ? saying.clauses(told) : saying.list(told);
}

/** `拆前 2、拆后 1` */
function photosText(photos: readonly Json[], { say, list }: Saying): string {
  const stages = photos.filter(isObject).map(({ stage }) => stage);
  const counts = Object.entries(photoStageWords).map(([stage, word]) => [word, stages.filter((one) => one === stage).length] as const);
  return list(counts.filter(([, count]) => count > 0).map(([word, count]) => `${say(word)} ${count}`));
}
