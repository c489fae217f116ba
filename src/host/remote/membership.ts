import { Failure } from '#contract/failure.ts';
import type { Membership, Settings } from '../settings/settings.ts';

/** @throws Failure not-enrolled */
export function requireMembership(settings: Settings): Membership {
  return present(settings.membership());
}

/** Writes down what the server said about this device since it joined. @throws Failure not-enrolled, disk-full */
export function updateMembership(settings: Settings, change: (current: Membership) => Membership): Promise<void> {
  return settings.changeMembership((current) => change(present(current)));
}

function present(membership: Membership | null): Membership {
  if (membership === null) throw new Failure('not-enrolled');
  return membership;
}
