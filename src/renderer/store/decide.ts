import type { HeldLine } from '#contract/hold.ts';
import type { Json, MutationDraft } from '#domain/mutation.ts';
import type { HoldVerdict } from '#domain/verdict.ts';
import type { Desk } from './desk.ts';
import type { HoldEntry } from './rows.ts';
import { authorshipOf, inTurn, Refusal, saveDrafts } from './save.ts';

type Decision = Pick<MutationDraft, 'set' | 'seen' | 'conflict' | 'verdict'>;

/** A decision is about the record of the change that waits. */
function draftOf(desk: Desk, { type, id }: Pick<MutationDraft, 'type' | 'id'>, decision: Decision): MutationDraft {
  return {
    ...{ uid: desk.source.newId(), g: null, op: 'resolve', type, id, base: { rev: 0 }, photos: { add: [], remove: [] } },
    ...decision,
    ...authorshipOf(desk),
  };
}

/**
 * Chooses a value for each field of one conflict: `chosen` by field; the server's values as they were shown go with it, so that one that moved
 * reopens instead of being overwritten [P2].
 * @throws Refusal, with nothing journaled, where a rule refuses the choice; Failure as `saveChanges`
 */
export async function chooseValues(desk: Desk, line: HeldLine, chosen: Record<string, Json>, reason: string): Promise<void> {
  if (line.conflict === null) throw new Refusal('NO_CONFLICT');
  const entries = Object.entries(line.fields);
  const draft = draftOf(desk, line.mutation, {
    set: Object.fromEntries(entries.flatMap(([field, { server }]) => setOf(field, server, chosen[field]))),
    seen: Object.fromEntries(entries.map(([field, { server }]) => [field, server])),
    conflict: line.conflict,
    verdict: { kind: 'choose', reason },
  });
  await inTurn(desk.db, () => saveDrafts(desk, [draft]));
}

/** A field that nobody chose for is left out, and refuses the whole choice [SCHEMA]. */
const setOf = (field: string, old: Json, wanted: Json | undefined) =>
  wanted === undefined ? [] : [[field, { old, new: wanted }] as const];

/** Says what becomes of a hold, whole. @throws Refusal, with nothing journaled; Failure as `saveChanges` */
export async function decideHold(desk: Desk, hold: Pick<HoldEntry, 'id' | 'lines'>, verdict: HoldVerdict): Promise<void> {
  const [first] = hold.lines;
  if (first === undefined) throw new Refusal('NO_CONFLICT');
  const draft = draftOf(desk, first.mutation, { set: {}, seen: {}, conflict: hold.id, verdict });
  await inTurn(desk.db, () => saveDrafts(desk, [draft]));
}
