import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { TrialServer } from '../host.ts';
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
  const tsx = join(root, 'node_modules', 'tsx', 'dist', 'cli.mjs');
  if (!existsSync(entry) || !existsSync(tsx)) return null;
  return createTrialServer({ command: node, args: [tsx, entry, 'trial', '--data', join(dataFolder, 'trial')], dataFolder });
}
