import { Failure, type FailureCode, type FailureLine } from '#contract/failure.ts';
import { backoffMs } from './backoff.ts';
import type { Chance, Clock, Stop, Timer, Wire } from './ports.ts';
import { noProgress, type SyncProgress } from './progress.ts';
import type { SyncReport, SyncSession } from './session.ts';
import { createStop } from './stop.ts';

/** What failed keeps everything; these say what helps. */
export type HaltedState = 'authNeeded' | 'upgradeNeeded' | 'diskLow' | 'stopped';

export type SyncState =
  | { at: 'idle' }
  | { at: 'running'; progress: SyncProgress }
  | { at: 'paused'; progress: SyncProgress }
  | { at: 'done'; report: SyncReport }
  /** Tries again by itself at `retryAt` (this device's clock), or when the line comes back. */
  | { at: 'offline'; failure: FailureLine; attempt: number; retryAt: number }
  | { at: HaltedState; failure: FailureLine };

export interface SyncDriver {
  state(): SyncState;
  /** Answers what stops it. */
  watch(listener: (state: SyncState) => void): () => void;
  /** 同步. Resolves when the session has ended, however it did; a second press joins the first [R1]. */
  start(): Promise<void>;
  /** Cuts the line where it is; what was received stays received, and at most one chunk is sent again [S2]. */
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** As pausing, and forgets that anybody asked: nothing is tried again by itself. */
  cancel(): Promise<void>;
}

export interface DriverParts {
  session: SyncSession;
  wire: Pick<Wire, 'stop'>;
  clock: Clock;
  timer: Timer;
  chance: Chance;
  /** Calls back whenever the line may be back. Answers what stops it. */
  watchOnline(work: () => void): () => void;
}

/** What each failure asks for. `retry` waits and tries again; the others wait for a person. */
function remedyOf(code: FailureCode): HaltedState | 'retry' {
  switch (code) {
    case 'server-unreachable':
    case 'server-broken':
    case 'BUSY':
    case 'DISK':
      return 'retry';
    case 'AUTH':
    case 'REVOKED':
    case 'not-enrolled':
    case 'not-signed-in':
    case 'sealed':
      return 'authNeeded';
    case 'UPGRADE':
    case 'server-outdated':
      return 'upgradeNeeded';
    case 'disk-low':
    case 'disk-full':
    case 'store-full':
      return 'diskLow';
    default:
      return 'stopped';
  }
}

/** Sessions one after another, as people and the line want them: SPEC.md, States. It never begins by itself: somebody pressed 同步. */
export function createSyncDriver({ session, wire, clock, timer, chance, watchOnline }: DriverParts): SyncDriver {
  const listeners = new Set<(state: SyncState) => void>();
  let state: SyncState = { at: 'idle' };
  let progress = noProgress;
  let attempt = 0;
  let under: { wish: Stop; ended: Promise<void> } | undefined;
  let stopWaiting: () => void = () => undefined;

  function become(next: SyncState): void {
    state = next;
    for (const listener of listeners) listener(next);
  }

  async function attemptOnce(wish: Stop): Promise<void> {
    become({ at: 'running', progress });
    try {
      const report = await session.run(wish, (step) => {
        progress = step;
        if (!wish.aborted) become({ at: 'running', progress });
      });
      attempt = 0;
      if (!wish.aborted) become({ at: 'done', report });
    } catch (error) {
      if (!wish.aborted) fail(Failure.line(error));
    }
  }

  function fail(failure: FailureLine): void {
    const remedy = remedyOf(failure.code);
    if (remedy !== 'retry') {
      become({ at: remedy, failure });
      return;
    }
    attempt += 1;
    const wait = backoffMs(attempt, failure.facts, chance);
    waitFor(wait, failure.facts.retryAfterS === undefined);
    become({ at: 'offline', failure, attempt, retryAt: clock.now() + wait });
  }

  /** A server that asked to be left alone is not woken by a line that came back [BO1]. */
  function waitFor(ms: number, wakes: boolean): void {
    const again = () => void start();
    const stops = [timer(ms, again), wakes ? watchOnline(again) : () => undefined];
    stopWaiting = () => {
      for (const stop of stops) stop();
    };
  }

  function start(): Promise<void> {
    if (under !== undefined && !under.wish.aborted) return under.ended;
    stopWaiting();
    const wish = createStop();
    under = { wish, ended: runAfter(under?.ended, wish) };
    return under.ended;
  }

  async function runAfter(before: Promise<void> | undefined, wish: Stop): Promise<void> {
    await before;
    if (!wish.aborted) await attemptOnce(wish);
    if (under?.wish === wish) under = undefined;
  }

  async function cut(next: SyncState): Promise<void> {
    stopWaiting();
    const cutOff = under;
    cutOff?.wish.stop();
    become(next);
    if (cutOff === undefined) return;
    await wire.stop();
    await cutOff.ended;
  }

  return {
    state: () => state,
    watch(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    start,
    pause: async () => (state.at === 'running' || state.at === 'offline' ? cut({ at: 'paused', progress }) : undefined),
    resume: async () => (state.at === 'paused' ? start() : undefined),
    async cancel() {
      attempt = 0;
      progress = noProgress;
      await cut({ at: 'idle' });
    },
  };
}
