import { mayCreate } from '#domain/authority.ts';
import { type EntitlementEvent, entitlementMachine, returnedType } from '#domain/entitlement.ts';
import type { User } from '#domain/identity.ts';
import { findTypePolicy, type Policy, type TypePolicy } from '#domain/policy.ts';
import { offered } from '#domain/state.ts';
import type { RecordOf } from '../../store/records.ts';
import { isShort } from '../owed/steps.ts';

type Line = RecordOf<'entitlement'>;
type Piece = RecordOf<'replacement'>;

/** What is done to many lines of a batch at once. */
export const batchSteps = ['confirm', 'order', 'install', 'accept', 'cancelOrder'] as const satisfies readonly EntitlementEvent[];
export type BatchStep = (typeof batchSteps)[number];

/** Why a line is left out of a step: it is named, and the rest goes on. */
export type Why = 'state' | 'policy' | 'short' | 'evidence' | 'unsigned';

export interface LeftOut {
  line: Line;
  why: Why;
  /** What exactly is missing, in words. */
  missing?: string;
}

export interface Plan {
  ready: Line[];
  leftOut: LeftOut[];
}

export interface PlanFacts {
  user: User;
  policies: ReadonlyMap<string, Policy>;
  pieces: ReadonlyMap<string, Piece>;
}

/** What the frozen policy says of the type that comes back for a line; undefined where this device does not have that policy. */
export function typePolicyOf(line: Line, policies: ReadonlyMap<string, Policy>): TypePolicy | undefined {
  const policy = policies.get(line.fields.policy.id);
  return policy && findTypePolicy(policy, returnedType(line.fields));
}

/** What is neither put back nor ended otherwise may leave its batch; what is ordered does by cancelling that. */
const staying = ['open', 'confirmed', 'rework'] as const satisfies Line['fields']['status'][];

/** Whether a person may take this step with a line as it stands. 退单 is open to lines that were never ordered too: they only leave. */
function mayStep(step: BatchStep, { fields }: Line, user: User): boolean {
  if (offered(entitlementMachine, fields, user).includes(step)) return true;
  return step === 'cancelOrder' && staying.some((status) => status === fields.status) && mayCreate('returnBatch', user);
}

function reasonAgainst(step: BatchStep, line: Line, { user, policies, pieces }: PlanFacts): Why | undefined {
  if (!mayStep(step, line, user)) return 'state';
  if (step === 'order' || step === 'cancelOrder') return undefined;
  const type = typePolicyOf(line, policies);
  if (type === undefined) return 'policy';
  if (step !== 'accept') return undefined;
  const piece = pieces.get(line.fields.replacement ?? '');
  return piece === undefined || isShort(line.fields, piece.fields, type) ? 'short' : undefined;
}

/** Which of some lines a person can take this step with at once. What needs more than the others (a signed reason [C5]) is done by itself. */
export function planStep(step: BatchStep, lines: readonly Line[], facts: PlanFacts): Plan {
  const judged = lines.map((line) => ({ line, why: reasonAgainst(step, line, facts) }));
  return {
    ready: judged.filter(({ why }) => why === undefined).map(({ line }) => line),
    leftOut: judged.flatMap(({ line, why }) => (why === undefined ? [] : [{ line, why }])),
  };
}

/** The steps that some of these lines are ready for: what the bar above the grid offers. */
export function stepsFor(lines: readonly Line[], user: User): BatchStep[] {
  return batchSteps.filter((step) => lines.some((line) => mayStep(step, line, user)));
}
