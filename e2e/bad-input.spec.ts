import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import writeXlsxFile from 'write-excel-file/node';
import { DeviceStatus } from '#contract/host-api.ts';
import { expectAccessible } from './accessible.ts';
import { readStore } from './audit.ts';
import { type BrowserDesk, openBrowserDesk, startShell } from './desks.ts';
import { takeShot } from './fixtures/camera.ts';
import { readJournal } from './journal.ts';
import { CasePage } from './pages/case-page.ts';
import { EstatePages } from './pages/estate-pages.ts';
import { jpeg, Paper } from './pages/paper.ts';
import { openEnrolledDesk, StartPage } from './pages/start-page.ts';
import { SurveyPage } from './pages/survey-page.ts';
import { SyncPage } from './pages/sync-page.ts';
import { deskPassphrase } from './secrets.ts';
import { openStage, type Stage } from './stage.ts';

const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

let stage: Stage<BrowserDesk>;
let desk: BrowserDesk;
test.beforeAll(async () => {
  stage = await openStage(openBrowserDesk);
  desk = await openEnrolledDesk(stage, '城东-平板1', '张伟');
});
test.afterAll(() => stage.close());

test('a wrong enrollment code, a used one and a server that is down are each a sentence, and the form keeps what was typed', async () => {
  const { page } = await stage.openDesk('新设备');
  const start = new StartPage(page);
  await start.chooseEnroll();
  await start.enroll(stage.serverUrl, 'AAAA-BBBB-CCCC-DDDD-EEEE-FFFF-GG', '新设备');
  await expect(page.getByRole('alert')).toContainText('登记码不对');
  await expect(page.getByLabel('设备名称')).toHaveValue('新设备');

  const code = await stage.enrollCode();
  await openEnrolledDeskWith(code);
  await start.enroll(stage.serverUrl, code, '新设备');
  await expect(page.getByRole('alert')).toContainText('已经用过');

  await start.enroll('http://127.0.0.1:9', await stage.enrollCode(), '新设备');
  await expect(page.getByRole('alert')).toContainText('连不上区服务器');
  await start.enroll('ftp://example', await stage.enrollCode(), '新设备');
  await expect(page.getByRole('alert')).toContainText('服务器地址不对');
});

async function openEnrolledDeskWith(code: string): Promise<void> {
  const { page } = await stage.openDesk('用掉登记码的设备');
  const start = new StartPage(page);
  await start.chooseEnroll();
  await start.enroll(stage.serverUrl, code, '用掉登记码的设备');
  await start.signIn('张伟');
}

test('a file that is no workbook, one without the needed columns and an empty one are each a sentence and import nothing', async () => {
  const { page } = desk;
  const estates = new EstatePages(page);
  await new StartPage(page).switchTo('赵敏');
  const before = await readStore(desk, 'outbox');
  await estates.openEstate('城东示例小区');
  await estates.chooseRoster({ name: '名册.xlsx', mimeType: xlsxType, buffer: Buffer.from('这不是表格') });
  await expect(page.getByRole('alert')).toContainText('这个文件不是能读的 Excel');
  const noRooms = await writeXlsxFile([
    [
      { value: '幢号', type: String },
      { value: '电话', type: String },
    ],
    [{ value: '1幢', type: String }, null],
  ]).toBuffer();
  await page.locator('input[type=file]').setInputFiles({ name: '缺列.xlsx', mimeType: xlsxType, buffer: noRooms });
  await expect(page.getByRole('alert')).toContainText('表里缺少这些列');
  await expect(page.getByRole('alert')).toContainText('室号');
  const onlyHead = await writeXlsxFile([['幢号', '单元', '室号', '户主'].map((value) => ({ value, type: String }))]).toBuffer();
  await page.locator('input[type=file]').setInputFiles({ name: '空表.xlsx', mimeType: xlsxType, buffer: onlyHead });
  await expect(page.getByRole('alert')).toContainText('表里没有住户');
  expect(await readStore(desk, 'outbox')).toEqual(before);
});

test('photos that are none, broken or the same twice are named and left out; the good one goes on', async () => {
  const { page } = desk;
  await new StartPage(page).switchTo('张伟');
  await new EstatePages(page).openBuilding('城东示例小区', '1幢');
  await new EstatePages(page).surveyStructureIn('楼顶');
  const good = await takeShot({ subject: 'shed' });
  const field = page.locator('.photo-field');
  await field
    .getByLabel('违建照片（全景、近景）')
    .setInputFiles([
      jpeg('说明.jpg', Buffer.from('不是照片')),
      jpeg('截断.jpg', good.subarray(0, Math.floor(good.length / 2))),
      jpeg('好的.jpg', good),
      jpeg('同一张.jpg', good),
    ]);
  await expect(field.getByText('已有 1 张')).toBeVisible({ timeout: 20_000 });
  await expect(field.getByText('说明.jpg：不是照片')).toBeVisible();
  await expect(field.getByText('截断.jpg：照片已损坏')).toBeVisible();
  await expect(field.getByText('同一张.jpg：这张照片已经在这里')).toBeVisible();
});

test('killed between 保存 and 已保存: the journaled change is back at the next start, once', async () => {
  const { page } = desk;
  await new EstatePages(page).openBuilding('城东示例小区', '2幢');
  await page.getByRole('button', { name: '排查 楼顶' }).click();
  const paper = new Paper(page, page.getByRole('form', { name: '记录排查' }));
  await paper.pick('排查结果', '未发现');
  const journaled = new Promise<void>((resolve) => {
    // The line is on disk; its answer never reaches the page.
    void page.route('**/call/journal.append', async (route) => {
      await route.fetch();
      resolve();
    });
  });
  await page.getByRole('button', { name: '保存排查' }).click();
  await journaled;
  await expect(page.getByText('已保存')).toBeHidden();
  await desk.reopen();
  const start = new StartPage(desk.page);
  await start.choose('张伟');
  await start.enterPassphrase();
  await expect(desk.page.getByText(/^上次没来得及存进数据库的 1 条记录/)).toBeVisible();
  await start.readNotices();
  await new EstatePages(desk.page).openBuilding('城东示例小区', '2幢');
  await expect(desk.page.getByRole('region', { name: '楼顶' }).getByText('未发现')).toBeVisible();
  expect((await readJournal(desk.dataFolder)).filter(({ type }) => type === 'sweep')).toHaveLength(1);
});

test('the journal cannot be written: nothing is called saved, and the form keeps what was typed', async () => {
  const { page } = desk;
  await new EstatePages(page).openBuilding('城东示例小区', '3幢');
  await page.getByRole('button', { name: '排查 楼顶' }).click();
  const paper = new Paper(page, page.getByRole('form', { name: '记录排查' }));
  await paper.pick('排查结果', '未发现');
  await paper.type('备注', '看过两遍');
  await page.route('**/call/journal.append', (route) => route.fulfill({ json: { ok: false, error: { code: 'disk-full', facts: {} } } }));
  await page.getByRole('button', { name: '保存排查' }).click();
  await expect(page.getByRole('alert').filter({ hasText: '磁盘已满' })).toBeVisible();
  await expect(page.getByRole('textbox', { name: '备注' })).toHaveValue('看过两遍');
  await page.unroute('**/call/journal.append');
  await paper.save('保存排查');
  await expect(page.getByRole('region', { name: '楼顶' }).getByText('未发现')).toBeVisible();
});

test('a half-filled survey survives a closed window', async () => {
  const estates = new EstatePages(desk.page);
  await estates.openBuilding('城东示例小区', '2幢');
  await estates.surveyStructureIn('楼顶');
  await new Paper(desk.page).type('位置说明', '水箱旁');
  await expect.poll(async () => JSON.stringify(await readStore(desk, 'drafts'))).toContain('水箱旁');
  await desk.reopen();
  await new StartPage(desk.page).signIn('张伟');
  const again = new EstatePages(desk.page);
  await again.openBuilding('城东示例小区', '2幢');
  await again.surveyStructureIn('楼顶');
  await desk.page.getByRole('button', { name: '继续上次填写' }).click();
  await expect(desk.page.getByRole('textbox', { name: '位置说明' })).toHaveValue('水箱旁');
});

test('a surveyor who is also a reviewer is told that they may not determine [D1]', async () => {
  const estates = new EstatePages(desk.page);
  await estates.openBuilding('城东示例小区', '3幢');
  await estates.surveyStructureIn('楼顶');
  await new SurveyPage(desk.page).fillStructure({
    kind: '棚屋',
    label: '西侧',
    material: '木',
    sides: ['2', '2', '2'],
    use: '储物',
    second: '李娜',
    photos: [jpeg('1.jpg', await takeShot({ subject: 'shed' })), jpeg('2.jpg', await takeShot({ subject: 'shed-near' }))],
  });
  await new SurveyPage(desk.page).saveAndLeave();
  await new CasePage(desk.page).open(/棚屋 西侧/);
  await expect(desk.page.getByText('等待：审核认定（审核人）')).toBeVisible();
});

test('a second window of the same desk is refused with a sentence', async () => {
  const other = await desk.page.context().newPage();
  await other.goto(desk.shell.launchUrl());
  await expect(other.getByRole('alert')).toContainText('已经在另一个窗口打开');
  await other.close();
});

test('a stick with nothing, with a broken answer, with somebody’s rubbish: each is a sentence in both languages, and the good answer is read', async () => {
  const { page } = desk;
  const stick = await mkdtemp(join(tmpdir(), 'chaihuan-stick-'));
  const day = new SyncPage(page);
  await day.open();
  const missing = join(stick, '没有这个文件夹');
  expect(await day.tryFolder('U 盘', '存到 U 盘', missing)).toMatch(/^U 盘写不进去/);
  expect(await day.tryFolder('U 盘', '从 U 盘读回执', missing)).toMatch(/^U 盘或这个文件夹读不出来/);
  expect(await day.tryFolder('U 盘', '从 U 盘读回执', stick)).toMatch(/^这个 U 盘里没有给这台设备的回执/);
  expect(await day.tryFolder('U 盘', '存到 U 盘', stick)).toMatch(/^已存到 U 盘并读回核对/);
  await stage.takeStick(stick);
  const [answer = ''] = (await readdir(stick)).filter((name) => name.endsWith('.chr'));
  const good = await readFile(join(stick, answer));
  await writeFile(join(stick, answer), good.subarray(0, good.length - 20));
  expect(await day.tryFolder('U 盘', '从 U 盘读回执', stick)).toMatch(/已损坏，没有读入/);
  await writeFile(join(stick, answer), good);
  expect(await day.tryFolder('U 盘', '从 U 盘读回执', stick)).toMatch(/^已读回执：办公室收到/);

  expect(await day.tryFolder('交接包', '读交接包', stick)).toMatch(/^这个文件夹里没有交接包/);
  await writeFile(join(stick, '早上.chx'), 'no handover');
  expect(await day.tryFolder('交接包', '读交接包', stick)).toMatch(/早上\.chx 已损坏，没有读入/);
  await page.getByRole('button', { name: 'English' }).click();
  await expect(page.getByRole('alert').filter({ hasText: '早上.chx is damaged and was not taken in' })).toBeVisible();
  await page.getByRole('button', { name: '中文' }).click();
  await expectAccessible(page);
  await rm(stick, { recursive: true, force: true });
});

test('a server that is away, and one that revoked the device: a sentence each, and the stick is offered', async () => {
  const { page } = desk;
  const day = new SyncPage(page);
  // What the stick said goes with the page.
  await page.getByRole('navigation', { name: '主导航' }).getByRole('link').first().click();
  await day.open();
  await stage.cut();
  expect(await day.sync()).toMatch(/^连不上区服务器.*改存到 U 盘/);
  await page.getByRole('button', { name: '停下' }).click();
  await stage.restore();
  await stage.revoke('城东-平板1');
  expect(await day.sync()).toMatch(/停用.*改存到 U 盘/);
  await page.getByRole('button', { name: '改存到 U 盘' }).click();
  await expect(page.getByRole('textbox', { name: 'U 盘的文件夹' })).toBeFocused();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'English' }).click();
  await expect(page.getByRole('main').getByRole('alert')).toContainText('revoked');
  await page.getByRole('button', { name: '中文' }).click();
});

test('the port taken, and a folder already in use, are each refused by name', async () => {
  await expect(startShell(desk.dataFolder)).rejects.toMatchObject({ code: 'second-instance' });
  const port = Number(new URL(desk.shell.origin).port);
  await desk.page.context().close();
  await desk.shell.close();
  const squatter = createServer().listen(port, '127.0.0.1');
  await new Promise((resolve) => squatter.once('listening', resolve));
  await expect(startShell(desk.dataFolder)).rejects.toMatchObject({ code: 'port-taken', facts: { port } });
  await new Promise((resolve) => squatter.close(resolve));
  await desk.reopen();
});

test('no Chromium at all: printing says what to install', async () => {
  await desk.page.context().close();
  await desk.shell.close();
  const { host, close } = await startShell(desk.dataFolder, () => undefined);
  const status = await host.call('device.status', {});
  const user = DeviceStatus.parse(status.ok && status.value).enrollment?.users.find(({ name }) => name === '张伟')?.id;
  await host.call('people.signIn', { user, secret: { kind: 'passphrase', passphrase: deskPassphrase } });
  expect(await host.call('forms.pdf', { html: '<html><head></head></html>', name: '表' })).toEqual({
    ok: false,
    error: { code: 'browser-missing', facts: {} },
  });
  await close();
  await desk.reopen();
});
