import { readFile } from 'node:fs/promises';

export interface Counts {
  passed: number;
  failed: number;
}

/** Counts of Vitest's JSON report. A file that could not even be collected is a failure without a failed test in it. */
export function countVitest(report: unknown): Counts {
  const passed = numberIn(report, 'numPassedTests');
  const failed = numberIn(report, 'numFailedTests');
  return { passed, failed: failed === 0 ? numberIn(report, 'numFailedTestSuites') : failed };
}

/** Counts of Playwright's JSON report; `errors` holds what went wrong outside any test. */
export function countPlaywright(report: unknown): Counts {
  const stats = fieldIn(report, 'stats');
  const errors = fieldIn(report, 'errors');
  const failed = numberIn(stats, 'unexpected');
  return {
    passed: numberIn(stats, 'expected') + numberIn(stats, 'flaky'),
    failed: failed === 0 && Array.isArray(errors) ? errors.length : failed,
  };
}

/** Counts of the simulation's JSON report: all its schedules are one test, however many there are, and each planted bug is one. */
export function countSimulation(report: unknown): Counts {
  const isKept = numberIn(report, 'runs') > 0 && numberIn(report, 'violations') === 0;
  const [planted, killed] = [numberIn(report, 'mutants'), numberIn(report, 'mutantsKilled')];
  return { passed: killed + (isKept ? 1 : 0), failed: planted - killed + (isKept ? 0 : 1) };
}

/** A stage that ended badly counts as one failure if its report names none: nothing red may sum up to green. */
export function countStage(code: number | null, counts: Counts): Counts {
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

/** A report as it was written, undefined when its program never came so far. */
export async function readReport(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch {
    return undefined;
  }
}

function numberIn(report: unknown, name: string): number {
  const value = fieldIn(report, name);
  return typeof value === 'number' ? value : 0;
}

function fieldIn(report: unknown, name: string): unknown {
  return typeof report === 'object' && report !== null ? Reflect.get(report, name) : undefined;
}
