import { join } from 'node:path';
import { build } from 'vite';
import { root } from '../../../launch/run-program.ts';
import type { Mutant } from './mutants.ts';
import { plantedBug } from './planted-bug.ts';

/** The shipped code and the simulation in one file, with one bug planted or none. Answers its path. @throws Error where the bug has no place left */
export async function bundleSimulation(mutant?: Mutant): Promise<string> {
  const name = mutant?.name ?? 'shipped';
  const outDir = join(root, '.cache', 'sim', name);
  let planted = 0;
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    plugins: [plantedBug(mutant, () => (planted += 1))],
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
