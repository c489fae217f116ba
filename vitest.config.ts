import { defineConfig } from 'vitest/config';
import { mutants } from './src/sync/testing/sim/mutants.ts';
import { plantedBug } from './src/sync/testing/sim/planted-bug.ts';

/** `npm run sim` looks whether a test finds this bug. */
const planted = mutants.find(({ name }) => name === process.env.CHAIHUAN_PLANTED);

export default defineConfig({
  plugins: [plantedBug(planted)],
  test: {
    environment: 'node',
    include: ['src/**/*.test.{ts,tsx}', 'bench/**/*.test.ts'],
    // Vitest would leave one core free, and use one of two; many of these wait for a database's disk anyway.
    maxWorkers: '100%',
    // Against a hang, not a measure of speed: a busy machine is no failure.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
