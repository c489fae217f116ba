import type { FieldChange } from './field-change.ts';
import type { User, UserId } from './identity.ts';
import { sameJson } from './json.ts';
import { kinds } from './kinds.ts';
import { type MutationDraft, verdictOf } from './mutation.ts';
import type { RuleId } from './rule.ts';
import type { HoldVerdict } from './verdict.ts';

/** A change that was not applied, with who wrote it as they are known now. */
export interface HeldMember<M extends MutationDraft = MutationDraft> {
  mutation: M;
  author: User | undefined;
}

/** What waits for one decision: one change, or all of one group. */
export interface Hold<M extends MutationDraft = MutationDraft> {
  id: string;
  open: boolean;
  members: readonly HeldMember<M>[];
  /** Whom it was given back to, to look again. */
  assignee: UserId | undefined;
}

const decides = ({ roles }: Pick<User, 'roles'>) => roles.some((role) => role === 'clerk' || role === 'reviewer');

/** Whether this person may decide it: clerk and reviewer, and of one given back to them, anybody what they found. */
export function maySay({ kind }: Pick<HoldVerdict, 'kind'>, hold: Pick<Hold, 'assignee'>, user: Pick<User, 'id' | 'roles'>): boolean {
  return decides(user) || (kind === 'answer' && user.id === hold.assignee);
}

/** The rule that refuses a verdict whatever the records have come to; undefined where it may be tried. */
export function verdictRule(mutation: MutationDraft, verdict: HoldVerdict, hold: Hold | undefined, user: User): RuleId | undefined {
  if (hold === undefined || (hold.open && !hold.members.some((member) => isOf(mutation, member.mutation)))) return 'NO_CONFLICT';
  if (!maySay(verdict, hold, user)) return 'ROLE';
  if (mutation.g !== null) return 'RESOLVE_ALONE';
  const amended =
    verdict.kind !== 'release' || !hold.open || Object.entries(verdict.amend).every(([uid, change]) => mayAmend(hold, uid, change));
  return amended && Object.keys(mutation.set).length === 0 ? undefined : 'SCHEMA';
}

const isOf = (one: MutationDraft, other: MutationDraft) => one.type === other.type && one.id === other.id;

/** Only what makes or changes fields has fields to put right, and only those that its kind knows. */
function mayAmend({ members }: Hold, uid: string, change: Record<string, FieldChange>): boolean {
  const mutation = members.find((member) => member.mutation.uid === uid)?.mutation;
  if (mutation === undefined || (mutation.op !== 'create' && mutation.op !== 'patch')) return false;
  return Object.keys(change).every((field) => field in kinds[mutation.type].fields.shape);
}

/**
 * A held change as it is judged once it is released, and whose act that is: its author's, unless a value was put into it that is neither theirs
 * nor what the server had: then theirs who put it there, with the roles of that person.
 */
export function releasedAs<M extends MutationDraft>(
  { mutation, author }: HeldMember<M>,
  amend: Readonly<Record<string, FieldChange>> | undefined,
  decider: User,
): HeldMember<M> {
  if (amend === undefined) return { mutation, author };
  const third = Object.entries(amend).some(
    ([field, change]) => !sameJson(change.new, mutation.set[field]?.new) && !sameJson(change.new, change.old),
  );
  return { mutation: { ...mutation, set: { ...mutation.set, ...amend } }, author: third ? decider : author };
}

/**
 * Whether a change that was not applied waits for a person. A resolution that left its conflict open, and a verdict that failed, do not: what they
 * were about still waits.
 */
export function isHeld(mutation: MutationDraft, { outcome, conflictId }: { outcome: string; conflictId?: string | undefined }): boolean {
  if (outcome !== 'conflict' && outcome !== 'quarantined') return false;
  if (mutation.op !== 'resolve') return true;
  return verdictOf(mutation) === undefined && !(outcome === 'conflict' && conflictId === mutation.conflict);
}
