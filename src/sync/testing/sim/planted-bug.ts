import { join } from 'node:path';
import type { Plugin } from 'vite';
import { root } from '../../../launch/run-program.ts';
import type { Edit, Mutant } from './mutants.ts';

/** Which file of the checkout a module is: with forward slashes, without what bundlers add behind it. */
const fileOf = (id: string) => id.split('?')[0]?.replaceAll('\\', '/');

/** Small enough that every schedule has lines let go of: nothing else of the shipped code differs. */
const scale: Edit = { file: 'src/renderer/store/settling.ts', find: 'keptLines = 5000;', put: 'keptLines = 5;' };
export const scaled: Mutant = { name: 'scale', edits: [scale] };

/**
 * Plants one bug into the shipped source as it is loaded: no copy of it exists. What it replaces must be there, once, or nothing runs.
 * `heard` is told of every place that was changed.
 */
export function plantedBug(mutant: Mutant | undefined, heard: () => void = () => undefined): Plugin {
  return {
    name: 'planted-bug',
    enforce: 'pre',
    transform(source, id) {
      const edits = (mutant?.edits ?? []).filter(({ file }) => join(root, file).replaceAll('\\', '/') === fileOf(id));
      if (edits.length === 0) return null;
      return edits.reduce((text, { file, find, put }) => {
        const parts = text.split(find);
        if (parts.length !== 2) throw new Error(`${mutant?.name}: ${file} has ${parts.length - 1} times: ${find}`);
        heard();
        return parts.join(put);
      }, source);
    },
  };
}
