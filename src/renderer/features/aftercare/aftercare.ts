import { addMonths } from '#domain/day.ts';
import type { Day, Instant } from '#domain/identity.ts';
import type { Structure } from '#domain/structure.ts';
import { patchOf, type RecordOf } from '../../store/records.ts';
import type { Change } from '../../store/save.ts';
import { recheckMonths } from '../structure/side-steps.ts';

/** 临时防护 has been taken away: what it was and since when stays. Undefined where there is none to take away. */
export function endInterimChange(fixture: RecordOf<'fixture'>, at: Instant): Change | undefined {
  const { interim } = fixture.fields;
  if (!interim || interim.until !== null) return undefined;
  return patchOf(fixture, { interim: { ...interim, until: at } });
}

/** What became of a removal's pieces last; undefined while only the removal itself has said it. The id, made in order, settles a tie. */
export function latestSalvage(facts: readonly RecordOf<'salvage'>[]): RecordOf<'salvage'> | undefined {
  return facts.toSorted((a, b) => Date.parse(a.fields.at) - Date.parse(b.fields.at) || (a.id < b.id ? -1 : 1)).at(-1);
}

export interface Recheck {
  months: (typeof recheckMonths)[number];
  on: Day;
  state: 'past' | 'due' | 'coming';
}

/** The days on which a closed structure is looked at again. The latest that has come is due; earlier ones are past. */
export function rechecksOf({ status, acceptance }: Pick<Structure, 'status' | 'acceptance'>, today: Day): Recheck[] {
  if (status !== 'accepted' || acceptance === null) return [];
  const days = recheckMonths.map((months) => ({ months, on: addMonths(acceptance.on, months) }));
  const due = days.findLast(({ on }) => on <= today);
  return days.map((day) => ({ ...day, state: day.months === due?.months ? 'due' : day.on <= today ? 'past' : 'coming' }));
}
