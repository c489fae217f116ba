import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { TrialServer } from '../ports.ts';
import { createTrialServer } from './trial-server.ts';

export interface Checkout {
  /** Folder of the project or of the installation. */
  root: string;
  /** Path of a Node program. */
  node: string;
  dataFolder: string;
}

/** The district server beside this code: a checkout carries it, an installed desk does not, and then there is no 试用. */
export function findTrialServer({ root, node, dataFolder }: Checkout): TrialServer | null {
  const entry = join(root, 'src', 'server', 'index.ts');
  const loader = join(root, 'node_modules', 'tsx', 'dist', 'loader.mjs');
  if (!existsSync(entry) || !existsSync(loader)) return null;
  // The loader inside the server's own process, not tsx's program around it: what is stopped is the server itself.
  return createTrialServer({
    command: node,
    args: ['--import', pathToFileURL(loader).href, entry, 'trial', '--data', join(dataFolder, 'trial')],
    dataFolder,
  });
}
