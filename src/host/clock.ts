import type { Instant } from '#domain/identity.ts';

/** The wall clock of this machine. Only `createHost` takes the real one. */
export type Clock = () => Date;

/** The instant with this machine's own offset, to the second: what a person at this machine read from its clock. */
export function localInstant(date: Date): Instant {
  const offset = -date.getTimezoneOffset();
  const shown = new Date(date.getTime() + offset * 60_000).toISOString().slice(0, 19);
  const [hours, minutes] = [Math.floor(Math.abs(offset) / 60), Math.abs(offset) % 60];
  return `${shown}${offset < 0 ? '-' : '+'}${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`;
}
