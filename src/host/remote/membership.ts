import { Failure } from '#contract/failure.ts';
import type { Membership, Settings } from '../settings/settings.ts';

/** @throws Failure not-enrolled */
export function requireMembership(settings: Settings): Membership {
  const membership = settings.membership();
  if (membership === null) throw new Failure('not-enrolled');
  return membership;
}
