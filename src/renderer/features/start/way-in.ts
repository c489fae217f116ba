import type { DeviceLock } from '#contract/host-api.ts';
import type { UserId } from '#domain/identity.ts';

/**
 * What lets a person in now: their PIN or passphrase; choosing both where they have chosen nothing here yet; or, `shut`, only somebody else
 * who opens the desk first, because it is sealed and this person has no passphrase.
 */
export type WayIn = 'pin' | 'passphrase' | 'secure' | 'shut';

export function wayIn({ state, people }: DeviceLock, user: UserId): WayIn {
  const chosen = people.find((person) => person.user === user);
  if (state === 'sealed') return chosen?.passphrase ? 'passphrase' : 'shut';
  if (chosen?.pin) return 'pin';
  return chosen?.passphrase ? 'passphrase' : 'secure';
}

/** Whether this person has a passphrase to fall back on. */
export function hasPassphrase({ people }: DeviceLock, user: UserId): boolean {
  return people.some((person) => person.user === user && person.passphrase);
}
