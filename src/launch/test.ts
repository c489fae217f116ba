import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { reportFailure } from '#web/program.ts';
import { setUpBrowser } from './browser-setup.ts';
import { root, runTool } from './run-program.ts';
import { type Counts, countPlaywright, countSimulation, countStage, countVitest, readReport } from './test-counts.ts';

const reports = join(root, '.cache', 'reports');
const none: Counts = { passed: 0, failed: 0 };

const checks = {
  build: ['electron-vite/bin/electron-vite.js', 'build'],
  types: ['typescript/bin/tsc', '-b'],
  lint: ['@biomejs/biome/bin/biome', 'ci', '--error-on-warnings', '.'],
} as const;

/** Every stage runs, whatever the one before said: one run shows all there is to mend. */
const stages: Record<string, (env: NodeJS.ProcessEnv) => Promise<Counts>> = {
  checks: runChecks,
  unit: runUnitTests,
  sim: runSimulation,
  e2e: runEndToEndTests,
};

process.exit(await runStages());

async function runStages(): Promise<number> {
  const sum = { ...none };
  await rm(reports, { recursive: true, force: true });
  await mkdir(reports, { recursive: true });
  const browser = await setUpBrowser().catch((error: unknown) => void reportFailure(error));
  if (browser === undefined) return 1;
  console.log(`browser: ${browser}`);
  for (const [name, run] of Object.entries(stages)) {
    const startedAt = performance.now();
    console.log(`\n── ${name}`);
    const { passed, failed } = await run({ ...process.env, CHAIHUAN_BROWSER: browser });
    sum.passed += passed;
    sum.failed += failed;
    console.log(`── ${name}: ${failed === 0 ? 'ok' : 'FAILED'}, ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
  }
  console.log(`\n${sum.passed} passed, ${sum.failed} failed`);
  return sum.failed === 0 ? 0 : 1;
}

/** These need nothing of one another: they run side by side, and each is shown when it has ended. */
async function runChecks(env: NodeJS.ProcessEnv): Promise<Counts> {
  const ran = Object.entries(checks).map(async ([name, [tool, ...args]]) => {
    const { code, output } = await runTool(tool, args, { env, output: 'kept' });
    console.log(`${output.trim()}\n${name}: ${code === 0 ? 'ok' : 'FAILED'}`);
    return countStage(code, none).failed;
  });
  return { passed: 0, failed: (await Promise.all(ran)).reduce((sum, one) => sum + one, 0) };
}

async function runUnitTests(env: NodeJS.ProcessEnv): Promise<Counts> {
  const report = join(reports, 'vitest.json');
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const { code } = await runTool('vitest/vitest.mjs', args, { env });
  return countStage(code, countVitest(await readReport(report)));
}

/** 10,000 schedules, then every planted bug. A seed that broke a law is shown with the line that plays it again. */
async function runSimulation(env: NodeJS.ProcessEnv): Promise<Counts> {
  const report = join(reports, 'sim.json');
  const args = [join(root, 'src', 'sync', 'testing', 'sim', 'index.ts'), '--report', report];
  const { code } = await runTool('tsx/dist/cli.mjs', args, { env });
  return countStage(code, countSimulation(await readReport(report)));
}

async function runEndToEndTests(env: NodeJS.ProcessEnv): Promise<Counts> {
  const report = join(reports, 'playwright.json');
  const args = ['test', '--pass-with-no-tests', '--reporter=list,json'];
  const { code } = await runTool('@playwright/test/cli.js', args, { env: { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: report } });
  return countStage(code, countPlaywright(await readReport(report)));
}
