import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Receipt } from '#contract/district-api.ts';
import { setUpBrowser } from '../src/launch/browser-setup.ts';
import { buildIfStale } from '../src/launch/build.ts';
import { readCommandLine, refuseUse } from '../src/launch/command-line.ts';
import { auditDay, type Check } from './audit.ts';
import { openBrowserDesk } from './desks.ts';
import { playFieldDay } from './field-day.ts';
import { takeShot } from './fixtures/camera.ts';
import { messyRoster } from './fixtures/roster.ts';
import { openStage } from './stage.ts';

const usage = 'npm run demo -- --out DIR [--roster FILE.xlsx] [--photos DIR]';
const { values } = readCommandLine(usage, {
  options: { out: { type: 'string' }, roster: { type: 'string' }, photos: { type: 'string' } },
});
process.exit(await runDemo(resolve(values.out ?? refuseUse(usage, '--out is missing'))));

/** The pictures of a folder first, one each; drawn ones when they have run out. */
async function cameraWith(folder: string): Promise<typeof takeShot> {
  const files = (await readdir(folder)).filter((name) => /\.(jpe?g|png|webp|heic)$/i.test(name)).sort();
  return async (shot) => {
    const next = files.shift();
    return next === undefined ? takeShot(shot) : readFile(join(folder, next));
  };
}

function receiptText(words: string, receipt: Receipt): string {
  const { counts, photos } = receipt;
  return [
    '拆还通 同步回执',
    words,
    `批次 ${receipt.batch}`,
    `设备 ${receipt.dev}　本机编号 ${receipt.from}–${receipt.to}`,
    `送达 ${counts.received}　入账 ${counts.applied}　与已有一致 ${counts.noop}　待核对 ${counts.conflict + counts.quarantined}`,
    `照片 ${photos.total} 张，校验一致 ${photos.verified} 张，${photos.bytes} 字节`,
    `最后一条的校验值 ${receipt.head}`,
    `回执校验值 ${receipt.digest}`,
    '',
  ].join('\n');
}

function tell(check: Check): boolean {
  const same = check.expected === check.found;
  console.log(`${same ? '✓' : '✗'} ${check.what}: ${check.found}${same ? '' : `（应为 ${check.expected}）`}`);
  return same;
}

/** Plays the field day unattended and counts it again. Answers the exit code. */
async function runDemo(out: string): Promise<number> {
  const startedAt = performance.now();
  process.env.CHAIHUAN_BROWSER = await setUpBrowser();
  await buildIfStale();
  await mkdir(join(out, 'screenshots'), { recursive: true });
  const stage = await openStage(openBrowserDesk);
  try {
    let shots = 0;
    const day = await playFieldDay({
      stage,
      roster: values.roster === undefined ? await messyRoster() : await readFile(values.roster),
      camera: values.photos === undefined ? takeShot : await cameraWith(values.photos),
      onStep: async (name, page) => {
        shots += 1;
        const file = `${String(shots).padStart(2, '0')}-${name}.png`;
        await page.screenshot({ path: join(out, 'screenshots', file), animations: 'disabled' });
        console.log(`${((performance.now() - startedAt) / 1000).toFixed(1).padStart(6)} s  ${name}`);
      },
    });
    for (const { name, bytes } of day.ledgers) await writeFile(join(out, name), bytes);
    await writeFile(join(out, '拆一还一确认单.pdf'), day.form);
    const { checks, receipt } = await auditDay(stage, day);
    await writeFile(join(out, 'receipt.json'), `${JSON.stringify(receipt, null, 2)}\n`);
    await writeFile(join(out, 'receipt.txt'), receiptText(day.receiptWords, receipt));
    const wrong = checks.map(tell).filter((same) => !same).length;
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(0);
    console.log(
      `${wrong === 0 ? '全部相符' : `${wrong} 项不符`}：${checks.length} 项核对，${shots} 张截图，${day.receiptWords}，用时 ${seconds} 秒`,
    );
    return wrong === 0 ? 0 : 1;
  } finally {
    await stage.close();
  }
}
