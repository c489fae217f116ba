import type { Household, OccupancyEnding } from '#domain/estate.ts';
import type { Day } from '#domain/identity.ts';
import { endOccupancy, succeed } from '#domain/rooms.ts';
import type { Desk } from '../../store/desk.ts';
import { createOf, patchOf, type RecordOf } from '../../store/records.ts';
import { type Change, newRecordId } from '../../store/save.ts';
import { instantOf } from '../../ui/field/calendar.ts';

/** How an occupancy ended, and who came: nobody where no name is told. */
export interface OccupancyTold extends Pick<Household, 'contactName' | 'phone' | 'occupancy'> {
  kind: OccupancyEnding['kind'];
  on: Day;
  reason: string;
}

/** One occupancy ends and, where somebody came, the next begins that day. Undefined where it would end before it began, or has ended. */
export function occupancyChanges(desk: Desk, household: RecordOf<'household'>, told: OccupancyTold): Change[] | undefined {
  const { kind, on, reason, ...next } = told;
  const ending = { kind, reason, at: instantOf(desk.source.now()), by: { name: desk.user.name, user: desk.user.id } };
  const nobody = next.contactName === '' || kind === 'MISTAKEN';
  const [ended, begun] = nobody ? [endOccupancy(household.fields, on, ending)] : (succeed(household.fields, on, ending, next) ?? []);
  if (ended === undefined) return undefined;
  const end = patchOf(household, { to: ended.to, ending });
  return begun === undefined ? [end] : [end, createOf('household', newRecordId(desk), begun)];
}
