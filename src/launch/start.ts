import { chooseDataFolder } from '#host/folder/default-folder.ts';
import { browserSandbox, hasDisplay } from '#web/app-window.ts';
import { runShellProgram } from '#web/program.ts';
import { buildIfStale } from './build.ts';
import { chooseSkin } from './choose-skin.ts';
import { fetchElectron } from './electron-binary.ts';
import { root, runProgram } from './run-program.ts';

// npm start [-- --data DIR] [-- --no-window]
const args = process.argv.slice(2);
process.exit(await start());

async function start(): Promise<number> {
  if (!(await buildIfStale())) return 1;
  const dataFolder = chooseDataFolder(args);
  const window = !args.includes('--no-window');
  const choice = await chooseSkin({ dataFolder, env: process.env, hasDisplay: window && hasDisplay(), electron: () => fetchElectron() });
  if (choice.skin === 'electron') return runElectron(choice.program, dataFolder);
  console.log(choice.why);
  return runShellProgram({ root, dataFolder, window });
}

async function runElectron(program: string, dataFolder: string): Promise<number> {
  const { code } = await runProgram(program, [...browserSandbox(), root, `--data=${dataFolder}`]);
  return code ?? 1;
}
