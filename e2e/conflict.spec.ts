import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { expectAccessible } from './accessible.ts';
import { type BrowserDesk, openBrowserDesk } from './desks.ts';
import { takeShot } from './fixtures/camera.ts';
import { sendWhatWaits } from './hold-maker.ts';
import { CasePage } from './pages/case-page.ts';
import { EstatePages } from './pages/estate-pages.ts';
import { jpeg, Paper } from './pages/paper.ts';
import { openEnrolledDesk, StartPage } from './pages/start-page.ts';
import { SurveyPage } from './pages/survey-page.ts';
import { SyncPage } from './pages/sync-page.ts';
import { openStage, type Stage } from './stage.ts';

let stage: Stage<BrowserDesk>;
/** Two desks of one subdistrict. */
let first: Page;
let second: Page;

test.beforeAll(async () => {
  stage = await openStage(openBrowserDesk);
});
test.afterAll(() => stage.close());

async function sync(page: Page): Promise<string> {
  const day = new SyncPage(page);
  await day.open();
  return day.sync();
}

async function openWaiting(page: Page): Promise<void> {
  await page
    .getByRole('navigation', { name: '主导航' })
    .getByRole('link', { name: /^待处理/ })
    .click();
}

/** What waits and was not decided at this desk. */
const waitingLinks = (page: Page) =>
  page.getByRole('main').getByRole('listitem').filter({ hasNotText: '已处理，等同步' }).getByRole('link');

async function openHold(page: Page, record: string): Promise<void> {
  await openWaiting(page);
  await page
    .getByRole('main')
    .getByRole('listitem')
    .getByRole('link', { name: `楼幢 ${record}`, exact: true })
    .click();
}

/** Opens what waits about a record, and does something about it. `in`: the form of that name. */
async function decide(page: Page, record: string, work: (hold: { in(form: string): Paper }) => Promise<void>): Promise<void> {
  await openHold(page, record);
  await work({ in: (form) => new Paper(page, page.getByRole('form', { name: form, exact: true })) });
}

async function openFixture(page: Page, room = /^1单元101室/, position = /南阳台-窗1/): Promise<void> {
  await new EstatePages(page).openBuilding('城东示例小区', '2幢');
  await page.getByRole('button', { name: room }).click();
  // Whatever brought it, and however often: it is there once.
  await expect(page.getByRole('main').getByRole('link', { name: position })).toHaveCount(1);
  await new CasePage(page).open(position);
}

async function surveyGrille(page: Page, room: RegExp, position: string, time: string): Promise<void> {
  const photos = [jpeg('1.jpg', await takeShot({ subject: 'grille', takenAt: `2026:03:02 ${time}:00` }))];
  await new EstatePages(page).openBuilding('城东示例小区', '2幢');
  await new EstatePages(page).surveyFixtureIn(room);
  const survey = new SurveyPage(page);
  await survey.fillFixture({ type: '防盗窗', position, width: '1500', height: '1200', qty: '1', material: '铁', photos });
  await survey.saveAndLeave();
}

test('[P2] two desks take different steps with one fixture: both are kept, the clerk chooses, and both desks show the choice', async () => {
  test.setTimeout(240_000);
  first = (await openEnrolledDesk(stage, '平板甲', '张伟')).page;
  await test.step('a fixture that both desks know', async () => {
    await surveyGrille(first, /^1单元101室/, '南阳台-窗1', '08:10');
    await sync(first);
  });
  second = (await openEnrolledDesk(stage, '平板乙', '李娜')).page;
  await test.step('one keeps it, the other serves notice, and each brings it', async () => {
    await openFixture(first);
    await first.getByRole('button', { name: '保留不拆' }).click();
    await first.getByRole('button', { name: '确认保留' }).click();
    await openFixture(second);
    await new CasePage(second).notify();
    await sync(first);
    await sync(second);
  });
  await test.step('the clerk sees both values and chooses', async () => {
    await new StartPage(second).switchTo('赵敏');
    await sync(second);
    await openWaiting(second);
    await expectAccessible(second);
    await second
      .getByRole('main')
      .getByRole('link', { name: /^设施 / })
      .click();
    await expect(second.getByRole('form', { name: '选一个值' })).toBeVisible();
    const choice = new Paper(second, second.getByRole('form', { name: '选一个值' }));
    for (const group of await second.getByRole('form', { name: '选一个值' }).getByRole('radiogroup').all())
      await group.getByText(/^服务器上的/).click();
    await expectAccessible(second);
    await choice.type('理由', '现场核实：不影响施工');
    await choice.save('保存');
    await expect(second.getByText('已处理，等同步').first()).toBeVisible();
    await sync(second);
  });
  await test.step('both desks show what was chosen', async () => {
    await sync(first);
    for (const page of [first, second]) {
      await openFixture(page);
      await expect(page.locator('.status').getByText('保留').first()).toBeVisible();
    }
  });
  await test.step('the clerk rejects one, has one looked into and answers it, and releases one: the server does each', async () => {
    await sendWhatWaits(stage.serverUrl, await stage.enrollCode(), '赵敏');
    await sync(second);
    await decide(second, '91幢东', async (hold) => {
      await hold.in('拒绝').type('理由', '以测绘图为准');
      await hold.in('拒绝').save('拒绝');
    });
    await decide(second, '92幢东', async (hold) => {
      await hold.in('退回核实').pick('请谁核实', '赵敏');
      await hold.in('退回核实').type('几时前', '2030-01-01');
      await hold.in('退回核实').type('要核实什么', '门牌是哪一个');
      await hold.in('退回核实').save('退回核实');
    });
    await decide(second, '94幢', async (hold) => hold.in('放行').save('放行'));
    await sync(second);
    await openWaiting(second);
    await expect(waitingLinks(second)).toHaveCount(2);
    await decide(second, '92幢东', async (hold) => {
      await expect(second.getByText(/退回 赵敏 核实，2030-01-01 前答复：门牌是哪一个/)).toBeVisible();
      await hold.in('我核实的结果').type('我核实的结果', '是东楼');
      await hold.in('我核实的结果').save('答复');
      await expect(second.getByText('已答复，等同步：是东楼')).toBeVisible();
      await expect(second.getByRole('form', { name: '我核实的结果' })).toHaveCount(0);
    });
    await sync(second);
    await openHold(second, '92幢东');
    await expect(second.getByText(/赵敏 答复：是东楼/)).toBeVisible();
  });
});

test('[HO3][HO4][HO5] work handed over by a file is 未入库 at the other desk, is built on and relayed there, and stands once when its author comes', async () => {
  test.setTimeout(180_000);
  const grille = [/^1单元102室/, /北阳台-窗1/] as const;
  const folder = await mkdtemp(join(tmpdir(), 'chaihuan-handover-'));
  const [morning, afternoon] = [new SyncPage(first), new SyncPage(second)];
  await test.step('the morning’s desk writes its work for the others, and does not sync', async () => {
    await surveyGrille(first, grille[0], '北阳台-窗1', '08:20');
    await morning.open();
    await morning.handOver(folder);
    await expectAccessible(first);
  });
  await test.step('the afternoon’s shows it, marked, before the server has it, and goes on with it', async () => {
    await new StartPage(second).switchTo('李娜');
    await afternoon.open();
    await afternoon.takeIn(folder);
    await expect(second.getByRole('region', { name: '本机读入的交接包' })).toContainText(/平板甲.*下次同步时转交/);
    await expectAccessible(second);
    await openFixture(second, ...grille);
    await expect(second.getByRole('note').filter({ hasText: /^未入库：.*平板甲的交接包/ })).toBeVisible();
    await new CasePage(second).notify();
  });
  await test.step('its sync relays the handover before its own work, and the mark is gone', async () => {
    expect(await sync(second)).toMatch(/待核对 0/);
    await expect(second.getByRole('region', { name: '本机读入的交接包' })).toHaveCount(0);
    await openFixture(second, ...grille);
    await expect(second.getByText('未入库')).toHaveCount(0);
  });
  await test.step('the author comes by itself later: it is answered that all is stored, and both desks show one window, notified', async () => {
    expect(await sync(first)).toMatch(/待核对 0/);
    await sync(second);
    for (const page of [first, second]) {
      await openFixture(page, ...grille);
      await expect(page.locator('.status').getByText('已告知').first()).toBeVisible();
    }
  });
  await test.step('[GR1] her grant ends while she is at the desk: what she saves waits, the desk says so and offers her no more', async () => {
    await stage.endGrants('李娜');
    await new EstatePages(second).openBuilding('城东示例小区', '2幢');
    await new EstatePages(second).sweep('楼顶', '未发现');
    expect(await sync(second)).toMatch(/待核对 1/);
    await expect(second.getByRole('note').filter({ hasText: /^李娜 在这台设备上的授权已经结束/ })).toBeVisible();
    await expectAccessible(second);
    await new StartPage(second).switchTo('赵敏');
    await second.getByRole('button', { name: '换人（赵敏）' }).click();
    await expect(second.getByRole('dialog', { name: '换人' }).getByRole('button', { name: /^张伟 / })).toBeVisible();
    await expect(second.getByRole('dialog', { name: '换人' }).getByRole('button', { name: /^李娜 / })).toHaveCount(0);
  });
  await rm(folder, { recursive: true, force: true });
});
