import { parseArgs } from 'node:util';
import { setUpBrowser } from '../src/launch/browser-setup.ts';
import { buildIfStale } from '../src/launch/build.ts';
import { killWhileSaving } from './kill/saves.ts';

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '10' }, seed: { type: 'string', default: '1' } } });
process.env.CHAIHUAN_BROWSER = await setUpBrowser();
await buildIfStale();
const report = await killWhileSaving(Number(values.rounds), Number(values.seed));
console.log(JSON.stringify(report));
const { rounds, saved, lost, doubled, unseen, drafts, draftsLost, wiped, secondsPerRound } = report;
console.log(
  `${rounds} 轮 SIGKILL（其中 ${wiped} 次清空浏览器资料），每轮 ${secondsPerRound} 秒：已保存 ${saved} 条，丢失 ${lost.length}，重复 ${doubled.length}，日志有而屏上没有 ${unseen}；草稿 ${drafts} 份，丢失 ${draftsLost.length}`,
);
process.exit(lost.length + doubled.length + unseen + draftsLost.length === 0 ? 0 : 1);
