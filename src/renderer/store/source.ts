import { v7 } from 'uuid';
import type { Source } from './desk.ts';

/** This machine's clock and chance. */
export function createSource(): Source {
  return { now: () => new Date(), monoMs: () => performance.now(), newId: () => v7() };
}
