import { termOf } from './account.ts';
import type { Entitlement } from './entitlement.ts';
import type { Household } from './estate.ts';
import type { RecordId } from './identity.ts';
import { roomKey } from './place.ts';
import type { RuleId } from './rule.ts';

interface Line {
  id: RecordId;
  fields: Pick<Entitlement, 'status'>;
}

/** What keeps a building from being closed [C7]: its lines that are outstanding, and among them those in dispute. */
export function openLines<L extends Line>(lines: readonly L[]): L[] {
  return lines.filter(({ fields }) => termOf(fields.status) === 'outstanding');
}

/**
 * [C7] a building is closed only when nothing of it is outstanding or disputed. 空关房: what stands on an approved 遗留清单 may stay open, but a
 * dispute never may. Undefined where it may be closed.
 */
export function closingRule(lines: readonly Line[], approvedLeftovers: ReadonlySet<RecordId> = new Set()): RuleId | undefined {
  const blocking = openLines(lines).filter(({ id, fields }) => fields.status === 'disputed' || !approvedLeftovers.has(id));
  return blocking.length > 0 ? 'C7' : undefined;
}

/** 空关房: a room where nobody lives as far as is known, or whose owner cannot be reached. Asked by `roomKey`. */
export function emptyRooms(households: readonly Household[]): (room: string) => boolean {
  const now = households.filter(({ to }) => to === null);
  const lived = new Set(now.filter(({ contactName, ownerReachable }) => contactName !== '' && ownerReachable !== false).map(roomKey));
  return (room) => !lived.has(room);
}
