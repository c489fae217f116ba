import type { Role, User } from './identity.ts';
import type { RuleId } from './rule.ts';

/** What a transition needs to know besides the record: who acts, and what else is recorded about it. */
export interface ActContext {
  user: User;
  /** How many units of this record removals account for, this one's included. */
  removedQty: number;
}

export type Transition<R> = { ok: true; record: R } | { ok: false; rule: RuleId };

/** One arrow of a state machine: where it may start, where it ends, who may take it and what must be on the record by then. */
export interface Step<R extends { status: string }> {
  from: readonly R['status'][];
  to: R['status'];
  roles: readonly Role[];
  /** Undefined where the evidence is complete; otherwise the rule it breaks. */
  missing?: (after: R, context: ActContext) => RuleId | undefined;
}

export type Machine<R extends { status: string }, E extends string> = Readonly<Record<E, Step<R>>>;

function refusal<R extends { status: string }>(step: Step<R>, after: R, context: ActContext): RuleId | undefined {
  if (!context.user.roles.some((role) => step.roles.includes(role))) return 'ROLE';
  return step.missing?.(after, context);
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
  if (!step.from.includes(record.status)) return { ok: false, rule: 'STATE' };
  const after = { ...record, ...evidence, status: step.to };
  const rule = refusal(step, after, context);
  return rule === undefined ? { ok: true, record: after } : { ok: false, rule };
}

/** The events a person may take from here, whatever evidence they still have to give. What a screen offers. */
export function offered<R extends { status: string }, E extends string>(machine: Machine<R, E>, record: R, user: User): E[] {
  return (Object.keys(machine) as E[]).filter(
    (event) => machine[event].from.includes(record.status) && user.roles.some((role) => machine[event].roles.includes(role)),
  );
}

/** The server's re-check of a state change that arrived as values: undefined where some step allows it, else the rule that refuses it. */
export function recheck<R extends { status: string }, E extends string>(
  machine: Machine<R, E>,
  before: R,
  after: R,
  context: ActContext,
): RuleId | undefined {
  const steps = (Object.values(machine) as Step<R>[]).filter((step) => step.from.includes(before.status) && step.to === after.status);
  if (steps.length === 0) return 'STATE';
  const refusals = steps.map((step) => refusal(step, after, context));
  return refusals.includes(undefined) ? undefined : refusals[0];
}
