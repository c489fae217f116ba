import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import { readStore } from '../audit.ts';
import { openBrowserDesk } from '../desks.ts';
import { readJournal } from '../journal.ts';
import { openEnrolledDesk, StartPage } from '../pages/start-page.ts';
import { openStage } from '../stage.ts';
import { createChance } from './chance.ts';
import { createMilestone } from './milestone.ts';
import { createDeskProcesses, type DeskProcesses, type Victim } from './processes.ts';
import { type Step, Sweeping } from './sweeping.ts';
import { compareDraft, compareSaved, type KillReport, nothingOpen, type Tally } from './tally.ts';
import { within } from './within.ts';

export type { KillReport } from './tally.ts';

interface Trial {
  desk: DeskProcesses;
  dataFolder: string;
  tally: Tally;
  report: KillReport;
}

/**
 * SIGKILL of the browser, of host or of both at random moments, `rounds` times on one desk that saves and types: everything 已保存 is there
 * again, once, and so is every draft that a pause had kept. In every tenth round, from the fourth on, the profile is wiped as well. `heard` is
 * told of each round that is over.
 */
export async function killWhileSaving(rounds: number, seed: number, heard: (round: number) => void = () => undefined): Promise<KillReport> {
  const folder = await mkdtemp(join(tmpdir(), 'chaihuan-kill-'));
  await chmod(folder, 0o711);
  const stage = await openStage(() => openBrowserDesk(folder));
  const enrolled = await openEnrolledDesk(stage, '平板', '张伟');
  await enrolled.close();
  // From here on there is no network: what a wiped profile had pulled comes back from host's disk.
  await stage.cut();
  const dataFolder = join(folder, 'data');
  const report: KillReport = {
    rounds,
    saved: 0,
    drafts: 0,
    wiped: 0,
    secondsPerRound: 0,
    lost: [],
    doubled: [],
    unseen: 0,
    draftsLost: [],
  };
  const trial: Trial = {
    desk: createDeskProcesses(dataFolder, join(folder, 'profile')),
    dataFolder,
    tally: { saved: [], open: nothingOpen() },
    report,
  };
  const began = performance.now();
  try {
    for (let round = 1; round <= rounds; round += 1) {
      await playRound(trial, round, createChance(seed * 100_003 + round)).catch((cause: unknown) => {
        throw new Error(`round ${round} of npm run kill -- --rounds ${rounds} --seed ${seed}: ${String(cause)}`, { cause });
      });
      heard(round);
    }
    await startAndCompare(trial, await trial.desk.open());
    report.secondsPerRound = Math.round((performance.now() - began) / rounds / 100) / 10;
  } finally {
    await trial.desk.end();
    await stage.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
  return { ...report, saved: trial.tally.saved.length };
}

/** One start, some work, and a kill; now and then the kill comes while the desk is starting. */
async function playRound(trial: Trial, round: number, chance: () => number): Promise<void> {
  const { desk, tally } = trial;
  const victims = chooseVictims(chance());
  const wipes = round % 10 === 4;
  const after: Step = chance() < 0.5 ? 'kept' : 'saved';
  const times = Math.floor(chance() * 3) + (after === 'kept' ? 1 : 0);
  const [moment, early] = [chance(), chance() < 0.1];
  if (early) {
    await killWhile(trial.desk, victims, pause(moment * 2000), signIn(desk));
  } else {
    const sweeping = await startAndCompare(trial, await desk.open());
    const { hit, reached } = createMilestone<Step>(after, times);
    const due = reached.then(() => pause(moment * 600));
    await killWhile(desk, victims, due, sweeping.goOn(round, tally, chance, hit));
  }
  if (!wipes) return;
  await desk.wipeProfile();
  trial.report.wiped += 1;
}

function chooseVictims(chance: number): Victim[] {
  if (chance < 0.4) return ['host'];
  return chance < 0.8 ? ['browser'] : ['host', 'browser'];
}

async function signIn(desk: DeskProcesses): Promise<void> {
  await new StartPage(await desk.open()).signIn('张伟');
}

/** Kills when it is due. A random moment is what is tested here, not a wait for something. @throws what the work threw before that */
async function killWhile(desk: DeskProcesses, victims: readonly Victim[], due: Promise<void>, work: Promise<void>): Promise<void> {
  let killed = false;
  const ended = work.catch((error: unknown) => {
    if (!killed) throw error;
  });
  await Promise.race([due, ended.then(() => due)]);
  killed = true;
  await desk.kill(victims);
  await ended;
}

/** Signs in, looks for everything that was saved or kept, and leaves the form open with what was going on in it. */
async function startAndCompare({ dataFolder, tally, report }: Trial, page: Page): Promise<Sweeping> {
  await new StartPage(page).signIn('张伟');
  const shown = await notesShown(page, dataFolder);
  compareSaved(report, tally, shown, await notesJournaled(dataFolder));
  const sweeping = new Sweeping(page);
  await sweeping.openBuilding();
  const offered = await sweeping.openForm();
  compareDraft(report, tally, shown, offered);
  tally.open = offered === undefined ? nothingOpen() : { typed: [offered], keptFrom: 0 };
  return sweeping;
}

async function notesShown(page: Page, dataFolder: string): Promise<string[]> {
  const views = (await within(60, 'reading the store', readStore({ page, dataFolder }, 'view'))) as {
    type: string;
    fields: { note?: string };
  }[];
  return views.filter((view) => view.type === 'sweep').map((view) => view.fields.note ?? '');
}

async function notesJournaled(dataFolder: string): Promise<string[]> {
  const sweeps = (await readJournal(dataFolder)).filter(({ type }) => type === 'sweep');
  return sweeps.map(({ set }) => String(set.note?.new ?? ''));
}
