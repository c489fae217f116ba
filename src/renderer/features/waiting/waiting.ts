import type { HeldLine, HoldNote } from '#contract/hold.ts';
import type { User } from '#domain/identity.ts';
import type { Json } from '#domain/mutation.ts';
import type { RuleId } from '#domain/rule.ts';
import type { HoldVerdict } from '#domain/verdict.ts';
import type { HoldEntry } from '../../store/rows.ts';

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
export type Sides = Readonly<Record<string, Side>>;

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
export function valuesOf(questions: readonly Question[], sides: Sides): Record<string, Json> {
  return Object.fromEntries(
    questions.flatMap(({ key, line, field }) => {
      const [side, values] = [sides[key], line.fields[field]];
      return side === undefined || values === undefined ? [] : [[field, values[side]] as const];
    }),
  );
}

/** What a release puts over the changes of a hold: the value chosen, and the server's that was seen, so that one that moved is not overwritten [P2]. */
export function amendOf(questions: readonly Question[], sides: Sides): Extract<HoldVerdict, { kind: 'release' }>['amend'] {
  const amend: Extract<HoldVerdict, { kind: 'release' }>['amend'] = {};
  for (const { key, line, field } of questions) {
    const [side, values] = [sides[key], line.fields[field]];
    if (side === undefined || values === undefined) continue;
    amend[line.mutation.uid] = { ...amend[line.mutation.uid], [field]: { old: values.server, new: values[side] } };
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
