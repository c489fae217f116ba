import { expect, test } from '@playwright/test';
import { expectAccessible } from './accessible.ts';
import { type BrowserDesk, openBrowserDesk } from './desks.ts';
import { takeShot } from './fixtures/camera.ts';
import { CasePage } from './pages/case-page.ts';
import { EstatePages } from './pages/estate-pages.ts';
import { OperationPage } from './pages/operation-page.ts';
import { jpeg, Paper } from './pages/paper.ts';
import { PlanPage } from './pages/plan-page.ts';
import { openEnrolledDesk, StartPage } from './pages/start-page.ts';
import { SurveyPage } from './pages/survey-page.ts';
import { openStage, type Stage } from './stage.ts';

let stage: Stage<BrowserDesk>;
let desk: BrowserDesk;

test.beforeAll(async () => {
  stage = await openStage(openBrowserDesk);
  desk = await openEnrolledDesk(stage, '平板', '张伟');
});
test.afterAll(() => stage.close());

test('a supply cut for safety keeps an operation open until it is on again; rain ends it in one tap', async () => {
  const { page } = desk;
  const start = new StartPage(page);
  const estates = new EstatePages(page);
  const operations = new OperationPage(page);
  const file = new CasePage(page);
  const photos = [jpeg('1.jpg', await takeShot({ subject: 'grille' }))];
  await estates.openBuilding('城东示例小区', '2幢');
  await estates.surveyFixtureIn(/^1单元101室/);
  const survey = new SurveyPage(page);
  await survey.fillFixture({ type: '防盗窗', position: '南阳台-窗1', width: '1500', height: '1200', qty: '1', material: '铁', photos });
  await survey.saveAndLeave();
  await file.open(/南阳台-窗1/);
  await file.notify();
  await file.agree('协助拆除');
  await estates.openEstate('城东示例小区');
  const plan = new PlanPage(page);
  await plan.open();
  await plan.choose(jpeg('总平面图.jpg', await takeShot({ subject: 'clear' })));
  await plan.place(/2幢/);
  await plan.savePlace();
  await operations.createTeam('一组', '张伟', [
    { name: '李娜', org: '城管' },
    { name: '孙强', org: '施工' },
  ]);
  await operations.plan('2026-SL-009', '一组', '2幢');
  await start.switchTo('王芳');
  await operations.open('2026-SL-009');
  await operations.step('批准');
  await start.switchTo('张伟');
  await operations.open('2026-SL-009');
  await operations.brief(() => expectAccessible(page));
  await expect(page.getByText('联系尝试：1单元101室 电话联系')).toBeVisible();
  await operations.step('开始行动');

  await test.step('groups, and the targets on the plan', async () => {
    await operations.splitByUnit('李娜');
    await expect(page.getByRole('heading', { level: 3, name: '2幢1单元' })).toBeVisible();
    await page.getByText('平面图', { exact: true }).click();
    await expectAccessible(page);
    await page.getByRole('button', { name: /2幢1单元101室 没有结果/ }).click();
    await expect(page.getByRole('group', { name: /2幢1单元101室/ }).getByRole('button', { name: '登记结果' })).toBeVisible();
    await page.getByText('清单', { exact: true }).click();
  });

  await test.step('who is present', async () => {
    await page.getByRole('button', { name: '到场人员' }).click();
    const paper = new Paper(page, page.getByRole('form', { name: '到场人员' }));
    await expectAccessible(page);
    await page.getByRole('checkbox', { name: '施工 孙强' }).uncheck();
    await paper.type('另外到场的人', '赵警官 公安');
    await paper.save('保存到场人员');
    await expect(page.getByText('没到场：施工 孙强')).toBeVisible();
  });

  await test.step('a safety isolation', async () => {
    await page.getByRole('button', { name: '登记安全隔离' }).click();
    const paper = new Paper(page, page.getByRole('form', { name: /^登记安全隔离/ }));
    await paper.type('隔离了什么，为什么', '关停燃气，拆窗外支架');
    await paper.save('保存隔离');
    await expect(page.getByText(/^还有 1 处安全隔离没有恢复/)).toBeVisible();
    await expectAccessible(page);
  });

  await page.getByRole('button', { name: '下雨中止，1 个点位顺延' }).click();
  await expect(page.getByText('全部点位都有结果，可以核对。')).toBeVisible();
  await expect(page.getByRole('group', { name: /南阳台|SL-/ }).getByText('顺延')).toBeVisible();
  await new Paper(page, page.getByRole('main')).save('已恢复供应');
  await expect(page.getByText(/^还有 1 处安全隔离没有恢复/)).toBeHidden();
  await operations.step('核对');
  await page.getByRole('button', { name: '打印行动清单' }).click();
  await expect(page.getByRole('link', { name: '下载行动清单' })).toBeVisible({ timeout: 30_000 });
});
