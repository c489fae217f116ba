import { randomBytes } from 'node:crypto';

/** How long an address of a picture or a file is good for. */
export const ticketMs = 10 * 60 * 1000;

/** Short-lived names for things that only the holder of the name may see. They are never written down. */
export interface Tickets<T> {
  issue(thing: T): string;
  find(token: string): T | undefined;
  /** Every ticket issued so far is good for nothing. */
  forget(): void;
}

/** `now` is a clock in milliseconds that never goes back. */
export function createTickets<T>(now: () => number): Tickets<T> {
  const held = new Map<string, { thing: T; until: number }>();

  /** A Map keeps the order of issue, and all tickets live equally long: the expired ones are at its start. */
  function forgetExpired(): void {
    for (const [token, { until }] of held) {
      if (until > now()) return;
      held.delete(token);
    }
  }

  return {
    issue(thing) {
      forgetExpired();
      const token = randomBytes(24).toString('base64url');
      held.set(token, { thing, until: now() + ticketMs });
      return token;
    },
    find(token) {
      forgetExpired();
      return held.get(token)?.thing;
    },
    forget: () => held.clear(),
  };
}
