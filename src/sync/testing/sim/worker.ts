import { parentPort, workerData } from 'node:worker_threads';
import { courierLimits } from '#contract/courier.ts';
import { limits } from '#contract/district-api.ts';
import { loadReading } from '../../../renderer/store/search-index.ts';
import { runSchedule } from './schedule.ts';

/** Seeds that one thread runs: `from`, `from + step` … below `to`. */
export interface Share {
  from: number;
  to: number;
  step: number;
  trace: boolean;
  /** Ends at the first violation. */
  first: boolean;
}

export interface Found {
  seed: number;
  law: string;
  message: string;
}

export type Word = { kind: 'trace'; line: string } | { kind: 'progress'; runs: number; met: Record<string, number>; found: Found[] };

/** Pages and batches so small that every schedule has several. */
Object.assign(limits, { pageRows: 5, batchMutations: 6 });
Object.assign(courierLimits, { partMutations: 3 });

const { from, to, step, trace, first } = workerData as Share;
const say = (word: Word) => parentPort?.postMessage(word);
// Failures are part of every schedule, and their stacks cost as much as all hashing: a replay has them.
if (!trace) Error.stackTraceLimit = 0;
await loadReading();

let met: Record<string, number> = {};
let found: Found[] = [];
let runs = 0;
function tell(): void {
  say({ kind: 'progress', runs, met, found });
  met = {};
  found = [];
  runs = 0;
}

for (let seed = from; seed < to; seed += step) {
  const result = await runSchedule(seed, trace ? { trace: (line) => say({ kind: 'trace', line }) } : {});
  runs += 1;
  for (const [what, times] of Object.entries(result.met)) met[what] = (met[what] ?? 0) + times;
  if (result.violation !== undefined) {
    found.push({ seed, law: result.violation.law, message: result.violation.message });
    if (first) break;
  }
  if (runs === 50) tell();
}
tell();
