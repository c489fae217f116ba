import { expect, test } from '@playwright/test';
import { expectAccessible } from './accessible.ts';
import { type BrowserDesk, openBrowserDesk } from './desks.ts';
import { openEnrolledDesk } from './pages/start-page.ts';
import { openStage, type Stage } from './stage.ts';

let stage: Stage<BrowserDesk>;
test.beforeAll(async () => {
  stage = await openStage(openBrowserDesk);
});
test.afterAll(() => stage.close());

test('a household is found by its initials from anywhere, masked, and the way back leads to the search', async () => {
  const { page } = await openEnrolledDesk(stage, '城东-平板1', '张伟');
  const results = page.getByRole('list', { name: '搜索结果' });
  const box = page.getByRole('searchbox', { name: '搜索全部记录' });

  await page.getByRole('link', { name: '工作组' }).click();
  await page.keyboard.press('/');
  await expect(box).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByText('可以这样找')).toBeVisible();
  await page.keyboard.type('slzhj');
  await expect(results.getByRole('listitem').first()).toContainText('示**');
  await expect(results).not.toContainText('示例住户甲');
  await expectAccessible(page);

  await results.getByRole('link').first().click();
  await expect(page.getByRole('heading', { level: 1 })).not.toHaveText('搜索');
  await page.goBack();
  await expect(box).toHaveValue('slzhj');
  await expect(results.getByRole('link').first()).toBeVisible();

  await box.fill('没有这个人');
  await expect(page.getByText('没有找到“没有这个人”。')).toBeVisible();
  await box.fill('');
  await page.getByRole('button', { name: '未同步' }).click();
  await expect(page.getByText('没有符合这些条件的记录。')).toBeVisible();
  await page.getByRole('button', { name: '未同步' }).click();

  await page.getByLabel('类别').click();
  await page.getByTitle('住户').click();
  await page.getByRole('button', { name: '存为常用' }).click();
  await page.getByLabel('常用搜索的名称').fill('所有住户');
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await page.getByRole('button', { name: '去掉条件 类别 住户' }).click();
  await page.getByRole('button', { name: '所有住户', exact: true }).click();
  await expect(results.getByRole('listitem').first()).toContainText('住户');
});
