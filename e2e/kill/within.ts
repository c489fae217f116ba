import { setTimeout as pause } from 'node:timers/promises';

/** What had to end and did not: it says what that was. */
export class TooLate extends Error {
  override readonly name = 'TooLate';
}

/** Waits for work that has no limit of its own. @throws TooLate after so many seconds; the work may go on, and nobody hears how it ends */
export async function within<T>(seconds: number, doing: string, work: Promise<T>): Promise<T> {
  const over = new AbortController();
  const late = pause(seconds * 1000, undefined, { signal: over.signal }).then(() => {
    throw new TooLate(`${doing} did not end within ${seconds} s`);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    over.abort();
    late.catch(() => undefined);
    work.catch(() => undefined);
  }
}
