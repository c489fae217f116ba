import { fileURLToPath } from 'node:url';
import { chooseDataFolder } from '#host/folder/default-folder.ts';
import { runShellProgram } from './program.ts';

// tsx src/web/index.ts [--data DIR] [--no-window]
const args = process.argv.slice(2);
process.exitCode = await runShellProgram({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  dataFolder: chooseDataFolder(args),
  window: !args.includes('--no-window'),
});
// A browser that was handed over, or an open terminal, must not keep an ended shell alive.
process.exit();
