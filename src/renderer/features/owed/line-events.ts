import { type Entitlement, type EntitlementEvent, entitlementMachine, type Replacement } from '#domain/entitlement.ts';
import type { Day, User } from '#domain/identity.ts';
import type { Policy } from '#domain/policy.ts';
import { offered } from '#domain/state.ts';

interface Beside {
  user: User;
  /** The policy that was frozen with the line; undefined where this device does not have it. */
  policy: Policy | undefined;
  piece: Pick<Replacement, 'warrantyUntil'> | null;
  today: Day;
}

/** What a person may do with a line as it stands: what its machine offers them, as far as policy, warranty and quantity leave it open. */
export function lineEvents(line: Entitlement, { user, policy, piece, today }: Beside): EntitlementEvent[] {
  const until = piece?.warrantyUntil ?? null;
  const isOver = until !== null && until < today;
  return offered(entitlementMachine, line, user).filter((event) => {
    switch (event) {
      case 'compensate':
        return policy?.compensation === true;
      case 'split':
        return line.qty > 1;
      case 'rework':
        return line.status !== 'accepted' || !isOver;
      case 'close':
        return until === null || isOver;
      default:
        return true;
    }
  });
}
