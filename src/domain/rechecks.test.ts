import { describe, expect, test } from 'vitest';
import type { Recheck } from './case.ts';
import { dueRecheck, lastRecheck, nextRecheck, recheckDays } from './rechecks.ts';
import { people, structure } from './testing/samples.ts';

const by = { name: people.zhang.name, user: people.zhang.id };
const seen = (months: Recheck['months'], day: string): Recheck => ({ months, note: '', by, at: `${day}T09:00:00+08:00` });
const closed = (...rechecks: Recheck[]) =>
  structure({ status: 'accepted', acceptance: { on: '2026-01-31', by, result: '', residentSatisfied: null }, rechecks });

describe('rechecks of a closed structure', () => {
  test('are after 3, 6 and 12 months: of those that have come the latest counts', () => {
    expect(recheckDays(closed(), '2026-08-01')).toEqual([
      { months: 3, on: '2026-04-30', state: 'missed' },
      { months: 6, on: '2026-07-31', state: 'due' },
      { months: 12, on: '2027-01-31', state: 'coming' },
    ]);
    expect(recheckDays(closed(), '2026-02-01').every(({ state }) => state === 'coming')).toBe(true);
  });

  test('are overdue a month after their day', () => {
    expect(dueRecheck(closed(), '2026-05-30')).toMatchObject({ months: 3, state: 'due' });
    expect(dueRecheck(closed(), '2026-05-31')).toMatchObject({ months: 3, state: 'overdue' });
  });

  test('are done once somebody was there, and the next is the one after the last that was done', () => {
    const once = closed(seen(3, '2026-05-02'));
    expect(recheckDays(once, '2026-05-31').map(({ state }) => state)).toEqual(['done', 'coming', 'coming']);
    expect(dueRecheck(once, '2026-05-31')).toBeUndefined();
    expect([nextRecheck(closed()), nextRecheck(once), lastRecheck(once)]).toEqual(['2026-04-30', '2026-07-31', '2026-05-02']);
    const all = closed(seen(3, '2026-05-02'), seen(12, '2027-02-01'));
    expect([nextRecheck(all), lastRecheck(all)]).toEqual([undefined, '2027-02-01']);
    expect(recheckDays(all, '2027-03-01').map(({ state }) => state)).toEqual(['done', 'missed', 'done']);
  });

  test('begin anew where it was closed again after it had been rebuilt', () => {
    const again = closed(seen(3, '2025-12-01'));
    expect(dueRecheck(again, '2026-05-01')).toMatchObject({ months: 3 });
    expect(lastRecheck(again)).toBeUndefined();
  });

  test('are of nothing that is not closed', () => {
    const open = { ...closed(), status: 'reopened' } as const;
    expect([recheckDays(open, '2026-08-01'), nextRecheck(open), lastRecheck(open)]).toEqual([[], undefined, undefined]);
  });
});
