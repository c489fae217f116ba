import { describe, expect, it } from 'vitest';
import { Instant } from '#domain/identity.ts';
import { addMonths, daysBetween, instantOf } from './calendar.ts';

describe('calendar days', () => {
  it('an instant keeps its moment, and its head is the day at this place', () => {
    const moment = new Date(2026, 10, 23, 0, 5, 9);
    expect(Date.parse(Instant.parse(instantOf(moment)))).toBe(moment.getTime());
    expect(instantOf(moment).slice(0, 10)).toBe('2026-11-23');
  });

  it('an age counts whole days, over the end of a year too', () => {
    expect(daysBetween('2026-12-30', '2027-01-02')).toBe(3);
    expect(daysBetween('2026-11-23', '2026-11-22')).toBe(-1);
  });

  it('a warranty ends on the same day, or on the last of a shorter month', () => {
    expect(addMonths('2026-11-23', 24)).toBe('2028-11-23');
    expect(addMonths('2026-12-31', 2)).toBe('2027-02-28');
  });
});
