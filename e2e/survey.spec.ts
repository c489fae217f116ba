import { dirname } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import sharp from 'sharp';
import { expectAccessible } from './accessible.ts';
import { type BrowserDesk, openBrowserDesk } from './desks.ts';
import { takeShot } from './fixtures/camera.ts';
import { writeCard } from './fixtures/card.ts';
import { brokenPdf, planPdf } from './fixtures/plan.ts';
import { Keys } from './keys.ts';
import { CasePage } from './pages/case-page.ts';
import { EstatePages } from './pages/estate-pages.ts';
import { jpeg, Paper } from './pages/paper.ts';
import { PhotosPage } from './pages/photos-page.ts';
import { PlanPage } from './pages/plan-page.ts';
import { openEnrolledDesk, StartPage } from './pages/start-page.ts';
import { openStage, type Stage } from './stage.ts';
import { Taps } from './taps.ts';

let stage: Stage<BrowserDesk>;
let desk: BrowserDesk;
let page: Page;

test.beforeAll(async () => {
  stage = await openStage(openBrowserDesk);
  desk = await openEnrolledDesk(stage, '平板', '张伟');
  ({ page } = desk);
});
test.afterAll(() => stage.close());

const limit = 12;

const saved = () => expect(page.getByRole('grid')).toBeVisible();
const shots = async (...subjects: ('shed' | 'shed-near' | 'grille')[]) =>
  Promise.all(subjects.map(async (subject, n) => jpeg(`${n}.jpg`, await takeShot({ subject }))));

test('a survey is begun from today, is complete within twelve taps, and the next one starts where the last one ended', async () => {
  const estates = new EstatePages(page);
  await expectAccessible(page);
  await page.getByRole('link', { name: '新建摸排' }).click();
  await page.getByRole('button', { name: '2幢' }).click();
  await expectAccessible(page);
  await page.getByRole('link', { name: '去这幢楼的立面' }).click();
  await saved();

  await test.step('a structure, with nothing remembered', async () => {
    const taps = new Taps(page);
    await taps.on('摸排违建 楼顶');
    await taps.answer('类别', '棚屋');
    await taps.photos('违建照片（全景、近景）', await shots('shed', 'shed-near'));
    await taps.answer('材质', '木');
    await taps.digits('长（米）', '4');
    await taps.digits('宽（米）', '3');
    await taps.digits('高（米）', '2.4');
    await expect(page.getByRole('textbox', { name: '面积（㎡）' })).toHaveValue('12');
    await taps.answer('第二摸排人', '李娜');
    await taps.on('保存');
    await saved();
    expect(taps.total).toBeLessThanOrEqual(limit);
  });

  await test.step('two windows of one flat', async () => {
    const taps = new Taps(page);
    await estates.surveyFixtureIn(/^1单元101室/);
    const first = 2;
    await taps.answer('设施类型', '防盗窗');
    await taps.on('南阳台-窗1');
    await taps.answer('朝向', '正面');
    await taps.photos('设施照片', await shots('grille'));
    await taps.digits('宽（毫米）', '1500');
    await taps.digits('高（毫米）', '1200');
    await taps.on('保存并记下一个');
    await expect(page.getByText(/^上一个已存为/)).toBeVisible();
    expect(first + taps.total).toBeLessThanOrEqual(limit);

    const next = new Taps(page);
    await expect(page.getByRole('textbox', { name: '位置名称' })).toHaveValue('南阳台-窗2');
    await expect(page.getByRole('radiogroup', { name: '第二摸排人' }).getByRole('radio', { name: '李娜' })).toBeChecked();
    await next.on('同上一个：1500×1200 毫米');
    await next.photos('设施照片', [jpeg('w.jpg', await takeShot({ subject: 'grille', takenAt: '2026:03:02 08:25:00' }))]);
    await expectAccessible(page);
    await next.on('保存');
    await saved();
    expect(next.total).toBeLessThanOrEqual(4);
  });

  await test.step('a quick record waits in the list of sizes to follow', async () => {
    await page.getByRole('button', { name: '摸排违建 楼顶' }).click();
    const taps = new Taps(page);
    await taps.answer('类别', '棚屋');
    await taps.photos('违建照片（全景、近景）', [
      jpeg('q1.jpg', await takeShot({ subject: 'shed', takenAt: '2026:03:02 09:00:00' })),
      jpeg('q2.jpg', await takeShot({ subject: 'shed-near', takenAt: '2026:03:02 09:01:00' })),
    ]);
    await taps.on('快速记录');
    await page.getByRole('button', { name: '仍然保存' }).click();
    await saved();
    await page.goto(new URL('#/survey/pending', page.url()).href);
    await expect(page.getByRole('link', { name: /棚屋/ })).toHaveCount(1);
    await expectAccessible(page);
  });
});

test('a fixture is surveyed whole by keyboard alone, from today to its place in the elevation', async () => {
  const keys = new Keys(page);
  await page.goto(new URL('#/', page.url()).href);
  await keys.press('新建摸排', 'link');
  await keys.press('2幢');
  await keys.press(/^摸排设施/);
  await keys.answer('设施类型', '晾衣架');
  await keys.type('单元', '1');
  await keys.type('室', '102');
  await keys.type('位置名称', '北阳台-架1');
  await keys.answer('朝向', '背面');
  await keys.tick('临街');
  await keys.photos([jpeg('rack.jpg', await takeShot({ subject: 'grille', takenAt: '2026:03:02 08:40:00' }))]);
  await keys.type('长（毫米）', '2400');
  await keys.type('数量', '2');
  await keys.answer('第二摸排人', '李娜');
  await keys.press('保存');
  await saved();
  await expect(page.getByRole('button', { name: /^1单元102室/ })).toBeVisible();
});

test('a whole card is taken in: what is bad is named, the rest waits through a restart and is filed with its record', async () => {
  await page.goto(new URL('#/', page.url()).href);
  await page.getByRole('link', { name: '收入照片' }).click();
  await expect(page.getByText('没有待归档的照片')).toBeVisible();
  await page.getByLabel('要收入的文件夹').setInputFiles(await writeCard(dirname(desk.dataFolder)));
  const report = page.getByRole('alert').filter({ hasText: '收入 2 张、已有 1 张、跳过 2 个' });
  await report.getByText('跳过的文件').click();
  await expect(report.getByText('DCIM/100MSDCF/DSC00003.JPG：照片已损坏')).toBeVisible();
  await expect(report.getByText('DCIM/101MSDCF/C0001.MP4：不是照片')).toBeVisible();
  await expect(report.getByText('.DS_Store')).toHaveCount(0);

  await desk.reopen();
  ({ page } = desk);
  await new StartPage(page).signIn('张伟');
  await page.getByRole('link', { name: '2 张照片还没归到记录' }).click();
  await expect(page.getByRole('button', { name: /^DSC00002.JPG 拍摄时间不明/ })).toHaveAttribute('aria-pressed', 'false');
  await expectAccessible(page);
  await new PhotosPage(page).file(/^DSC00001.JPG 2026-03-02 09:30/, async (dialog) => {
    await dialog.getByRole('combobox', { name: '归到哪条记录' }).fill('棚屋');
    await page.getByTitle(/^棚屋/).first().click();
    await dialog.getByText('拆中', { exact: true }).click();
    await expectAccessible(page);
  });
  await expect(page.getByText('DSC00001.JPG')).toHaveCount(0);

  await page.getByRole('button', { name: /^DSC00002.JPG/ }).click();
  await page.getByRole('button', { name: '移除' }).click();
  await page.getByRole('tooltip').getByRole('button', { name: '移除' }).click();
  await expect(page.getByText('没有待归档的照片')).toBeVisible();
});

test('a phone sends photos for one record over its own page; they wait until they are accepted, and the code is good once', async () => {
  await page.goto(new URL('#/survey/pending', page.url()).href);
  await page.getByRole('link', { name: /棚屋/ }).click();
  const photos = new PhotosPage(page);
  const { dialog, url } = await photos.openDoor();
  const taken = await takeShot({ subject: 'clear', takenAt: '2026:03:02 10:00:00' });
  await photos.sendByPhone(
    url,
    [jpeg('IMG_1.jpg', taken), jpeg('说明.jpg', Buffer.from('不是照片'))],
    ['IMG_1.jpg ✓ 已送到', '说明.jpg 不是照片，没有收下。'],
  );
  await photos.sendByPhone(url, [jpeg('IMG_2.jpg', taken)], ['这个二维码已经被另一部手机用过']);

  await expect(dialog.getByText('手机已连上、已送到 1 张、没收下 1 个')).toBeVisible();
  await dialog.getByRole('link', { name: '去接收' }).click();
  await photos.file(/^IMG_1.jpg 2026-03-02 10:00/);
  await expect(page.getByText('没有待归档的照片')).toBeVisible();
  await expect(fetch(url)).rejects.toThrow();
});

test('a record’s photos are compared, marked and hidden in part for others; its estate’s plan shows where it stands', async () => {
  await page.goto(new URL('#/survey/pending', page.url()).href);
  await page.getByRole('link', { name: /棚屋/ }).click();
  await page.getByRole('link', { name: '对比、标注、遮挡、照片表' }).click();
  await page.getByRole('slider', { name: '分界线位置，百分之' }).fill('20');
  await expect(page.locator('.compare-over')).toHaveCSS('clip-path', 'inset(0px 80% 0px 0px)');
  await expectAccessible(page);

  await page.getByRole('button', { name: '打开 拆前 1' }).click();
  const editor = page.getByRole('dialog', { name: '拆前 1' });
  await new PhotosPage(page).draw(editor, [0.2, 0.2], [0.6, 0.5]);
  await editor.getByText('遮挡', { exact: true }).click();
  await editor.getByRole('button', { name: '放一个' }).click();
  await editor.getByRole('button', { name: '遮挡 2', exact: true }).press('ArrowLeft');
  await expectAccessible(page);
  await editor.getByRole('button', { name: '导出共享副本' }).click();
  await expect(editor.getByText('请填写')).toBeVisible();
  await editor.getByRole('textbox', { name: '给谁、做什么用' }).fill('信访答复附图');
  await editor.getByRole('button', { name: '导出共享副本' }).click();
  const [copy] = await Promise.all([page.waitForEvent('download'), editor.getByRole('link', { name: '保存副本' }).click()]);
  const { data, info } = await sharp(await copy.path())
    .raw()
    .toBuffer({ resolveWithObject: true });
  const middle = (Math.floor(info.height / 2) * info.width + Math.floor(info.width * 0.45)) * info.channels;
  expect(Math.max(...data.subarray(middle, middle + 3))).toBeLessThan(12);
  await editor.getByRole('button', { name: '保存标注' }).click();
  await expect(editor).toBeHidden();
  await page.getByRole('button', { name: '打开 拆前 1' }).click();
  await expect(editor.getByRole('button', { name: '箭头 1', exact: true })).toBeVisible();
  await page.keyboard.press('Escape');

  await new EstatePages(page).openEstate('城东示例小区');
  const plan = new PlanPage(page);
  await plan.open();
  await plan.choose(brokenPdf);
  await expect(page.getByText('这个 PDF 打不开或已损坏')).toBeVisible();
  await page.getByRole('button', { name: '关闭', exact: true }).click();
  await plan.choose(planPdf);
  await plan.takePdfPage();
  await plan.place(/棚屋/);
  await expectAccessible(page);
  await plan.savePlace();
  const pin = plan.region.getByRole('link', { name: /棚屋/ });
  await expect(pin).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: '放大' }).click();
  await pin.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: /^违建/ })).toBeVisible();
});

test('an awning over two flats counts for one of them, is seen from the other, and both owners sign for it', async () => {
  const paper = new Paper(page);
  await page.goto(new URL('#/', page.url()).href);
  await new EstatePages(page).openBuilding('城东示例小区', '2幢');
  await new EstatePages(page).surveyFixtureIn(/^1单元201室/);
  await paper.pick('设施类型', '雨棚');
  await paper.type('位置名称', '南侧-通长');
  await paper.pick('朝向', '正面');
  await test.step('its photo comes by phone, before it is saved', async () => {
    const photos = new PhotosPage(page);
    const { dialog, url } = await photos.openDoor();
    const awning = jpeg('awning.jpg', await takeShot({ subject: 'grille', takenAt: '2026:03:02 09:10:00' }));
    await photos.sendByPhone(url, [awning], ['awning.jpg ✓ 已送到']);
    await dialog.getByRole('button', { name: '去接收' }).click();
    await page.getByRole('button', { name: /^awning.jpg/ }).click();
    await page.getByRole('button', { name: '取 1 张' }).click();
    await expect(page.getByText('已有 1 张')).toBeVisible();
  });
  await paper.type('长（毫米）', '5000');
  await paper.type('深（毫米）', '600');
  await page.getByRole('button', { name: '还涉及别的室' }).click();
  await paper.select('室', '1单元202室');
  await paper.save('保存');
  await page.getByRole('button', { name: /^1单元202室 .*见1单元201室/ }).click();

  const cases = new CasePage(page);
  await cases.open(/雨棚/);
  await cases.notify();
  await page.getByRole('button', { name: '签约', exact: true }).click();
  const form = page.getByRole('form', { name: '签约' });
  await paper.pick('拆除方式', '协助拆除');
  await paper.pick('拆下物归谁', '作废料处理');
  await form.getByRole('textbox', { name: '签字人姓名' }).first().fill('王某');
  await form.getByRole('radiogroup', { name: '签字方式' }).first().getByText('见证人见证', { exact: true }).click();
  await form.getByRole('textbox', { name: '见证人', exact: true }).first().fill('刘强');
  const second = new Paper(page, page.getByRole('group', { name: /202室 产权人 签字/ }));
  await second.pick('意见', '不同意');
  await expect(page.getByText(/有一户不同意，不能签约/)).toBeVisible();
  await second.pick('意见', '同意');
  await second.type('签字人姓名', '李某');
  await second.pick('签字方式', '见证人见证');
  await second.type('见证人', '刘强');
  await expectAccessible(page);
  await paper.save('保存签约');
  await expect(page.getByText('已签约').first()).toBeVisible();
});

test('what was recorded twice is merged and an address is corrected, each with its reason', async () => {
  const estates = new EstatePages(page);
  const paper = new Paper(page);
  await new StartPage(page).switchTo('赵敏');

  await test.step('two sheds that look like one are put side by side, and a person may say that they are two', async () => {
    await page.goto(new URL('#/waiting', page.url()).href);
    await page.getByRole('note').getByRole('link', { name: '去核对' }).click();
    await expectAccessible(page);
    await page.getByRole('link', { name: '并排看' }).first().click();
    await expect(page.getByRole('row', { name: /^长（米） 不同 / })).toBeVisible();
    await page.getByRole('button', { name: '是同一处：合并', exact: true }).click();
    await expect(page.getByText(/^保留 .* 并入/)).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('button', { name: '不是同一处', exact: true }).click();
    await expectAccessible(page);
    await paper.save('记为两处');
    await expect(page.getByText(/没有疑似重复的/)).toBeVisible();
  });

  await test.step('they were one after all: it is not asked again, and may still be put right', async () => {
    await estates.openBuilding('城东示例小区', '2幢');
    await page.getByRole('link', { name: /棚屋/ }).first().click();
    await expect(page.getByRole('heading', { level: 1, name: /^违建/ })).toBeVisible();
    await expect(page.getByText(/可能和下面的记录是同一处/)).toBeHidden();
    await page.getByRole('button', { name: '合并重复', exact: true }).click();
    await paper.select('同一处的另一条', /棚屋/);
    await paper.type('原因', '两次摸排同一间');
    await expectAccessible(page);
    await paper.save('合并');
    await expect(page.getByText(/并入 .*两次摸排同一间/).first()).toBeVisible();
  });

  await test.step('the building is called otherwise, and is still found by what it was called', async () => {
    await estates.openBuilding('城东示例小区', '2幢');
    await page.getByRole('button', { name: '更正门牌', exact: true }).click();
    await paper.type('现在叫什么', '15幢');
    await paper.type('原因', '公安门牌核对');
    await expectAccessible(page);
    await paper.save('保存更正');
    await expect(page.getByRole('heading', { level: 1, name: '城东示例小区 15幢' })).toBeVisible();
    await expect(page.getByText('原名 2幢')).toBeVisible();
    await expect(page.getByText(/2幢 → 15幢.*公安门牌核对/).first()).toBeVisible();
  });
});
