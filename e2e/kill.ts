import { setUpBrowser } from '../src/launch/browser-setup.ts';
import { buildIfStale } from '../src/launch/build.ts';
import { readCommandLine, readCounts, refuseUse } from '../src/launch/command-line.ts';
import { killWhileSaving } from './kill/saves.ts';
import { killWhileSyncing } from './kill/sync/run.ts';

const usage = 'npm run kill -- [save|sync] [--rounds 10] [--seed 1]';
const { positionals, values } = readCommandLine(usage, {
  allowPositionals: true,
  options: { rounds: { type: 'string', default: '10' }, seed: { type: 'string', default: '1' } },
});
const { rounds } = readCounts(usage, { rounds: values.rounds }, 1);
const { seed } = readCounts(usage, { seed: values.seed });
const kinds: Record<string, () => Promise<boolean>> = { save: killSaves, sync: killSyncs };
const [kind = 'save'] = positionals;
const kill = kinds[kind] ?? refuseUse(usage, `there is no kill of ${kind}`);
process.exit((await kill()) ? 0 : 1);

async function killSaves(): Promise<boolean> {
  process.env.CHAIHUAN_BROWSER = await setUpBrowser();
  await buildIfStale();
  const report = await killWhileSaving(rounds, seed, tell);
  console.log(JSON.stringify(report));
  const { saved, lost, doubled, unseen, drafts, draftsLost, wiped, secondsPerRound } = report;
  console.log(
    `${rounds} 轮 SIGKILL（其中 ${wiped} 次清空浏览器资料），每轮 ${secondsPerRound} 秒：已保存 ${saved} 条，丢失 ${lost.length}，重复 ${doubled.length}，日志有而屏上没有 ${unseen}；草稿 ${drafts} 份，丢失 ${draftsLost.length}`,
  );
  return lost.length + doubled.length + unseen + draftsLost.length === 0;
}

async function killSyncs(): Promise<boolean> {
  const report = await killWhileSyncing(rounds, seed, tell);
  console.log(JSON.stringify(report));
  const { saved, photos, kills, lost, doubled, photosBroken, unequal, secondsPerRound } = report;
  console.log(
    `${rounds} 轮同步中 SIGKILL（服务器 ${kills.server}，主机 ${kills.host}，页面 ${kills.page}，其中清空 ${kills.wiped}），每轮 ${secondsPerRound} 秒：已保存 ${saved} 次，照片 ${photos} 张；丢失 ${lost.length}，重复 ${doubled.length}，照片不完整 ${photosBroken.length}，两端不一致 ${unequal.length}`,
  );
  const whole = lost.length + doubled.length + photosBroken.length + unequal.length === 0;
  if (!whole) console.log(`重放：npm run kill -- sync --rounds ${rounds} --seed ${seed}`);
  return whole;
}

/** Two hundred rounds take half an hour. */
function tell(round: number): void {
  if (round % 10 === 0) console.error(`${round} / ${rounds}`);
}
