import type { ZodType } from 'zod';
import type { HeldLine, HoldNote } from '#contract/hold.ts';
import { findCodeWord } from '#domain/field-words.ts';
import type { User } from '#domain/identity.ts';
import { sameJson } from '#domain/json.ts';
import { kinds } from '#domain/kinds.ts';
import type { Json } from '#domain/mutation.ts';
import { mayResolveInBulk } from '#domain/resolve.ts';
import type { RuleId } from '#domain/rule.ts';
import type { HoldVerdict } from '#domain/verdict.ts';
import type { HoldEntry } from '../../store/rows.ts';
import { isEmpty } from '../../ui/history/value-text.ts';

export const holdKinds = ['conflict', 'quarantine', 'group', 'double'] as const;
export type HoldKind = (typeof holdKinds)[number];

/** Rules that say: it is recorded already. */
const doubles: ReadonlySet<string> = new Set<RuleId>([
  'UID_CLASH',
  'ID_TAKEN',
  'ADDRESS_TAKEN',
  'C2',
  'O2',
  'BATCH_TWICE',
  'PROJECT_TWICE',
]);

/** What a hold is to people: all of one save, something recorded twice, two values of a field, or what a rule does not let in. */
export function kindOf({ lines }: Pick<HoldEntry, 'lines'>): HoldKind {
  if (lines.some(({ mutation }) => mutation.g !== null)) return 'group';
  if (lines.some(({ rule }) => doubles.has(rule))) return 'double';
  return lines.some(({ conflict }) => conflict !== null) ? 'conflict' : 'quarantine';
}

/** What a save is about: a photo comes with what it is of. */
export function mainLine<L extends Pick<HeldLine, 'mutation'>>(lines: readonly L[]): L | undefined {
  return lines.find(({ mutation }) => mutation.type !== 'photo') ?? lines[0];
}

/** The line whose values are chosen by themselves; of a group nothing is, it goes in whole or not at all. */
export function chosenAlone({ lines }: Pick<HoldEntry, 'lines'>): HeldLine | undefined {
  const [line] = lines;
  if (line === undefined || lines.length > 1 || line.mutation.g !== null || line.conflict === null) return undefined;
  return Object.keys(line.fields).length > 0 ? line : undefined;
}

/** A field that asks for a choice, under the name its form has for it. */
export interface Question {
  key: string;
  line: HeldLine;
  field: string;
}

export type Side = 'server' | 'device';
/** What was chosen for a question: one of the two values, or a third, as the record will have it. */
export type Answer = Side | { other: Json };
export type Answers = Readonly<Record<string, Answer>>;

/** What kind of third value a person may type: a number or words, where both sides are such; undefined where only one of them is chosen. */
export function freeKind({ line, field }: Question): 'number' | 'words' | undefined {
  const values = line.fields[field];
  if (values === undefined) return undefined;
  const sides = [values.server, values.device].filter((value) => value !== null);
  if (sides.length === 0) return undefined;
  if (sides.every((value) => typeof value === 'number')) return 'number';
  const isWords = (value: Json) =>
    typeof value === 'string' && findCodeWord(line.mutation.type, field, value) === undefined && !machineText.test(value);
  return sides.every(isWords) ? 'words' : undefined;
}

/** Days, moments and ids are no words that somebody types. */
const machineText = /^(?:\d{4}-\d{2}-\d{2}|[0-9a-f]{8}-[0-9a-f]{4}-|[0-9a-f]{64}$)/;

/** A third value as it was typed, read as its field is; undefined where the field does not take it. */
export function readTyped(question: Question, typed: string): { other: Json } | undefined {
  const kind = freeKind(question);
  const text = typed.normalize('NFKC').trim();
  if (kind === undefined || text === '') return undefined;
  const value = kind === 'number' ? Number(text) : text;
  const shape: Readonly<Record<string, ZodType | undefined>> = kinds[question.line.mutation.type].fields.shape;
  return shape[question.field]?.safeParse(value).success === true ? { other: value } : undefined;
}

/** More fields than this are not tried in every combination. */
const mostTried = 4;

/** Every way to choose between the two values of each question: one by one they may be refused where together they are not. */
export function waysToChoose(questions: readonly Question[]): Record<string, Side>[] {
  if (questions.length > mostTried) return [];
  return questions.reduce<Record<string, Side>[]>(
    (ways, { key }) =>
      ways.flatMap((way) => [
        { ...way, [key]: 'server' as const },
        { ...way, [key]: 'device' as const },
      ]),
    [{}],
  );
}

/** A way to choose, and the rule that refuses it. */
export interface Judged {
  way: Readonly<Record<string, Side>>;
  rule: RuleId | undefined;
}

/** The rule that refuses one side of a question whatever else is chosen; undefined where some choice with it may be made. */
export function refusedSide(judged: readonly Judged[], key: string, side: Side): RuleId | undefined {
  const having = judged.filter(({ way }) => way[key] === side);
  return having.every(({ rule }) => rule !== undefined) ? having.at(-1)?.rule : undefined;
}

/** The rule that refuses what is chosen now; undefined where it may be made, is not whole yet, or was not tried. */
export function refusedWay(judged: readonly Judged[], answers: Readonly<Record<string, unknown>>): RuleId | undefined {
  return judged.find(({ way }) => Object.entries(way).every(([key, side]) => answers[key] === side))?.rule;
}

function answerValue({ line, field }: Question, answer: Answer | undefined): Json | undefined {
  if (answer === undefined) return undefined;
  return typeof answer === 'string' ? line.fields[field]?.[answer] : answer.other;
}

/** Conflicts of plain fields that may be chosen many at a time: never a broken rule, never one of a group, none that was decided here. */
export function plainConflicts<H extends Pick<HoldEntry, 'lines'> & { said: boolean }>(holds: readonly H[]): { hold: H; line: HeldLine }[] {
  return holds.flatMap((hold) => {
    const line = hold.said ? undefined : chosenAlone(hold);
    return line !== undefined && mayResolveInBulk({ rule: line.rule as RuleId }) ? [{ hold, line }] : [];
  });
}

/** Every field that was written differently on two sides, in the order of the changes. Of a broken rule in a group there is nothing to choose. */
export function questionsOf(hold: Pick<HoldEntry, 'lines'>): Question[] {
  const alone = chosenAlone(hold) !== undefined;
  return hold.lines.flatMap((line, index) =>
    alone || (line.rule === 'FIELD' && mayBeAmended(line))
      ? Object.keys(line.fields).map((field) => ({ key: `${index}-${field}`, line, field }))
      : [],
  );
}

const mayBeAmended = ({ mutation }: HeldLine) => mutation.op === 'create' || mutation.op === 'patch';

/** The values of one conflict as chosen, by field. */
export function valuesOf(questions: readonly Question[], answers: Answers): Record<string, Json> {
  return Object.fromEntries(
    questions.flatMap((question) => {
      const value = answerValue(question, answers[question.key]);
      return value === undefined ? [] : [[question.field, value] as const];
    }),
  );
}

/** What a release puts over the changes of a hold: the value chosen, and the server's that was seen, so that one that moved is not overwritten [P2]. */
export function amendOf(questions: readonly Question[], answers: Answers): Extract<HoldVerdict, { kind: 'release' }>['amend'] {
  const amend: Extract<HoldVerdict, { kind: 'release' }>['amend'] = {};
  for (const question of questions) {
    const { key, line, field } = question;
    const [value, values] = [answerValue(question, answers[key]), line.fields[field]];
    if (value === undefined || values === undefined) continue;
    amend[line.mutation.uid] = { ...amend[line.mutation.uid], [field]: { old: values.server, new: value } };
  }
  return amend;
}

type Asked = Extract<HoldNote, { kind: 'return' }>;

/** What this person was asked to look at again and has not answered yet; undefined where it is not theirs to answer. */
export function askedOf(
  { open, assignee, notes }: Pick<HoldEntry, 'open' | 'assignee' | 'notes'>,
  user: Pick<User, 'id'>,
): Asked | undefined {
  if (open === 0 || assignee !== user.id) return undefined;
  const last = notes.findLast(({ kind }) => kind !== 'reopened');
  return last?.kind === 'return' && last.to === user.id ? last : undefined;
}

/** Whom it may be given back to: who wrote it first, then the people of this desk. */
export function peopleFor({ lines }: Pick<HoldEntry, 'lines'>, users: readonly User[]): User[] {
  const authors = lines.flatMap(({ author }) => (author === null ? [] : [author]));
  return [...new Map([...authors, ...users].map((person) => [person.id, person])).values()];
}

/** Of a photo, what is a machine's matter: nobody decides by it. */
const ofMachines: ReadonlySet<string> = new Set([
  'sha256',
  'bytes',
  'width',
  'height',
  'mime',
  'capturedSource',
  'clockOffsetMs',
  'deviceId',
  'takenBy',
  'links',
]);

/**
 * What a change would write, as people read it: beside it a change carries what its author saw in the rest of the group, and something new every
 * field, also those that are empty.
 */
export function writtenOf({ type, set }: Pick<HeldLine['mutation'], 'type' | 'set'>): [string, Json][] {
  return Object.entries(set)
    .filter(
      ([field, { old, new: value }]) =>
        !sameJson(old, value) && !(isEmpty(old) && isEmpty(value)) && !(type === 'photo' && ofMachines.has(field)),
    )
    .map(([field, { new: value }]) => [field, value]);
}
