import { join } from 'node:path';
import { runTool } from '../../../launch/run-program.ts';
import { bundleSimulation } from './bundle.ts';
import { firstSeeds } from './first-seeds.ts';
import type { Mutant } from './mutants.ts';
import { runShares } from './run-shares.ts';

/** How a planted bug died; `by: null` where it lives. */
export interface Hunted {
  name: string;
  by: string | null;
}

/**
 * Looks for planted bugs, each by schedules or by the test that is named for it: at most `runs` schedules from seed `from` on, as many bugs at once
 * as there are threads. `heard` is told of each as it is known.
 */
export async function huntAll(
  mutants: readonly Mutant[],
  { from, runs, threads }: { from: number; runs: number; threads: number },
  heard: (hunted: Hunted) => void,
): Promise<Hunted[]> {
  const hunted: Hunted[] = [];
  const queue = mutants.values();
  const lane = async () => {
    for (const mutant of queue) {
      const one = await (mutant.script === undefined ? huntBySchedules(mutant, from, runs) : huntByTest(mutant, mutant.script));
      hunted.push(one);
      heard(one);
    }
  };
  await Promise.all(Array.from({ length: threads }, lane));
  return hunted;
}

/** The seed that found it last, where it is one of them, and then all of them in their order. */
async function huntBySchedules(mutant: Mutant, from: number, most: number): Promise<Hunted> {
  const bundle = await bundleSimulation(mutant);
  const last = firstSeeds[mutant.name] ?? from;
  const first = last > from && last < from + most ? [{ from: last, runs: 1 }] : [];
  for (const share of [...first, { from, runs: most }]) {
    const { found, runs } = await runShares(bundle, { ...share, threads: 1, first: true });
    const [hit] = found;
    if (hit !== undefined) return { name: mutant.name, by: `${hit.law}, seed ${hit.seed}, after ${runs} schedules` };
  }
  return { name: mutant.name, by: null };
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
