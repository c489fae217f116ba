import 'fake-indexeddb/auto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Failure } from '#contract/failure.ts';
import type { Household } from '#domain/estate.ts';
import { id, structure } from '#domain/testing/samples.ts';
import { noise } from '#host/testing/pictures.ts';
import { issueTestCode } from '#server/testing/enrolled-device.ts';
import { type ServerProcess, startServerProcess } from '#server/testing/server-process.ts';
import type { Desk } from '../../../src/renderer/store/desk.ts';
import { photoChanges, photoRefs } from '../../../src/renderer/store/photo-changes.ts';
import { createOf, findRecords, patchOf } from '../../../src/renderer/store/records.ts';
import { newRecordId, saveChanges } from '../../../src/renderer/store/save.ts';
import { loadReading } from '../../../src/renderer/store/search-index.ts';
import { createChance } from '../chance.ts';
import { createMilestone } from '../milestone.ts';
import { type CuttingProxy, openCuttingProxy } from './cutting-proxy.ts';
import { freshUid, KilledDesk } from './killed-desk.ts';
import { type Broken, findBroken, type Saved } from './laws.ts';

export interface SyncKillReport extends Broken {
  rounds: number;
  seed: number;
  saved: number;
  photos: number;
  /** How often the server, a host or a page was killed, and how many profiles were wiped with it. */
  kills: { server: number; host: number; page: number; wiped: number };
  /** What the line did to requests. */
  faults: CuttingProxy['done'];
  secondsPerRound: number;
}

interface Trial {
  serverFolder: string;
  server: ServerProcess;
  proxy: CuttingProxy;
  desks: KilledDesk[];
  saved: Saved;
  pictures: Buffer[];
  report: SyncKillReport;
}

const deskCount = 2;

/**
 * Desks that save and sync through a line that cuts, doubles and loses, while server, hosts and pages are killed at random moments: after each
 * round, when all have synced over a whole line, nothing that was called saved is lost or there twice, and every photo is whole. `heard` is told
 * of each round that is over.
 */
export async function killWhileSyncing(
  rounds: number,
  seed: number,
  heard: (round: number) => void = () => undefined,
): Promise<SyncKillReport> {
  const folder = await mkdtemp(join(tmpdir(), 'chaihuan-kill-sync-'));
  await chmod(folder, 0o711);
  const serverFolder = join(folder, 'district');
  const server = await startServerProcess(serverFolder);
  const proxy = await openCuttingProxy(server.url, createChance(seed * 100_003));
  const pictures = await Promise.all(
    [noise(120, 90), noise(140, 90), noise(1100, 900)].map((each) => each.jpeg({ quality: 95 }).toBuffer()),
  );
  const kills = { server: 0, host: 0, page: 0, wiped: 0 };
  const none: Broken = { lost: [], doubled: [], photosBroken: [], unequal: [] };
  const report: SyncKillReport = { rounds, seed, saved: 0, photos: 0, kills, ...none, faults: proxy.done, secondsPerRound: 0 };
  const trial: Trial = { serverFolder, server, proxy, desks: [], saved: { uids: [], photos: [] }, pictures, report };
  await loadReading();
  try {
    for (let n = 1; n <= deskCount; n += 1) {
      const issued = await issueTestCode(trial.server.db, ['team', 'clerk']);
      trial.desks.push(await KilledDesk.join(folder, `平板${n}`, { serverUrl: proxy.url, ...issued }));
    }
    const began = performance.now();
    for (let round = 1; round <= rounds; round += 1) {
      await playRound(trial, round, createChance(seed * 100_003 + round));
      heard(round);
    }
    report.secondsPerRound = Math.round((performance.now() - began) / rounds / 100) / 10;
  } finally {
    await Promise.all(trial.desks.map((desk) => desk.end()));
    await trial.server.end();
    await proxy.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
  return { ...report, saved: trial.saved.uids.length, photos: trial.saved.photos.length };
}

/** What one desk does in a round, and what becomes of it: after so many saves its host or its page dies, or neither. */
interface Plan {
  chance: () => number;
  saves: number;
  moment: number;
  victim: 'host' | 'page' | 'wiped page' | 'nobody';
}

function planOf(chance: () => number): Plan {
  const fate = chance();
  const victim = fate < 0.35 ? 'host' : fate < 0.65 ? 'page' : fate < 0.75 ? 'wiped page' : 'nobody';
  const saves = 1 + Math.floor(chance() * 5);
  return { victim, saves, moment: chance(), chance: createChance(Math.floor(chance() * 2 ** 31)) };
}

/** Work and syncs on a bad line, kills meanwhile, then a whole line and everybody synced. */
async function playRound(trial: Trial, round: number, chance: () => number): Promise<void> {
  const { proxy, desks, saved, report } = trial;
  proxy.breaks = true;
  const served = { dies: chance() < 0.5, moment: chance() };
  const under = desks.map((desk) => playDesk(trial, desk, planOf(chance)));
  if (served.dies) {
    await under[0]?.busy;
    await killServer(trial, served.moment);
  }
  await Promise.all(under.map(({ ended }) => ended));
  proxy.breaks = false;
  await Promise.all(desks.map((desk) => desk.open()));
  // What the last of them sends the others pull only then.
  for (const desk of [...desks, ...desks.slice(0, -1)]) await desk.sync();
  const broken = await findBroken(trial.server.db, trial.serverFolder, saved, desks);
  for (const law of ['lost', 'doubled', 'photosBroken', 'unequal'] as const) {
    report[law].push(...broken[law].map((what) => `${round}: ${what}`));
  }
}

/** `busy` when it has saved as often as its plan says, `ended` when it has ended, or been ended. */
function playDesk(trial: Trial, desk: KilledDesk, plan: Plan): { busy: Promise<void>; ended: Promise<void> } {
  const { hit, reached } = createMilestone('saved', plan.saves);
  const working = workOn(trial, desk, plan, () => hit('saved'));
  const busy = Promise.race([reached, working]);
  const killing = busy.then(() => pause(plan.moment * 800)).then(() => killDesk(trial.report, desk, plan.victim));
  return { busy, ended: Promise.all([working, killing]).then(() => undefined) };
}

async function killServer(trial: Trial, moment: number): Promise<void> {
  await pause(moment * 800);
  const { port } = new URL(trial.server.url);
  await trial.server.kill();
  trial.report.kills.server += 1;
  trial.server = await startServerProcess(trial.serverFolder, Number(port));
}

async function killDesk({ kills }: SyncKillReport, desk: KilledDesk, victim: Plan['victim']): Promise<void> {
  switch (victim) {
    case 'host':
      kills.host += 1;
      return desk.killHost();
    case 'page':
      kills.page += 1;
      return desk.killPage(false);
    case 'wiped page':
      kills.wiped += 1;
      return desk.killPage(true);
    case 'nobody':
      return;
    default:
      return victim satisfies never;
  }
}

/** Saves and syncs in turn; it ends where something it needs was killed. */
async function workOn(trial: Trial, desk: KilledDesk, { chance, saves }: Plan, onSaved: () => void): Promise<void> {
  for (let done = 0; done < saves + 2; done += 1) {
    try {
      await saveOne(trial, desk, chance);
    } catch (error) {
      // Not called saved: it may be there, once, or not. What nobody killed must not fail.
      if (!isCut(error)) throw error;
      return;
    }
    onSaved();
    // What a bad line, a killed server or a killed host cuts off; the whole line at the round's end must do.
    if (chance() < 0.6) await desk.sync().catch(() => undefined);
  }
}

/** No answer from a host that died, none from the next one either, or no database under a page that is gone. */
function isCut(error: unknown): boolean {
  if (error instanceof Failure) return error.code === 'store-behind' || error.code === 'call-refused';
  return error instanceof Error && ['TypeError', 'DatabaseClosedError', 'AbortError', 'SyntaxError'].includes(error.name);
}

async function saveOne(trial: Trial, { desk }: KilledDesk, chance: () => number): Promise<void> {
  const uid = freshUid();
  const kind = chance();
  const which = chance();
  const seen = kind < 0.3 ? await findRecords(desk.db, 'household') : [];
  const record = seen[Math.floor(which * seen.length)];
  if (record !== undefined) await saveChanges(desk, [patchOf(record, { note: `复核${uid.slice(-6)}` })], uid);
  else if (kind < 0.6) await saveChanges(desk, [createOf('household', newRecordId(desk), householdOf(uid))], uid);
  else
    trial.saved.photos.push(await saveWithPhoto(desk, uid, trial.pictures[Math.floor(which * trial.pictures.length)] ?? Buffer.alloc(0)));
  trial.saved.uids.push(uid);
}

const householdOf = (uid: string): Household => ({
  ...{ building: id(1), unit: '1', room: uid.slice(-8), contactName: '示例住户', phone: null, occupancy: 'OWNER', from: null, to: null },
  ...{ ownerReachable: null, accommodation: null, note: '', source: null },
});

/** A record and its photo, in one group. Answers the photo's hash. */
async function saveWithPhoto(desk: Desk, uid: string, picture: Buffer): Promise<string> {
  const structureId = newRecordId(desk);
  const taken = [{ facts: await ingest(desk, picture, uid), stage: 'BEFORE' as const }];
  const place = { building: id(1), unit: null, room: null, label: uid };
  const fields = structure({ code: `CG-A1-${uid.slice(-12)}`, place, photos: photoRefs(taken), status: 'draft' });
  const pictured = photoChanges(desk, taken, [{ type: 'structure', id: structureId }], { place: '学田小区', code: fields.code });
  await saveChanges(desk, [createOf('structure', structureId, fields), ...pictured], uid);
  return taken[0]?.facts.sha256 ?? '';
}

/** A picture of its own each time: what stands behind a JPEG's end is nobody's picture, and another hash. */
function ingest(desk: Desk, picture: Buffer, uid: string) {
  const bytes = Uint8Array.from(Buffer.concat([picture, Buffer.from(uid)]));
  const watermark = { place: '学田小区', code: uid.slice(-8), stage: '拆除前' };
  return desk.host.call('photos.ingest', { watermark, shutter: true, fileName: 'IMG_1.jpg' }, bytes.buffer);
}
