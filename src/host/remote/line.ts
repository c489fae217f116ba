import { Failure } from '#contract/failure.ts';

/** What ends requests under way: the host closing, or somebody who wants to stop. */
export interface Line {
  /** For a request that begins now. */
  signal(): AbortSignal;
  /** Cuts what is under way, as `cancelled`; what begins later goes on. */
  stop(): void;
}

export function createLine(closing: AbortSignal): Line {
  let now = new AbortController();
  return {
    signal: () => AbortSignal.any([closing, now.signal]),
    stop() {
      const before = now;
      now = new AbortController();
      before.abort(new Failure('cancelled'));
    },
  };
}
