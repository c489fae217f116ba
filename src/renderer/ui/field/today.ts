import { Day, type Instant } from '#domain/identity.ts';

const two = (number: number) => String(number).padStart(2, '0');

/** The calendar day at this device's place. */
export function dayOf(moment: Date): Day {
  return Day.parse(`${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`);
}

/** The moment with this place's offset, as the device's own clock shows it: `2026-11-23T08:15:00+08:00`. Its head is the day people mean. */
export function instantOf(moment: Date): Instant {
  const offset = -moment.getTimezoneOffset();
  const distance = Math.abs(offset);
  const time = [moment.getHours(), moment.getMinutes(), moment.getSeconds()].map(two).join(':');
  return `${dayOf(moment)}T${time}${offset < 0 ? '-' : '+'}${two(Math.floor(distance / 60))}:${two(distance % 60)}`;
}

/** `2026-11-23 08:15` at this device's place. */
export function minuteOf(moment: Date): string {
  return `${dayOf(moment)} ${two(moment.getHours())}:${two(moment.getMinutes())}`;
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
