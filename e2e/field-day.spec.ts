import { writeFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { expectAccessible, findViolations } from './accessible.ts';
import { auditDay } from './audit.ts';
import { findShowableElectron, openBrowserDesk, openElectronDesk } from './desks.ts';
import { playFieldDay } from './field-day.ts';
import { takeShot } from './fixtures/camera.ts';
import { messyRoster } from './fixtures/roster.ts';
import { CasePage } from './pages/case-page.ts';
import { jpeg } from './pages/paper.ts';
import { StartPage } from './pages/start-page.ts';
import { openStage, type Stage } from './stage.ts';

const skins = { browser: openBrowserDesk, ...(findShowableElectron() === undefined ? {} : { electron: openElectronDesk }) };

let stage: Stage;
test.afterEach(() => stage.close());

for (const [skin, open] of Object.entries(skins))
  test(`a field day from survey to receipt in the ${skin} shell: every count agrees, every page passes axe`, async ({
    browserName: _,
  }, info) => {
    test.setTimeout(600_000);
    stage = await openStage(open);
    const violations: string[] = [];
    const day = await playFieldDay({
      stage,
      roster: await messyRoster(),
      onStep: async (name, page) => {
        await info.attach(name, { body: await page.screenshot({ animations: 'disabled' }), contentType: 'image/png' });
        violations.push(...(await findViolations(page)).map((found) => `${name}: ${found}`));
      },
    });
    expect(violations).toEqual([]);
    expect(day.imported).toBe('导入完成：新建 4 幢，新增住户 48 户，已存在 0 户。');
    expect(day.receiptWords).toMatch(/^送达 112 条：入账 112，待核对 0；照片 19 张，校验一致/);
    expect(day.receiptWords).toContain('全部入库');
    await writeFile(info.outputPath('确认单.pdf'), day.form);
    const { checks } = await auditDay(stage, day);
    expect(checks.length).toBeGreaterThan(20);
    for (const { what, expected, found } of checks) expect.soft(found, what).toBe(expected);

    await test.step('the same desk speaks English at once', async () => {
      const { page } = day.desk;
      await page.getByRole('button', { name: 'English' }).click();
      await expect(page.getByRole('heading', { level: 1, name: 'Sync' })).toBeVisible();
      await expect(page.getByText(/^112 delivered: 112 stored, 0 to check; 19 photos/).first()).toBeVisible();
      await page.getByRole('button', { name: '中文' }).click();
      await expect(page.getByRole('heading', { level: 1, name: '同步' })).toBeVisible();
    });

    await test.step('a second press of 同步 sends nothing twice', async () => {
      const { page } = day.desk;
      await page.getByRole('main').getByRole('button', { name: '同步' }).click();
      await expect(page.getByText(/^没有要送达的记录/)).toBeVisible();
    });

    await test.step('what was closed three months ago is looked at again, from today', async () => {
      const { page } = day.desk;
      await new StartPage(page).switchTo('张伟');
      await page.getByRole('link', { name: '今日' }).click();
      await page.getByRole('link', { name: '回查清单' }).click();
      await expect(page.getByText('到期，请去看')).toHaveCount(1);
      await expectAccessible(page);
      const file = new CasePage(page);
      await file.open(/棚屋/);
      await file.recheck(jpeg('回查.jpg', await takeShot({ subject: 'clear', takenAt: '2026:06:10 09:00:00' })));
      await expect(page.getByText('已回查')).toHaveCount(1);
    });
  });
