import type { Page } from '@playwright/test';
import type { DeskWindow } from './desks.ts';
import { type Shot, takeShot } from './fixtures/camera.ts';
import { CasePage } from './pages/case-page.ts';
import { EstatePages } from './pages/estate-pages.ts';
import { LedgerPage } from './pages/ledger-page.ts';
import { OperationPage } from './pages/operation-page.ts';
import { OwedPage } from './pages/owed-page.ts';
import { type FilePayload, jpeg } from './pages/paper.ts';
import { openEnrolledDesk, StartPage } from './pages/start-page.ts';
import { SurveyPage } from './pages/survey-page.ts';
import { SyncPage } from './pages/sync-page.ts';
import type { Stage } from './stage.ts';

/** What the day leaves behind, for whoever counts it again. */
export interface DayResult {
  desk: DeskWindow;
  second: DeskWindow;
  imported: string;
  ledgers: { name: string; bytes: Buffer }[];
  form: Buffer;
  receiptWords: string;
  /** The camera files the day was given, as they were, and what was asked of the camera. */
  shots: { bytes: Buffer; shot: Shot }[];
  /** Whether the camera was the drawn one, of whose pictures everything is known. */
  drawn: boolean;
}

export interface DayOptions {
  stage: Stage;
  roster: Buffer;
  /** Takes the pictures: drawn ones by default, a folder of real camera files for whoever has one. */
  camera?: (shot: Shot) => Promise<Buffer>;
  /** Called after each step worth a picture. */
  onStep(name: string, page: Page): Promise<void>;
}

const estate = '城港新村';
const building = '1幢';
const operation = '2026-CG-001';

/** So long ago that the first recheck has come. */
const closedOn = () => new Date(Date.now() - 100 * 86_400_000).toISOString().slice(0, 10);

type TakeShot = (name: string, shot: Shot) => Promise<FilePayload>;

/** What each part of the day works with. */
interface Hour {
  page: Page;
  shot: TakeShot;
  onStep: DayOptions['onStep'];
}

/** Morning: the clerk brings the roster in, the team walks a building. */
async function survey({ page, shot, onStep }: Hour, roster: Buffer): Promise<string> {
  const start = new StartPage(page);
  const estates = new EstatePages(page);
  const form = new SurveyPage(page);
  await start.switchTo('赵敏');
  await estates.createEstate(estate, 'CG', '城港社区');
  await estates.openEstate(estate);
  await estates.chooseRoster({
    name: '花名册.xlsx',
    mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    buffer: roster,
  });
  await page.getByRole('button', { name: '确认导入' }).waitFor();
  await onStep('花名册预览', page);
  const imported = await estates.confirmImport();
  await onStep('花名册导入完成', page);

  await start.switchTo('张伟');
  await estates.openBuilding(estate, building);
  await onStep('楼幢立面', page);
  await estates.sweep('楼顶', '有发现');
  await onStep('排查楼顶', page);

  await estates.surveyStructureIn('楼顶');
  await form.fillStructure({
    kind: '棚屋',
    label: '楼梯间东侧',
    material: '彩钢板',
    sides: ['4.2', '3', '2.4'],
    use: '储物',
    second: '李娜',
    photos: [
      await shot('棚屋全景', { subject: 'shed', takenAt: '2026:03:02 08:05:10', orientation: 6, gps: true }),
      await shot('棚屋近景', { subject: 'shed-near', takenAt: '2026:03:02 08:06:42', orientation: 1, gps: true }),
    ],
  });
  await onStep('摸排楼顶棚屋', page);
  await form.saveAndLeave();

  await estates.surveyFixtureIn(/^1单元101室/);
  const grille = { type: '防盗窗', width: '1500', height: '1200', qty: '1', material: '铁' };
  await form.fillFixture({
    ...grille,
    position: '南阳台-窗1',
    photos: [await shot('防盗窗1', { subject: 'grille', takenAt: '2026:03:02 08:20:00', orientation: 3 })],
  });
  await onStep('摸排防盗窗', page);
  await form.saveAndNext();
  await form.fillFixture({
    ...grille,
    width: '1800',
    position: '南阳台-窗2',
    photos: [await shot('防盗窗2', { subject: 'grille', takenAt: '2026:03:02 08:22:30', orientation: 8 })],
  });
  await form.saveAndLeave();
  await onStep('立面已有记录', page);
  return imported;
}

/** The way by consent: determined by another person, notified, agreed. */
async function agree({ page, onStep }: Hour): Promise<void> {
  const start = new StartPage(page);
  const estates = new EstatePages(page);
  const file = new CasePage(page);
  await start.switchTo('王芳');
  await estates.openBuilding(estate, building);
  await file.open(/棚屋/);
  await file.determine();
  await onStep('审核认定', page);

  await start.switchTo('陈静');
  await estates.openBuilding(estate, building);
  await file.open(/棚屋/);
  await file.notify();
  await file.agree('协助拆除');
  await onStep('违建签约', page);
  await estates.openBuilding(estate, building);
  await page.getByRole('button', { name: /^1单元101室/ }).click();
  await file.open(/南阳台-窗1/);
  await file.notify();
  await file.agree('协助拆除');
  await onStep('设施签约', page);
}

/** 10:00: one operation, three targets, one outcome each. */
async function demolish({ page, shot, onStep }: Hour): Promise<void> {
  const start = new StartPage(page);
  const operations = new OperationPage(page);
  await start.switchTo('张伟');
  await operations.createTeam('城东拆违一组', '张伟', [
    { name: '李娜', org: '城管' },
    { name: '孙强', org: '施工' },
  ]);
  await onStep('工作组', page);
  await operations.plan(operation, '城东拆违一组', building);
  await onStep('行动安排', page);
  await start.switchTo('王芳');
  await operations.open(operation);
  await operations.step('批准');
  await start.switchTo('张伟');
  await operations.open(operation);
  await operations.brief();
  await onStep('安全交底', page);
  await operations.step('开始行动');
  const work = async (n: number, minute: string) => [await shot(`拆中${n}`, { subject: 'work', takenAt: `2026:03:02 10:${minute}:00` })];
  const clear = async (n: number, minute: string) => [await shot(`拆后${n}`, { subject: 'clear', takenAt: `2026:03:02 10:${minute}:30` })];
  await operations.removed(/棚屋|楼梯间东侧/, await work(1, '10'), await clear(1, '40'));
  await onStep('点位结果', page);
  await operations.removed(/CG-\w+-0002/, await work(2, '45'), await clear(2, '50'));
  await operations.removed(/CG-\w+-0003/, await work(3, '52'), await clear(3, '58'));
  await operations.step('核对');
  await onStep('行动核对', page);
  await start.switchTo('赵敏');
  await operations.open(operation);
  await operations.step('结束行动');
}

async function finishStructure({ page, shot, onStep }: Hour): Promise<void> {
  const start = new StartPage(page);
  const estates = new EstatePages(page);
  const file = new CasePage(page);
  await start.switchTo('张伟');
  await estates.openBuilding(estate, building);
  await file.open(/棚屋/);
  await file.clear('6.5', await shot('清运', { subject: 'clear', takenAt: '2026:03:05 09:10:00' }));
  await file.makeGood('屋面防水修补', await shot('恢复', { subject: 'clear', takenAt: '2026:03:09 15:20:00' }));
  await start.switchTo('王芳');
  await estates.openBuilding(estate, building);
  await file.open(/棚屋/);
  await file.accept(closedOn());
  await onStep('违建销号', page);
}

/** 14:00: the household chooses and signs; one grille comes back, one is still owed. */
async function giveBack({ page, shot, onStep }: Hour): Promise<Buffer> {
  const owed = new OwedPage(page);
  await new StartPage(page).switchTo('陈静');
  await owed.open();
  await onStep('待还', page);
  await owed.openLine('南阳台-窗1');
  await owed.confirm('304不锈钢平面防盗窗');
  await onStep('住户确认签字', page);
  const form = await owed.print();
  const inside = await shot('室内', { subject: 'inside', takenAt: '2026:03:20 14:05:00' });
  const outside = await shot('室外', { subject: 'outside', takenAt: '2026:03:20 14:07:00' });
  await owed.install('1500', '1200', inside, outside);
  await onStep('还装登记', page);
  await owed.accept();
  await onStep('还装验收', page);
  await owed.open();
  await owed.openLine('南阳台-窗2');
  await owed.confirm('铝合金平面防盗窗');
  await onStep('本户账', page);
  return form;
}

async function exportLedgers({ page, onStep }: Hour): Promise<DayResult['ledgers']> {
  const ledgers = new LedgerPage(page);
  await new StartPage(page).switchTo('赵敏');
  await ledgers.open();
  await ledgers.choose(estate);
  const files: DayResult['ledgers'] = [];
  for (const name of ['违建摸排台账', '拆违行动台账', '拆一还一台账']) {
    await ledgers.show(name);
    await onStep(name, page);
    files.push(await ledgers.export());
  }
  return files;
}

/** A second desk pulls, and shows the same with its pictures. */
async function lookElsewhere(stage: Stage, onStep: DayOptions['onStep']): Promise<DeskWindow> {
  const second = await openEnrolledDesk(stage, '社区-电脑2', '陈静');
  const { page } = second;
  await new SyncPage(page).open();
  await page.getByText(/^没有要送达的记录。收到别处的更新/).waitFor({ timeout: 60_000 });
  await onStep('第二台设备同步', page);
  await new EstatePages(page).openBuilding(estate, building);
  await new CasePage(page).open(/棚屋/);
  await page
    .getByRole('button', { name: /^查看照片 拆前/ })
    .first()
    .click();
  await page.locator('img.display-photo').waitFor();
  await page.waitForFunction(() => document.querySelector<HTMLImageElement>('img.display-photo')?.naturalWidth ?? 0);
  await onStep('第二台设备看照片', page);
  return second;
}

/** One field day from survey to receipt, every step through the screens. The server is away until the last step. */
export async function playFieldDay({ stage, roster, camera = takeShot, onStep }: DayOptions): Promise<DayResult> {
  const desk = await openEnrolledDesk(stage, '城东-平板1', '张伟');
  const { page } = desk;
  const shots: DayResult['shots'] = [];
  const takeAndKeep: TakeShot = async (name, shot) => {
    const bytes = await camera(shot);
    shots.push({ bytes, shot });
    return jpeg(`${name}.jpg`, bytes);
  };
  const hour: Hour = { page, shot: takeAndKeep, onStep };
  await onStep('今日', page);
  await stage.cut();
  const imported = await survey(hour, roster);
  await agree(hour);
  await demolish(hour);
  await finishStructure(hour);
  const form = await giveBack(hour);
  const ledgers = await exportLedgers(hour);
  const sync = new SyncPage(page);
  await sync.open();
  await sync.sync();
  await onStep('没有网络时同步', page);
  await stage.restore();
  const receiptWords = await sync.sync();
  await onStep('回执', page);
  const second = await lookElsewhere(stage, onStep);
  return { desk, second, imported, ledgers, form, receiptWords, shots, drawn: camera === takeShot };
}
