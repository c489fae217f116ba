import { join } from 'node:path';
import { build, type Plugin } from 'vite';
import { root } from '../../../launch/run-program.ts';
import type { Mutant } from './mutants.ts';
import { plantedBug, scaled } from './planted-bug.ts';

/** What people search by is not synced, and costs a tenth of a schedule: the index of views is left out. */
const withoutSearch: Plugin = {
  name: 'without-search',
  enforce: 'pre',
  load: (id) =>
    id.endsWith('/renderer/store/search-index.ts')
      ? 'export const loadReading = async () => {}; export const refreshSearch = async () => {};'
      : null,
};

/** The shipped code and the simulation in one file, with one bug planted or none. Answers its path. @throws Error where the bug has no place left */
export async function bundleSimulation(mutant?: Mutant): Promise<string> {
  const name = mutant?.name ?? 'shipped';
  const outDir = join(root, '.cache', 'sim', name);
  let planted = 0;
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    plugins: [plantedBug(scaled), plantedBug(mutant, () => (planted += 1)), withoutSearch],
    build: {
      ssr: join(root, 'src', 'sync', 'testing', 'sim', 'worker.ts'),
      outDir,
      emptyOutDir: true,
      minify: false,
      target: 'node20',
      rollupOptions: { output: { entryFileNames: 'worker.mjs' } },
    },
  });
  if (planted !== (mutant?.edits.length ?? 0)) throw new Error(`${name}: not all of it could be planted`);
  return join(outDir, 'worker.mjs');
}
