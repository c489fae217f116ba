import type { Day } from '#domain/identity.ts';
import { type Policy, policyInForce } from '#domain/policy.ts';
import type { Desk } from '../../store/desk.ts';
import type { RecordOf } from '../../store/records.ts';
import { type Change, newRecordId } from '../../store/save.ts';
import { instantOf } from '../../ui/field/calendar.ts';
import { takeDown } from '../operation/take-down.ts';

/** An old promise: when the thing came down, and the policy that it is given back by. */
export interface Promised {
  on: Day;
  policy: RecordOf<'policy'>;
  contractor: string;
}

/** 旧账 of a fixture that came down before the app: its removal, and the line that this opens, by the source row that the fixture has [C2] [C4]. */
export function promiseChanges(desk: Desk, record: RecordOf<'fixture'>, { on, policy, contractor }: Promised): Change[] {
  const { origin, qty } = record.fields;
  if (!origin) throw new Error(`${record.id} is from this app`);
  const at = instantOf(new Date(`${on}T12:00:00`));
  const taking = { target: record, policy, operation: null, mode: 'ASSISTED', at, origin } as const;
  const also = { found: { on, approximate: true, note: null } };
  const told = { photos: [], qty, areaM2: null, openings: null, lengthMm: null, contractor, salvage: 'SCRAPPED' } as const;
  return takeDown(newRecordId(desk), { ...taking, also }, told);
}

/** The policy of a day that may be older than any: the first one there was. */
export function policyOf<P extends { id: RecordOf<'policy'>['id']; fields: Pick<Policy, 'from'> }>(
  policies: readonly P[],
  on: Day,
): P | undefined {
  return policyInForce(policies, on) ?? policies.toSorted((a, b) => a.fields.from.localeCompare(b.fields.from))[0];
}
