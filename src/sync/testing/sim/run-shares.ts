import { Worker } from 'node:worker_threads';
import type { Found, Share, Word } from './worker.ts';

export interface Ran {
  runs: number;
  found: Found[];
  met: Record<string, number>;
}

interface Wish {
  from: number;
  runs: number;
  threads: number;
  /** Every thread ends as soon as one has found something. */
  first?: boolean;
  trace?: (line: string) => void;
  /** Is told each time that more has been run. */
  heard?: (ran: Readonly<Ran>) => void;
}

/** Runs seeds on several threads, each every n-th of them. @throws whatever a thread ends with */
export async function runShares(bundle: string, { from, runs, threads, first = false, trace, heard }: Wish): Promise<Ran> {
  const ran: Ran = { runs: 0, found: [], met: {} };
  const workers = Array.from({ length: Math.min(threads, runs) }, (_, index) => {
    const share: Share = { from: from + index, to: from + runs, step: Math.min(threads, runs), trace: trace !== undefined, first };
    return new Worker(bundle, { workerData: share, resourceLimits: { maxYoungGenerationSizeMb: 32 } });
  });
  await Promise.all(
    workers.map(
      (worker) =>
        new Promise<void>((resolve, reject) => {
          worker.on('message', (word: Word) => {
            if (word.kind === 'trace') return trace?.(word.line);
            ran.runs += word.runs;
            ran.found.push(...word.found);
            for (const [what, times] of Object.entries(word.met)) ran.met[what] = (ran.met[what] ?? 0) + times;
            heard?.(ran);
            if (first && ran.found.length > 0) for (const each of workers) void each.terminate();
          });
          worker.once('error', reject);
          worker.once('exit', () => resolve());
        }),
    ),
  );
  ran.found.sort((a, b) => a.seed - b.seed);
  return ran;
}
