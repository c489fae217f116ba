import { Removal } from './entitlement.ts';
import type { RecordId, RecordType, User } from './identity.ts';
import { Operation, openOperationStates } from './operation.ts';
import { type FixtureType, isEligible, Policy, type PolicyRef } from './policy.ts';
import type { MergeRecord, Surroundings } from './record.ts';

/** A change as a rule sees it: the record before (undefined when new), the record it would be, who acts, and what stands beside it. */
export interface Change {
  before: MergeRecord | undefined;
  after: MergeRecord;
  user: User;
  around: Surroundings;
}

/** A record that has not been deleted. */
export function living(around: Surroundings, type: RecordType, id: RecordId): MergeRecord | undefined {
  const record = around.record(type, id);
  return record?.deleted ? undefined : record;
}

/** The policy that a record names, where it is known and is that version. */
export function livingPolicy(around: Surroundings, ref: PolicyRef | null | undefined): Policy | undefined {
  const record = ref ? living(around, 'policy', ref.id) : undefined;
  const policy = record && Policy.parse(record.fields);
  return policy?.version === ref?.version ? policy : undefined;
}

/** Whether an operation still holds its targets [O2]. */
export function isOpenOperation(id: RecordId, around: Surroundings): boolean {
  const record = living(around, 'operation', id);
  return record !== undefined && openOperationStates.includes(Operation.parse(record.fields).status);
}

export function eligible(policy: Policy | undefined, type: FixtureType, side: Parameters<typeof isEligible>[2]): boolean {
  return policy !== undefined && isEligible(policy, type, side);
}

/** Units of a target that removals account for. */
export function removedQty(target: RecordId, around: Surroundings): number {
  return around.children('removal', 'target', target).reduce((sum, removal) => sum + Removal.parse(removal.fields).qty, 0);
}
