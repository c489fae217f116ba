import type { Role, User } from './identity.ts';
import { sameJson } from './json.ts';
import type { Json } from './mutation.ts';
import type { RuleId } from './rule.ts';

/** What a transition needs to know besides the record: who acts, and what else is recorded about it. */
export interface ActContext {
  user: User;
  /** How many units of this record removals account for, this one's included. */
  removedQty: number;
  /** How many units of this record its two parts account for, where it was split. */
  partsQty?: number;
  /** How many must determine [D2], and of which authority, by the policy in force and by the one that a determination names. */
  determiners?: number;
  authorities?: readonly string[];
}

export type Transition<R> = { ok: true; record: R } | { ok: false; rule: RuleId };

/** One arrow of a state machine: where it may start, where it ends, who may take it and what must be on the record by then. */
export interface Step<R extends { status: string }> {
  from: readonly R['status'][];
  /** What the record must have come to besides its state; absent: nothing more. */
  when?: (before: R) => boolean;
  /** A state; or, for a step back out of a side state, the one that the record remembers. */
  to: R['status'] | ((before: R) => R['status'] | undefined);
  roles: readonly Role[];
  /** The fields that this step writes besides the state. What is some step's evidence is written by no other way. */
  evidence?: readonly (keyof R & string)[];
  /** Undefined where the evidence is complete; otherwise the rule it breaks. */
  missing?: (after: R, context: ActContext, before: R) => RuleId | undefined;
}

export type Machine<R extends { status: string }, E extends string> = Readonly<Record<E, Step<R>>>;

function starts<R extends { status: string }>({ from, when }: Step<R>, before: R): boolean {
  return from.includes(before.status) && (when?.(before) ?? true);
}

function endOf<R extends { status: string }>({ to }: Step<R>, before: R): R['status'] | undefined {
  return typeof to === 'function' ? to(before) : to;
}

function refusal<R extends { status: string }>(step: Step<R>, after: R, context: ActContext, before: R): RuleId | undefined {
  if (!mayTake(step, context.user)) return 'ROLE';
  return step.missing?.(after, context, before);
}

/** Takes one step: the record with the event's evidence and its new state, or the rule that refuses it. The record given is never changed. */
export function take<R extends { status: string }, E extends string>(
  machine: Machine<R, E>,
  record: R,
  event: E,
  evidence: Partial<R>,
  context: ActContext,
): Transition<R> {
  const step = machine[event];
  const status = endOf(step, record);
  if (!starts(step, record) || status === undefined) return { ok: false, rule: 'STATE' };
  const after = { ...record, ...evidence, status };
  const rule = refusal(step, after, context, record);
  return rule === undefined ? { ok: true, record: after } : { ok: false, rule };
}

/** Whether this person may ever take the step. */
export function mayTake({ roles }: { roles: readonly Role[] }, user: Pick<User, 'roles'>): boolean {
  return user.roles.some((role) => roles.includes(role));
}

/** The events a person may take from here, whatever evidence they still have to give. What a screen offers. */
export function offered<R extends { status: string }, E extends string>(machine: Machine<R, E>, record: R, user: User): E[] {
  return (Object.keys(machine) as E[]).filter((event) => starts(machine[event], record) && mayTake(machine[event], user));
}

const evidences = new WeakMap<object, readonly string[]>();

/** What some step of a machine writes. Asked of every change, and the same for ever: gathered once. */
function evidenceOf<R extends { status: string }, E extends string>(machine: Machine<R, E>): readonly (keyof R & string)[] {
  const known = evidences.get(machine) as readonly (keyof R & string)[] | undefined;
  const all = known ?? [...new Set(stepsOf(machine).flatMap((step) => step.evidence ?? []))];
  if (known === undefined) evidences.set(machine, all);
  return all;
}

const stepsOf = <R extends { status: string }, E extends string>(machine: Machine<R, E>): Step<R>[] => Object.values(machine);

/** A new record as it stands before any step of its machine: in the state given, with no step's evidence. */
export function untouched<R extends { status: string }, E extends string>(machine: Machine<R, E>, record: R, status: R['status']): R {
  const begun = { ...record, status };
  for (const field of evidenceOf(machine)) begun[field] = null as never;
  return begun;
}

/** Whether a new record stands so. */
export function isUntouched<R extends { status: string }, E extends string>(
  machine: Machine<R, E>,
  record: R,
  status: R['status'],
): boolean {
  return record.status === status && evidenceOf(machine).every((field) => (record[field] ?? null) === null);
}

/**
 * The server's re-check of a change that arrived as values: undefined where some step allows it, or where neither the state nor any
 * step's evidence changes; else the rule that refuses it.
 */
export function recheck<R extends { status: string }, E extends string>(
  machine: Machine<R, E>,
  before: R,
  after: R,
  context: ActContext,
): RuleId | undefined {
  const written = evidenceOf(machine).filter((field) => !sameJson(before[field] as Json | undefined, after[field] as Json | undefined));
  if (before.status === after.status && written.length === 0) return undefined;
  const steps = stepsOf(machine).filter(
    (step) =>
      starts(step, before) && endOf(step, before) === after.status && written.every((field) => step.evidence?.includes(field) === true),
  );
  if (steps.length === 0) return 'STATE';
  const refusals = steps.map((step) => refusal(step, after, context, before));
  return refusals.includes(undefined) ? undefined : refusals[0];
}
