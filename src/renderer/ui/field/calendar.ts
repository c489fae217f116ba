import { Day, type Instant } from '#domain/identity.ts';
import { localDay } from '../../words/local-time.ts';

const two = (number: number) => String(number).padStart(2, '0');

/** The moment with this place's offset, as the device's own clock shows it: `2026-11-23T08:15:00+08:00`. Its head is the day people mean. */
export function instantOf(moment: Date): Instant {
  const offset = -moment.getTimezoneOffset();
  const distance = Math.abs(offset);
  const time = [moment.getHours(), moment.getMinutes(), moment.getSeconds()].map(two).join(':');
  return `${localDay(moment)}T${time}${offset < 0 ? '-' : '+'}${two(Math.floor(distance / 60))}:${two(distance % 60)}`;
}

/** Whole days from one calendar day to another; negative where `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}

/** The same day of a later month, or that month's last day where it has none. */
export function addMonths(from: Day, months: number): Day {
  const [year = 1970, month = 1, date = 1] = from.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + months, 0));
  return Day.parse(new Date(Date.UTC(year, month - 1 + months, Math.min(date, last.getUTCDate()))).toISOString().slice(0, 10));
}

export function addDays(from: Day, days: number): Day {
  return Day.parse(new Date(Date.parse(from) + days * 86_400_000).toISOString().slice(0, 10));
}
