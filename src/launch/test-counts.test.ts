import { describe, expect, it } from 'vitest';
import { countPlaywright, countSimulation, countStage, countVitest } from './test-counts.ts';

describe('the sum of all tests', () => {
  it('reads both reports', () => {
    expect(countVitest({ numPassedTests: 7, numFailedTests: 2, numFailedTestSuites: 1 })).toEqual({ passed: 7, failed: 2 });
    expect(countPlaywright({ stats: { expected: 3, unexpected: 1, flaky: 0, skipped: 4 }, errors: [] })).toEqual({ passed: 3, failed: 1 });
  });

  it('counts all schedules as one test, and each planted bug as one', () => {
    const report = { runs: 10_000, violations: 0, mutants: 40, mutantsKilled: 39 };
    expect(countSimulation(report)).toEqual({ passed: 40, failed: 1 });
    expect(countSimulation({ ...report, violations: 2 })).toEqual({ passed: 39, failed: 2 });
    expect(countSimulation(undefined)).toEqual({ passed: 0, failed: 1 });
  });

  it('counts what failed outside any test', () => {
    expect(countVitest({ numPassedTests: 7, numFailedTests: 0, numFailedTestSuites: 1 })).toEqual({ passed: 7, failed: 1 });
    expect(countPlaywright({ stats: { expected: 0, unexpected: 0, flaky: 0 }, errors: [{ message: 'x' }] })).toEqual({
      passed: 0,
      failed: 1,
    });
  });

  it('is never green when a stage was red', () => {
    expect(countStage(1, { passed: 7, failed: 0 })).toEqual({ passed: 7, failed: 1 });
    expect(countStage(null, countVitest(undefined))).toEqual({ passed: 0, failed: 1 });
    expect(countStage(0, { passed: 7, failed: 0 })).toEqual({ passed: 7, failed: 0 });
  });
});
