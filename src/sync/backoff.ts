import type { Facts } from '#contract/failure.ts';
import type { Chance } from './ports.ts';

const firstMs = 2_000;
const mostMs = 5 * 60_000;

/**
 * How long to wait before the next try, in milliseconds: twice as long after each failure, at most five minutes, of which chance takes up to
 * half, so that devices that lost their line together do not come back together. What the server asked for (`retryAfterS`) is waited out [BO1].
 */
export function backoffMs(attempt: number, facts: Facts, chance: Chance): number {
  const longest = Math.min(mostMs, firstMs * 2 ** Math.min(attempt - 1, 20));
  const { retryAfterS } = facts;
  const asked = typeof retryAfterS === 'number' && retryAfterS > 0 ? retryAfterS * 1000 : 0;
  return Math.max(Math.round(longest * (1 - chance() / 2)), asked);
}
