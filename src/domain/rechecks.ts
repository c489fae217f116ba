import { type Recheck, recheckMonths } from './case.ts';
import { addMonths } from './day.ts';
import type { Day } from './identity.ts';
import type { Structure } from './structure.ts';

type Closed = Pick<Structure, 'status' | 'acceptance' | 'rechecks'>;

/** One of the days on which a closed structure is looked at again: looked at, left out, due, due for more than a month, or to come. */
export interface RecheckDay {
  months: Recheck['months'];
  on: Day;
  state: 'done' | 'missed' | 'due' | 'overdue' | 'coming';
}

/** What was seen since it was closed last: after 复建 it is closed anew, and its months count anew. */
function rechecksSince(closedOn: Day, rechecks: Closed['rechecks']): Recheck[] {
  return (rechecks ?? []).filter(({ at }) => at.slice(0, 10) >= closedOn);
}

/** Each recheck and its day, of a structure that is closed. Of those that have come the latest counts; one that was left out before it is missed. */
export function recheckDays({ status, acceptance, rechecks }: Closed, today: Day): RecheckDay[] {
  if (status !== 'accepted' || acceptance === null) return [];
  const done = new Set(rechecksSince(acceptance.on, rechecks).map(({ months }) => months));
  const days = recheckMonths.map((months) => ({ months, on: addMonths(acceptance.on, months) }));
  const latest = days.findLast(({ months, on }) => on <= today || done.has(months));
  const stateOf = ({ months, on }: (typeof days)[number]): RecheckDay['state'] => {
    if (done.has(months)) return 'done';
    if (on > today) return 'coming';
    if (months !== latest?.months) return 'missed';
    return addMonths(on, 1) < today ? 'overdue' : 'due';
  };
  return days.map((day) => ({ ...day, state: stateOf(day) }));
}

/** The recheck that somebody is to make now. */
export function dueRecheck(structure: Closed, today: Day): RecheckDay | undefined {
  return recheckDays(structure, today).find(({ state }) => state === 'due' || state === 'overdue');
}

/** The first day that nobody has looked at yet, after the last that somebody did; undefined once all are done, and where it is not closed. */
export function nextRecheck({ status, acceptance, rechecks }: Closed): Day | undefined {
  if (status !== 'accepted' || acceptance === null) return undefined;
  const last = Math.max(0, ...rechecksSince(acceptance.on, rechecks).map(({ months }) => months));
  const next = recheckMonths.find((months) => months > last);
  return next === undefined ? undefined : addMonths(acceptance.on, next);
}

/** When it was looked at last, since it was closed; undefined where nobody did. */
export function lastRecheck({ status, acceptance, rechecks }: Closed): Day | undefined {
  if (status !== 'accepted' || acceptance === null) return undefined;
  return rechecksSince(acceptance.on, rechecks)
    .map(({ at }) => at.slice(0, 10))
    .toSorted()
    .at(-1);
}
