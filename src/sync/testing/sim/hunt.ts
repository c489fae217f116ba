import { join } from 'node:path';
import { runTool } from '../../../launch/run-program.ts';
import { bundleSimulation } from './bundle.ts';
import type { Mutant } from './mutants.ts';
import { runShares } from './run-shares.ts';

/** How a planted bug died; `by: null` where it lives. */
export interface Hunted {
  name: string;
  by: string | null;
}

/** Looks for one planted bug: by schedules, or by the test that is named for it. */
export async function hunt(mutant: Mutant, { from, runs, threads }: { from: number; runs: number; threads: number }): Promise<Hunted> {
  return mutant.script === undefined ? huntBySchedules(mutant, { from, runs, threads }) : huntByTest(mutant, mutant.script);
}

async function huntBySchedules(mutant: Mutant, wish: { from: number; runs: number; threads: number }): Promise<Hunted> {
  const { found, runs } = await runShares(await bundleSimulation(mutant), { ...wish, first: true });
  const [first] = found;
  return { name: mutant.name, by: first === undefined ? null : `${first.law}, seed ${first.seed}, after ${runs} schedules` };
}

/** The test must pass with the code as it is, which `npm test` sees to, and fail with the bug. */
async function huntByTest({ name }: Mutant, { file, title }: { file: string; title: string }): Promise<Hunted> {
  const args = ['run', join(...file.split('/')), '-t', title.replace(/[[\]()*+?.]/g, '\\$&'), '--reporter=json'];
  const { output } = await runTool('vitest/vitest.mjs', args, { env: { ...process.env, CHAIHUAN_PLANTED: name }, output: 'kept' });
  const report = /\{"numTotalTestSuites".*\}/s.exec(output)?.[0];
  const { numFailedTests, numPassedTests } = JSON.parse(report ?? '{}') as { numFailedTests?: number; numPassedTests?: number };
  if (numFailedTests === undefined || numFailedTests + (numPassedTests ?? 0) === 0)
    throw new Error(`${name}: no test ran\n${output.slice(-2000)}`);
  return { name, by: numFailedTests > 0 ? `${file}: ${title}` : null };
}
