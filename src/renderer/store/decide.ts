import type { HeldLine } from '#contract/hold.ts';
import type { Json, MutationDraft } from '#domain/mutation.ts';
import { mayResolveInBulk } from '#domain/resolve.ts';
import type { RuleId } from '#domain/rule.ts';
import type { HoldVerdict } from '#domain/verdict.ts';
import type { Desk } from './desk.ts';
import { Refusal } from './refusal.ts';
import type { HoldEntry } from './rows.ts';
import { authorshipOf, findRefusal, inTurn, saveDrafts } from './save.ts';

type Decision = Pick<MutationDraft, 'set' | 'seen' | 'conflict' | 'verdict'>;

/** A decision is about the record of the change that waits. */
function draftOf(
  desk: Desk,
  { type, id }: Pick<MutationDraft, 'type' | 'id'>,
  decision: Decision,
  uid = desk.source.newId(),
): MutationDraft {
  return {
    ...{ uid, g: null, op: 'resolve', type, id, base: { rev: 0 }, photos: { add: [], remove: [] } },
    ...decision,
    ...authorshipOf(desk),
  };
}

/** A choice for each field of one conflict: the server's values as they were shown go with it [P2]. @throws Refusal where there is no conflict */
function choiceOf(desk: Desk, line: HeldLine, chosen: Chosen, reason: string, uid?: string): MutationDraft {
  if (line.conflict === null) throw new Refusal('NO_CONFLICT');
  const entries = Object.entries(line.fields);
  const decision: Decision = {
    set: Object.fromEntries(entries.flatMap(([field, { server }]) => setOf(field, server, chosen[field]))),
    seen: Object.fromEntries(entries.map(([field, { server }]) => [field, server])),
    conflict: line.conflict,
    verdict: { kind: 'choose', reason },
  };
  return draftOf(desk, line.mutation, decision, uid);
}

/** A value for each field, by its name. */
type Chosen = Readonly<Record<string, Json>>;

/** A field that nobody chose for is left out, and refuses the whole choice [SCHEMA]. */
const setOf = (field: string, old: Json, wanted: Json | undefined) =>
  wanted === undefined ? [] : [[field, { old, new: wanted }] as const];

/** The rule that would refuse this choice now; undefined where it may be made. */
export function findChoiceRefusal(desk: Desk, line: HeldLine, chosen: Chosen): Promise<RuleId | undefined> {
  return findRefusal(desk, [choiceOf(desk, line, chosen, '')]);
}

/**
 * Chooses a value for each field of one conflict: `chosen` by field; the server's values as they were shown go with it, so that one that moved
 * reopens instead of being overwritten [P2]. `uid` is the draft's that this settles.
 * @throws Refusal, with nothing journaled, where a rule refuses the choice; Failure as `saveChanges`
 */
export async function chooseValues(desk: Desk, line: HeldLine, chosen: Chosen, reason: string, uid?: string): Promise<void> {
  const draft = choiceOf(desk, line, chosen, reason, uid);
  await inTurn(desk.db, () => saveDrafts(desk, [draft]));
}

/**
 * Chooses for many conflicts of plain fields at a time, each by itself: one that a rule refuses, or that is no such conflict, keeps no other from being
 * chosen. Answers how many were, and those that were not with why. @throws Failure as `saveChanges`; what was chosen before stands
 */
export async function chooseMany(
  desk: Desk,
  choices: readonly { line: HeldLine; chosen: Chosen }[],
  reason: string,
): Promise<{ done: number; refused: RuleId[] }> {
  const refused: RuleId[] = [];
  let done = 0;
  for (const { line, chosen } of choices) {
    try {
      if (!mayResolveInBulk({ rule: line.rule as RuleId })) throw new Refusal('RESOLVE_ALONE');
      await chooseValues(desk, line, chosen, reason);
      done += 1;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      refused.push(error.rule);
    }
  }
  return { done, refused };
}

/** Says what becomes of a hold, whole. `uid` is the draft's that this settles. @throws Refusal, with nothing journaled; Failure as `saveChanges` */
export async function decideHold(desk: Desk, hold: Pick<HoldEntry, 'id' | 'lines'>, verdict: HoldVerdict, uid?: string): Promise<void> {
  const [first] = hold.lines;
  if (first === undefined) throw new Refusal('NO_CONFLICT');
  const draft = draftOf(desk, first.mutation, { set: {}, seen: {}, conflict: hold.id, verdict }, uid);
  await inTurn(desk.db, () => saveDrafts(desk, [draft]));
}
