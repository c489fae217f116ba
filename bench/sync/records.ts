import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { SyncPhase } from '#sync/progress.ts';
import { type Program, startProgram } from '../programs.ts';
import { median } from '../store/figures.ts';
import { type BenchDesk, buildPages, pagesFolder, raiseDesk } from '../store/stage.ts';
import { type BenchDistrict, raiseDistrict, subdistrictOf } from './district.ts';
import type { SessionTimes } from './page.ts';

export interface UpAndDown {
  upMs: number;
  downMs: number;
}

interface OurTimes extends UpAndDown {
  /** What search learns of after the pull. */
  indexMs: number;
  /** The pull that brings the sender's own changes back, and the same pull at the empty device: without the greeting. */
  echoMs: number;
  foreignMs: number;
}

interface Round {
  ours: OurTimes;
  pouch: UpAndDown;
  pouch500: UpAndDown;
}

/** Records from one device up, and down to an empty second one: ours and PouchDB's in the same browsers, in turn. */
export async function measureRecords(records: number, rounds: number, say: (what: string) => void) {
  await buildPages(import.meta.dirname, ['index.html', 'pouch.html']);
  const folder = await mkdtemp(join(tmpdir(), 'chaihuan-bench-pouch-'));
  const pouch = await startProgram(join(import.meta.dirname, 'pouch-server.ts'), folder, pagesFolder);
  const district = await raiseDistrict();
  const all: Round[] = [];
  try {
    for (let n = 0; n < rounds; n += 1) {
      say(`records: round ${n + 1} of ${rounds}`);
      const round = await playRound(district, pouch, records, n);
      say(JSON.stringify(round));
      all.push(round);
    }
  } finally {
    await pouch.end();
    await district.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
  const of = (read: (round: Round) => number) => median(all.map(read));
  return {
    pushVsPouch: of(({ ours, pouch }) => pouch.upMs / ours.upMs),
    pullVsPouch: of(({ ours, pouch }) => pouch.downMs / ours.downMs),
    pushVsPouch500: of(({ ours, pouch500 }) => pouch500.upMs / ours.upMs),
    pullVsPouch500: of(({ ours, pouch500 }) => pouch500.downMs / ours.downMs),
    records,
    pushMs: of(({ ours }) => ours.upMs),
    pullMs: of(({ ours }) => ours.downMs),
    pullIndexMs: of(({ ours }) => ours.indexMs),
    echoMs: of(({ ours }) => ours.echoMs),
    echoVsPull: of(({ ours }) => ours.echoMs / ours.foreignMs),
    pouchPushMs: of(({ pouch }) => pouch.upMs),
    pouchPullMs: of(({ pouch }) => pouch.downMs),
    pouch500PushMs: of(({ pouch500 }) => pouch500.upMs),
    pouch500PullMs: of(({ pouch500 }) => pouch500.downMs),
  };
}

/** Two fresh desks in a subdistrict of their own. */
async function playRound(district: BenchDistrict, pouch: Program, records: number, n: number): Promise<Round> {
  const first = await raiseDesk(await district.code(subdistrictOf(n)));
  try {
    const second = await raiseDesk(await district.code(subdistrictOf(n)));
    try {
      const ours = () => syncOurs(first, second, records);
      const theirs = (batch?: number) => replicate(pouch, first, second, { name: `round${n}-${batch ?? 'default'}`, records, batch });
      // Whatever the machine does meanwhile is not always the same one's.
      if (n % 2 === 0) return { ours: await ours(), pouch: await theirs(), pouch500: await theirs(500) };
      const [pouch500, own] = [await theirs(500), await theirs()];
      return { ours: await ours(), pouch: own, pouch500 };
    } finally {
      await second.close();
    }
  } finally {
    await first.close();
  }
}

/** Greeting the server is in both ways: PouchDB's replication greets its server too. */
async function syncOurs(first: BenchDesk, second: BenchDesk, records: number): Promise<OurTimes> {
  const [sender, receiver] = [await first.storePage(), await second.storePage()];
  await sender.evaluate((count) => window.syncBench.save(count), records);
  const up = await sender.evaluate(() => window.syncBench.sync());
  const down = await receiver.evaluate(() => window.syncBench.sync());
  if (up.sent !== records || down.rows !== records) throw new Error(`sent ${up.sent}, pulled ${down.rows} of ${records}`);
  const indexMs = await receiver.evaluate(() => window.syncBench.index());
  const begun = ({ at }: SessionTimes, phase: SyncPhase) => at[phase] ?? Number.NaN;
  const pulling = (times: SessionTimes) => begun(times, 'photos') - begun(times, 'pull');
  return { upMs: begun(up, 'pull'), downMs: begun(down, 'photos'), indexMs, echoMs: pulling(up), foreignMs: pulling(down) };
}

interface Replication {
  name: string;
  records: number;
  batch: number | undefined;
}

async function replicate(pouch: Program, first: BenchDesk, second: BenchDesk, { name, records, batch }: Replication): Promise<UpAndDown> {
  const [sender, receiver] = [await pouchPage(pouch, first), await pouchPage(pouch, second)];
  await sender.evaluate(([to, count]) => window.pouchBench.fill(to, count), [name, records] as const);
  const up = await sender.evaluate(([of, size]) => window.pouchBench.push(of, size), [name, batch] as const);
  const down = await receiver.evaluate(([of, size]) => window.pouchBench.pull(of, size), [name, batch] as const);
  await sender.close();
  await receiver.close();
  if (up.docs !== records || down.docs !== records) throw new Error(`PouchDB sent ${up.docs}, pulled ${down.docs} of ${records}`);
  return { upMs: up.ms, downMs: down.ms };
}

async function pouchPage(pouch: Program, desk: BenchDesk): Promise<Page> {
  const page = await desk.context.newPage();
  page.setDefaultTimeout(600_000);
  await page.goto(`${pouch.url}/bench/pouch.html`);
  await page.waitForFunction(() => 'pouchBench' in window);
  return page;
}
