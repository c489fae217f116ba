import type { Household } from '#domain/estate.ts';
import { nameOf, phoneOf, recordId } from '../store/district.ts';

/** A device's households, none of them another's: what is created without anything else there. */
export function householdsOf(device: number, count: number): { type: 'household'; fields: Household }[] {
  return Array.from({ length: count }, (_, n) => ({
    type: 'household',
    fields: {
      ...{ building: recordId(1000 + device), unit: String((n % 5) + 1), room: String(101 + n), contactName: nameOf(n), phone: phoneOf(n) },
      ...{ occupancy: 'OWNER', from: null, to: null, ownerReachable: null, accommodation: null, note: '', source: null },
    },
  }));
}
