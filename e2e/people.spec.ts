import { execFile } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';
import { expectAccessible } from './accessible.ts';
import { type BrowserDesk, openBrowserDesk } from './desks.ts';
import { ConsolePage } from './pages/console-page.ts';
import { EstatePages } from './pages/estate-pages.ts';
import { Paper } from './pages/paper.ts';
import { openEnrolledDesk, StartPage } from './pages/start-page.ts';
import { deskPassphrase, pinOf } from './secrets.ts';
import { root } from './shell-options.ts';
import { openStage, type Stage } from './stage.ts';

const estate = '城东示例小区';

let stage: Stage<BrowserDesk>;
let desk: BrowserDesk;
test.beforeAll(async () => {
  stage = await openStage(openBrowserDesk);
  desk = await openEnrolledDesk(stage, '城东-平板1', '张伟');
});
test.afterAll(() => stage.close());

test('two people have a PIN each: a wrong one says how many tries are left, a spent one asks for the passphrase', async () => {
  const { page } = desk;
  const start = new StartPage(page);
  await start.switchTo('李娜');
  await start.lock();
  await expectAccessible(page);
  await page.keyboard.type(pinOf('张伟'));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toContainText('还可以试 4 次');
  await start.press(pinOf('李娜'));
  await page.getByRole('navigation', { name: '主导航' }).waitFor();

  await start.lock();
  for (let n = 0; n < 4; n += 1) {
    await start.press('0000');
    await expect(page.getByRole('alert')).toContainText(`还可以试 ${4 - n} 次`);
  }
  await start.press('0000');
  await expect(page.getByRole('alert')).toContainText('请改用口令');
  await expectAccessible(page);
  await start.enterPassphrase('不是这一句口令');
  await expect(page.getByRole('alert')).toContainText('口令不对');
  await start.enterPassphrase();
  await expect(page.getByRole('button', { name: '换人（李娜）' })).toBeVisible();
});

test('locked by the button, and by the clock, the page is gone; its person comes back to it with what they were typing', async () => {
  const { page } = desk;
  const start = new StartPage(page);
  await new EstatePages(page).openBuilding(estate, '1幢');
  await new EstatePages(page).surveyStructureIn('楼顶');
  const label = page.getByRole('textbox', { name: '位置说明' });
  await label.fill('水箱旁');
  await start.lock();
  await expect(page.getByText(estate)).toHaveCount(0);
  await page.clock.install();
  await start.unlock('李娜');
  await expect(label).toHaveValue('水箱旁');

  await page.clock.fastForward('04:50');
  await expect(label).toBeVisible();
  await page.clock.fastForward('00:20');
  await expect(page.getByRole('heading', { level: 1, name: '已锁定（李娜）' })).toBeVisible();
  await start.unlock('李娜');
  await expect(label).toHaveValue('水箱旁');

  await start.switchTo('张伟');
  await expect(page.getByRole('heading', { level: 1, name: /^今日/ })).toBeVisible();
  await expect(page.getByText('水箱旁')).toHaveCount(0);
});

test('a page offers what its person’s roles may do, says whose work the rest is, and shows names to who needs them', async () => {
  const { page } = desk;
  const start = new StartPage(page);
  const estates = new EstatePages(page);
  const room = page.getByRole('button', { name: /^1单元101室/ });
  const show = page.getByRole('button', { name: '显示姓名电话' });
  await start.switchTo('张伟');
  await estates.openEstate(estate);
  await expect(page.getByRole('button', { name: '导入花名册' })).toHaveCount(0);
  await page.goto(`${page.url()}/import`);
  await expect(page.getByText('登记住户的是街道资料员、社区。')).toBeVisible();
  await estates.openBuilding(estate, '1幢');
  await room.click();
  await expect(page.getByText('示**').last()).toBeVisible();
  await show.click();
  await expect(page.getByText('示例住户甲')).toBeVisible();
  await page.getByRole('link', { name: '今日' }).click();
  await page.goBack();
  await expect(show).toBeVisible();
  await expect(page.getByText('示例住户甲')).toHaveCount(0);

  await start.switchTo('王芳');
  await expect(page.getByRole('heading', { level: 1, name: /^今日/ })).toBeVisible();
  await expect(page.getByRole('link', { name: '新建摸排' })).toHaveCount(0);
  await estates.openBuilding(estate, '1幢');
  await room.click();
  await expect(page.getByText('示**').last()).toBeVisible();
  await expect(show).toHaveCount(0);
  await page.goto(new URL('#/survey/structure', page.url()).href);
  await expect(page.getByText('登记违建的是拆违工作组、社区。')).toBeVisible();
  await expectAccessible(page);
});

test('a wiped profile is restored from the journal on disk, and said so before the desk opens', async () => {
  const start = new StartPage(desk.page);
  await start.switchTo('张伟');
  await new EstatePages(desk.page).openBuilding(estate, '2幢');
  await new EstatePages(desk.page).sweep('楼顶', '未发现');
  // As after a disk cleaner, or on another machine.
  await desk.reopen(() => rm(join(desk.dataFolder, '..', 'profile'), { recursive: true }));
  const { page } = desk;
  const again = new StartPage(page);
  await again.choose('李娜');
  await again.enterPassphrase();
  await expect(page.getByText('本机画面数据被清空过，磁盘日志里的 1 条记录已全部恢复')).toBeVisible();
  await expect(page.getByText('没填完的 1 份也从磁盘找回了')).toBeVisible();
  await expectAccessible(page);
  await again.readNotices();
  await expect(page.getByRole('link', { name: estate, exact: true })).toBeVisible();
  await new EstatePages(page).openBuilding(estate, '2幢');
  await expect(page.getByRole('region', { name: '楼顶' }).getByText('未发现')).toBeVisible();
});

test('who forgot their passphrase is let in by the district’s answer, chooses new secrets, and nothing is missing', async () => {
  await desk.reopen();
  const { page } = desk;
  const start = new StartPage(page);
  await start.choose('张伟');
  await start.enterPassphrase('想不起来的口令');
  await expect(page.getByRole('alert')).toContainText('口令不对');
  await page.getByRole('button', { name: '忘了口令？' }).click();
  const asked = page.getByRole('textbox', { name: '恢复申请' });
  await expect(page.getByRole('img', { name: '恢复申请的二维码' })).toBeVisible();
  await expectAccessible(page);
  const answer = await answerOf(await asked.inputValue());
  await new Paper(page).type('恢复应答', '不是应答');
  await page.getByRole('button', { name: '恢复', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText('不是给这台设备的');
  await new Paper(page).type('恢复应答', answer);
  await page.getByRole('button', { name: '恢复', exact: true }).click();
  await expect(page.getByText('这台设备已恢复，记录都在。')).toBeVisible();
  await expectAccessible(page);
  await start.secure('张伟');
  await new EstatePages(page).openBuilding(estate, '2幢');
  await expect(page.getByRole('region', { name: '楼顶' }).getByText('未发现')).toBeVisible();
});

test('a desk whose every grant has ended says so, asks the district with a passphrase of before, and lets its people in again', async () => {
  const settings = join(desk.dataFolder, 'settings.json');
  // As the last sync before their renewal left it.
  await desk.reopen(async () => {
    const file = JSON.parse(await readFile(settings, 'utf8'));
    for (const grant of file.membership.grants) grant.to = '2026-01-31T00:00:00.000Z';
    await writeFile(settings, JSON.stringify(file));
  });
  const { page } = desk;
  const start = new StartPage(page);
  await expect(page.getByRole('heading', { level: 1, name: '现在没有人可以登录' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('textbox', { name: '任何一位的口令' }).fill(deskPassphrase);
  await page.getByRole('button', { name: '向区里查询' }).click();
  await expect(page.getByText('名单是最新的')).toBeVisible();
  await expectAccessible(page);
  await start.signIn('李娜');
  await expect(page.getByRole('button', { name: '换人（李娜）' })).toBeVisible();
});

test('somebody of the district’s bureau opens the server’s own page, chooses a password, and sees how the subdistrict stands', async ({
  page,
}) => {
  const password = await stage.openAccount('王处');
  const district = new ConsolePage(page);
  await page.goto(`${stage.serverUrl}/console`);
  await district.signIn('王处', 'not the password');
  await expect(page.getByRole('alert')).toHaveText('账号或密码不对。');
  await district.signIn('王处', password);
  await district.choosePassword(password, '自己的一句长密码，不给人看');
  await district.unfold('城东街道');
  await expect(page.getByRole('table', { name: '城东街道的小区' }).getByRole('rowheader', { name: estate })).toBeVisible();
  await expect(page.getByRole('table', { name: '城东街道的设备' }).getByRole('row', { name: /城东-平板1/ })).toContainText('在用');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'English' }).click();
  await page.reload();
  await expect(page.getByRole('heading', { level: 1, name: 'District overview' })).toBeVisible();
  const refresh = page.getByRole('button', { name: 'Refresh' });
  await page.context().setOffline(true);
  await refresh.click();
  await expect(page.getByRole('alert')).toHaveText('The server cannot be reached. Check the network and try again.');
  await expect(page.getByRole('button', { name: '城东街道' })).toBeVisible();
  await page.context().setOffline(false);
  await page.context().clearCookies();
  await refresh.click();
  await expect(page.getByRole('alert')).toHaveText('Your session has ended. Sign in again.');
  await expect(page.getByRole('textbox', { name: 'Name' })).toBeFocused();
  await expect(page.getByText('城东街道')).toHaveCount(0);
  await expectAccessible(page);
});

/** What the clerk of the district does with it, by the server's own command. */
async function answerOf(request: string): Promise<string> {
  const [asked, answered] = ['request.json', 'answer.json'].map((name) => join(stage.districtFolder, name)) as [string, string];
  await writeFile(asked, request);
  const args = ['--import', 'tsx', join(root, 'src', 'server', 'index.ts'), 'recover'];
  args.push('--data', stage.districtFolder, '--request', asked, '--out', answered);
  await promisify(execFile)(process.execPath, args, { cwd: root });
  return readFile(answered, 'utf8');
}
