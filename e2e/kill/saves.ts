import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import { readStore } from '../audit.ts';
import { openBrowserDesk } from '../desks.ts';
import { readJournal } from '../journal.ts';
import { EstatePages } from '../pages/estate-pages.ts';
import { Paper } from '../pages/paper.ts';
import { openEnrolledDesk, StartPage } from '../pages/start-page.ts';
import { openStage } from '../stage.ts';
import { type DeskProcesses, end, startDesk } from './processes.ts';

export interface KillReport {
  rounds: number;
  saved: number;
  /** 已保存 was shown, and the next start did not have it. */
  lost: string[];
  /** Shown more than once after a start. */
  doubled: string[];
  /** Sweeps in the journal that the store did not show after a start. */
  unseen: number;
}

/** Seeded chance (mulberry32): a failing run can be played again. */
export function createChance(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Saves sweeps one after another until something dies. A note is pushed only once its form has closed: that is 已保存. */
async function saveUntilKilled(page: Page, round: number, saved: string[]): Promise<void> {
  for (let n = 1; ; n += 1) {
    const note = `第${round}轮第${n}次`;
    await page.getByRole('button', { name: '排查 楼顶' }).click();
    const paper = new Paper(page, page.getByRole('form', { name: '记录排查' }));
    await paper.pick('排查结果', '未发现');
    await paper.type('备注', note);
    await page.getByRole('button', { name: '保存排查' }).click();
    await page.getByRole('form', { name: '记录排查' }).waitFor({ state: 'hidden' });
    saved.push(note);
  }
}

async function notesShown(page: Page, dataFolder: string): Promise<string[]> {
  const views = (await readStore({ page, dataFolder }, 'view')) as { type: string; fields: { note?: string } }[];
  return views.filter((view) => view.type === 'sweep').map((view) => view.fields.note ?? '');
}

async function notesJournaled(dataFolder: string): Promise<string[]> {
  const sweeps = (await readJournal(dataFolder)).filter(({ type }) => type === 'sweep');
  return sweeps.map(({ set }) => String(set.note?.new ?? ''));
}

/** SIGKILL of the browser or of host at random moments, `rounds` times on one desk: everything 已保存 is there again, once. */
export async function killWhileSaving(rounds: number, seed: number): Promise<KillReport> {
  const chance = createChance(seed);
  const folder = await mkdtemp(join(tmpdir(), 'chaihuan-kill-'));
  await chmod(folder, 0o711);
  const { dataFolder, profile } = await enrollOnce(folder);
  const saved: string[] = [];
  const report: KillReport = { rounds, saved: 0, lost: [], doubled: [], unseen: 0 };
  for (let round = 1; round <= rounds + 1; round += 1) {
    const desk = await startDesk(dataFolder, profile);
    await new StartPage(desk.page).signIn('张伟');
    await compare(desk.page, dataFolder, saved, report);
    if (round <= rounds) {
      await new EstatePages(desk.page).openBuilding('城东示例小区', '1幢');
      await killAtRandom(desk, chance, saveUntilKilled(desk.page, round, saved));
    }
    await end(desk.browser, 'SIGTERM');
    await end(desk.host, 'SIGTERM');
  }
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  return { ...report, saved: saved.length };
}

async function enrollOnce(folder: string): Promise<{ dataFolder: string; profile: string }> {
  const stage = await openStage(() => openBrowserDesk(folder));
  await openEnrolledDesk(stage, '平板', '张伟');
  await stage.close();
  return { dataFolder: join(folder, 'data'), profile: join(folder, 'profile') };
}

async function killAtRandom({ host, browser }: DeskProcesses, chance: () => number, work: Promise<void>): Promise<void> {
  const ended = work.catch(() => undefined);
  const victim = chance() < 0.5 ? host : browser;
  // A random moment is what is tested here, not a wait for something.
  await pause(300 + chance() * 2500);
  await end(victim, 'SIGKILL');
  await end(victim === host ? browser : host, 'SIGTERM');
  await ended;
}

async function compare(page: Page, dataFolder: string, saved: readonly string[], report: KillReport): Promise<void> {
  const shown = await notesShown(page, dataFolder);
  const known = new Set(shown);
  report.lost.push(...saved.filter((note) => !known.has(note)));
  report.doubled.push(...shown.filter((note, index) => shown.indexOf(note) !== index));
  report.unseen += (await notesJournaled(dataFolder)).filter((note) => !known.has(note)).length;
}
