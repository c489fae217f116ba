import { expect, test } from '@playwright/test';
import { structure } from '#domain/testing/samples.ts';
import { newRecord } from '#server/system-author.ts';
import { expectAccessible } from './accessible.ts';
import { type BrowserDesk, openBrowserDesk } from './desks.ts';
import { groundOf, takenDown } from './fixtures/removed.ts';
import { CasePage } from './pages/case-page.ts';
import { HouseholdPage } from './pages/household-page.ts';
import { Paper } from './pages/paper.ts';
import { openEnrolledDesk, StartPage } from './pages/start-page.ts';
import { openStage, type Stage } from './stage.ts';

let stage: Stage<BrowserDesk>;

test.beforeAll(async () => {
  stage = await openStage(openBrowserDesk);
  await stage.bring('张伟', (there, team) => {
    const ground = groundOf(there, '2', team);
    const { building } = ground;
    const surveyors = [
      { name: team.name, user: team.id },
      { name: '李娜', user: null },
    ];
    const parties = [
      { room: '1-202', role: 'OWNER' as const, name: '房东' },
      { room: '1-202', role: 'OCCUPANT' as const, name: '租户李某' },
    ];
    const shed = structure({ place: { building, unit: '1', room: '202', label: null }, zone: 'FACADE', surveyors, parties });
    return [
      [newRecord('team', { name: '一组', leader: team.name, members: [], buildings: [] })],
      [newRecord('structure', shed)],
      ...takenDown(ground, { rooms: ['101'], type: 'GRILLE', position: '南阳台-窗1', sizes: { widthMm: 1500, heightMm: 1200 } }, 1),
    ];
  });
});
test.afterAll(() => stage.close());

test('a day of the community: an old couple is heard and signs before a witness; a landlord and a tenant disagree, and settle', async () => {
  test.setTimeout(120_000);
  const { page } = await openEnrolledDesk(stage, '社区-电脑', '王芳');
  const start = new StartPage(page);
  const homes = new HouseholdPage(page);
  const file = new CasePage(page);

  await test.step('the reviewer, who surveyed nothing of it, determines', async () => {
    await homes.open('2幢', '202');
    await file.open(/棚屋/);
    await file.determine();
  });
  await start.switchTo('陈静');

  await test.step('an old couple: what they need, two knocks, an opinion answered, a choice signed before a witness', async () => {
    await homes.open('2幢', '101');
    await homes.accommodate('限定时段施工', '上午九点后施工，先打电话');
    await homes.visit('无人在家', '邻居说去医院了');
    await homes.consult('怕灰尘大，想先看样品', '2026-03-20');
    await homes.reply('解释说明', '样品在社区办公室，周五送来');
    await page.getByRole('button', { name: '一次签字确认 1 条' }).click();
    const paper = new Paper(page, page.getByRole('form', { name: '确认规格' }));
    await paper.pick('规格', '304不锈钢平面防盗窗');
    await paper.pick('签字方式', '见证人见证');
    await paper.type('见证人', '刘强');
    await paper.save('保存确认');
    await expect
      .poll(() => homes.told())
      .toEqual([
        expect.stringMatching(/^确认归还 防盗窗/),
        expect.stringMatching(/^意见说明：样品在社区办公室/),
        expect.stringMatching(/^征询意见：怕灰尘大/),
        expect.stringMatching(/^陈静 入户，无人在家/),
        expect.stringMatching(/^拆除 防盗窗/),
        expect.stringMatching(/^摸排 防盗窗/),
      ]);
    await expect(page.getByText(/^照顾需要：限定时段施工/)).toBeVisible();
    await page.getByRole('button', { name: '打印大字版' }).click();
    await expect(page.getByRole('link', { name: '下载大字版' })).toBeVisible({ timeout: 30_000 });
    await expectAccessible(page);
  });

  await test.step('what the policy says is the same for everybody, in plain words', async () => {
    await page.getByRole('main').getByRole('link', { name: '政策口径' }).click();
    await expect(page.getByText('拆除后 90 天内归还。')).toBeVisible();
    await expectAccessible(page);
  });

  await test.step('the landlord would sign, the tenant is against it: a dispute', async () => {
    await homes.open('2幢', '202');
    await homes.object('拆了没处放东西，房租要降', '租户李某');
    await file.open(/棚屋/);
    await file.notify();
    await page.getByRole('button', { name: '签约', exact: true }).click();
    const paper = new Paper(page, page.getByRole('form', { name: '签约' }));
    await paper.pick('意见', '不同意');
    await paper.type('为什么不同意', '没处放东西');
    await paper.save('登记争议');
    await expect(page.locator('.status').getByText('有争议').first()).toBeVisible();
  });

  await test.step('it is taken up again, the landlord signs, and the room remembers both', async () => {
    await start.switchTo('王芳');
    await homes.open('2幢', '202');
    await file.open(/棚屋/);
    await new Paper(page, page.getByRole('main')).save('恢复办理');
    await start.switchTo('陈静');
    await homes.open('2幢', '202');
    await file.open(/棚屋/);
    await file.agree('自行拆除');
    await homes.open('2幢', '202');
    const told = await homes.told();
    expect(told[0]).toMatch(/^签约 棚屋/);
    expect(told).toContainEqual(expect.stringMatching(/^租.* 提出：拆了没处放东西/));
  });
});
