import { defineConfig } from 'vitest/config';
import { mutants } from './src/sync/testing/sim/mutants.ts';
import { plantedBug } from './src/sync/testing/sim/planted-bug.ts';

const tests = ['src/**/*.test.{ts,tsx}', 'bench/**/*.test.ts'];
/** Stands in for a module of Node that others import as it is. */
const alone = ['src/sync/crash.test.ts'];

/** `npm run sim` looks whether a test finds this bug. */
const planted = mutants.find(({ name }) => name === process.env.CHAIHUAN_PLANTED);

export default defineConfig({
  plugins: [plantedBug(planted)],
  test: {
    environment: 'node',
    projects: [
      { extends: true, test: { name: 'alone', include: alone } },
      // Two processes run all others, file by file: to start one and to load everything anew for each file costs more than most tests.
      // Dexie takes the IndexedDB that there is when it is loaded, whichever file loads it first.
      {
        extends: true,
        test: { name: 'together', include: tests, exclude: alone, isolate: false, setupFiles: ['fake-indexeddb/auto'] },
      },
    ],
    // Vitest would leave one core free, and use one of two; many of these wait for a database's disk anyway.
    maxWorkers: '100%',
    // Against a hang, not a measure of speed: a busy machine is no failure.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
