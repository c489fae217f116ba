import { Failure } from '#contract/failure.ts';
import type { Stop } from './ports.ts';

export function createStop(): Stop {
  let aborted = false;
  return {
    get aborted() {
      return aborted;
    },
    throwIfAborted() {
      if (aborted) throw new Failure('cancelled');
    },
    stop() {
      aborted = true;
    },
  };
}
