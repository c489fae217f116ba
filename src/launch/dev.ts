import { build } from 'electron-vite';
import { chooseDataFolder } from '#host/folder/default-folder.ts';
import { hasDisplay } from '#web/app-window.ts';
import { runShellProgram } from '#web/program.ts';
import { chooseSkin } from './choose-skin.ts';
import { fetchElectron } from './electron-binary.ts';
import { root, runTool } from './run-program.ts';

// npm run dev [-- --data DIR] [-- --no-window]
const args = process.argv.slice(2);
process.exit(await develop());

/** Electron with hot reload where it can be had; otherwise the page is built again at every change, and a reload of the window shows it. */
async function develop(): Promise<number> {
  const dataFolder = chooseDataFolder(args);
  const window = !args.includes('--no-window');
  const choice = await chooseSkin({ dataFolder, env: process.env, hasDisplay: window && hasDisplay(), electron: () => fetchElectron() });
  if (choice.skin === 'electron')
    return (await runTool('electron-vite/bin/electron-vite.js', ['dev', '--', `--data=${dataFolder}`])).code ?? 1;
  console.log(choice.why);
  await build({ root, build: { watch: {} } });
  return runShellProgram({ root, dataFolder, window });
}
