import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { type BrowserDesk, openBrowserDesk } from './desks.ts';
import { takeShot } from './fixtures/camera.ts';
import { EstatePages } from './pages/estate-pages.ts';
import { jpeg, Paper } from './pages/paper.ts';
import { openEnrolledDesk, StartPage } from './pages/start-page.ts';
import { openStage, type Stage } from './stage.ts';

let stage: Stage<BrowserDesk>;
let desk: BrowserDesk;

test.beforeAll(async () => {
  stage = await openStage(openBrowserDesk);
  desk = await openEnrolledDesk(stage, '平板', '张伟');
  await stage.cut();
});
test.afterAll(() => stage.close());

test('with no network and a wiped profile, a form goes on where it was left, photos and all; its record then tells its history', async () => {
  test.setTimeout(120_000);
  const estates = new EstatePages(desk.page);
  await estates.openBuilding('城东示例小区', '2幢');
  await estates.surveyStructureIn('楼顶');
  const photos = [jpeg('1.jpg', await takeShot({ subject: 'shed' })), jpeg('2.jpg', await takeShot({ subject: 'shed-near' }))];
  await new Paper(desk.page).photos('违建照片（全景、近景）', photos);
  const kept = desk.page.waitForResponse((response) => response.url().endsWith('/call/drafts.put') && response.ok());
  await Promise.all([kept, new Paper(desk.page).type('位置说明', '水箱旁')]);

  await desk.reopen(() => rm(join(desk.dataFolder, '..', 'profile'), { recursive: true, force: true }));
  await new StartPage(desk.page).signIn('张伟');
  const { page } = desk;
  const paper = new Paper(page);
  await page.getByRole('link', { name: /^摸排违建 城东示例小区/ }).click();
  await page.getByRole('button', { name: '继续上次填写' }).click();
  await expect(page.getByRole('textbox', { name: '位置说明' })).toHaveValue('水箱旁');
  await expect(page.getByText('已有 2 张')).toBeVisible();
  await paper.pick('类别', '棚屋');
  await test.step('its host does not answer: that is said, the form stays, and is saved once it answers again', async () => {
    await page.context().setOffline(true);
    await page.getByRole('button', { name: '快速记录' }).click();
    await expect(page.getByRole('alert')).toContainText('拆还通的后台程序没有回应');
    await page.context().setOffline(false);
    await paper.save('快速记录');
    await expect(page.getByRole('grid')).toBeVisible();
  });

  await page.getByRole('link', { name: /棚屋/ }).click();
  await expect(page.getByText('服务器上还没有这份记录。')).toBeVisible();
  for (const [label, value] of [
    ['长（米）', '2'],
    ['宽（米）', '3'],
    ['高（米）', '2'],
    ['用途', '储物'],
  ] as const)
    await paper.type(label, value);
  await paper.pick('材质', '木');
  await paper.pick('第二摸排人', '李娜');
  await paper.save('保存');
  await expect(page.getByText('状态：待补尺寸 → 已摸排')).toBeVisible();
  await expect(page.getByText('用途：空 → 储物')).toBeVisible();
  await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '今日' }).click();
  await expect(page.getByText('没填完的表')).toBeHidden();
});
