import type { Source } from '../../store/desk.ts';

/** After how many minutes without a touch or a key a desk locks itself. */
export const lockMinutes = [2, 5, 15, 30] as const;
export type LockMinutes = (typeof lockMinutes)[number];

export interface Idle {
  /** Somebody did something. */
  touch(): void;
  /** Whether nobody did anything for long enough. While the desk may not lock, nobody counts as away. */
  isDue(): boolean;
}

/**
 * How long the desk has been left alone, by two clocks: the monotonic one may stand still while a tablet sleeps, and the wall clock may be
 * set back. Whichever says longer is believed: locking too early costs a PIN.
 */
export function createIdle(source: Pick<Source, 'now' | 'monoMs'>, minutes: LockMinutes, mayLock: () => boolean): Idle {
  const limitMs = minutes * 60_000;
  const read = () => ({ wall: source.now().getTime(), mono: source.monoMs() });
  let last = read();
  return {
    touch() {
      last = read();
    },
    isDue() {
      const now = read();
      if (!mayLock()) last = now;
      return Math.max(now.wall - last.wall, now.mono - last.mono) >= limitMs;
    },
  };
}

const stored = 'chaihuan.lockMinutes';

/** The choice kept on this device: five minutes until somebody chose. */
export function storedMinutes(): LockMinutes {
  const kept = Number(localStorage.getItem(stored));
  return lockMinutes.find((minutes) => minutes === kept) ?? 5;
}

export function keepMinutes(minutes: LockMinutes): void {
  localStorage.setItem(stored, String(minutes));
}
