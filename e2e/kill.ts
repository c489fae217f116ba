import { parseArgs } from 'node:util';
import { setUpBrowser } from '../src/launch/browser-setup.ts';
import { buildIfStale } from '../src/launch/build.ts';
import { killWhileSaving } from './kill/saves.ts';

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '10' }, seed: { type: 'string', default: '1' } } });
process.env.CHAIHUAN_BROWSER = await setUpBrowser();
await buildIfStale();
const report = await killWhileSaving(Number(values.rounds), Number(values.seed));
console.log(JSON.stringify(report));
const bad = report.lost.length + report.doubled.length + report.unseen;
console.log(
  `${report.rounds} 轮 SIGKILL，已保存 ${report.saved} 条，丢失 ${report.lost.length}，重复 ${report.doubled.length}，日志有而屏上没有 ${report.unseen}`,
);
process.exit(bad === 0 ? 0 : 1);
