import { type Day, type User, UserId } from '#domain/identity.ts';
import { type PolicyRef, policyInForce } from '#domain/policy.ts';
import type { Structure } from '#domain/structure.ts';
import { surveyorsOf } from '#domain/structure-sizes.ts';
import type { RecordOf } from '../../store/records.ts';

/** What the policy in force on a day asks of a determination [D2]. */
export interface DeterminationTerms {
  policy: PolicyRef | null;
  two: boolean;
  authorities: readonly string[];
}

export function termsOn(policies: readonly RecordOf<'policy'>[], on: Day): DeterminationTerms {
  const inForce = policyInForce(policies, on);
  return {
    policy: inForce === undefined ? null : { id: inForce.id, version: inForce.fields.version },
    two: inForce?.fields.determiners === 2,
    authorities: inForce?.fields.authorities ?? [],
  };
}

/** Who may determine beside the person at the desk: another reviewer of this device, who surveyed nothing of it [D1] [D2]. */
export function secondsFor(structure: Structure, users: readonly User[], self: User): User[] {
  const surveyors = surveyorsOf(structure);
  const surveyed = (user: User) => surveyors.some((person) => person.user === user.id || person.name === user.name);
  return users.filter((user) => user.id !== self.id && user.name !== self.name && user.roles.includes('reviewer') && !surveyed(user));
}

export function findSecond(seconds: readonly User[], chosen: string): { name: string; user: UserId } | null {
  const user = seconds.find(({ id }) => id === UserId.safeParse(chosen).data);
  return user === undefined ? null : { name: user.name, user: user.id };
}
