import type { Day } from '#domain/identity.ts';
import { policyInForce } from '#domain/policy.ts';
import type { RecordOf } from '../../store/records.ts';

export type Version = RecordOf<'policy'>;

/** The versions, the latest to begin first; of two that begin together the later made. */
export function inOrder(policies: readonly Version[]): Version[] {
  return policies.toSorted((a, b) => b.fields.from.localeCompare(a.fields.from) || b.id.localeCompare(a.id));
}

/** How a version stands on a day: in force, one that begins later, or one that another has followed. */
export function standingOf(version: Version, policies: readonly Version[], today: Day): 'inForce' | 'coming' | 'past' {
  if (version.fields.from > today) return 'coming';
  return policyInForce(policies, today)?.id === version.id ? 'inForce' : 'past';
}

/** The version that was followed by this one; undefined for the first. */
export function beforeIt(version: Version, policies: readonly Version[]): Version | undefined {
  const versions = inOrder(policies);
  return versions[versions.findIndex(({ id }) => id === version.id) + 1];
}
