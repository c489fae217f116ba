import { expect, type Page, test } from '@playwright/test';
import { examplePolicy, type Policy } from '#domain/policy.ts';
import { newRecord } from '#server/system-author.ts';
import { expectAccessible } from './accessible.ts';
import { type BrowserDesk, openBrowserDesk } from './desks.ts';
import { takeShot } from './fixtures/camera.ts';
import { groundOf, takenDown } from './fixtures/removed.ts';
import { signedForm } from './fixtures/signed-form.ts';
import { BatchPage } from './pages/batch-page.ts';
import { LinePage } from './pages/line-page.ts';
import { jpeg, Paper } from './pages/paper.ts';
import { openEnrolledDesk, StartPage } from './pages/start-page.ts';
import { SyncPage } from './pages/sync-page.ts';
import { openStage, type Stage } from './stage.ts';

let stage: Stage<BrowserDesk>;
let page: Page;
/** The lines that the things below opened, in their order. */
let lines: string[];

/** A later version, under which a household may be paid instead. */
const newPolicy: Policy = { ...examplePolicy, version: '示例2026-2', from: '2026-02-01', compensation: true, overdueDays: 60 };

test.beforeAll(async () => {
  stage = await openStage(openBrowserDesk);
  await stage.issue([newRecord('policy', newPolicy)]);
  const things = [
    { rooms: ['101'], type: 'GRILLE', position: '南阳台-窗1', sizes: { widthMm: 1500, heightMm: 1200 } },
    { rooms: ['101'], type: 'RACK', position: '北阳台-架1', sizes: { lengthMm: 2000 } },
    // One awning over two flats: it counts once, for the first of them.
    { rooms: ['202', '302'], type: 'AWNING', position: '东侧-雨棚', sizes: { lengthMm: 3000, depthMm: 800 } },
  ] as const;
  await stage.bring('张伟', (there, team) => {
    const ground = groundOf(there, '1', team);
    const groups = things.map((thing, index) => takenDown(ground, thing, index + 1));
    lines = groups.map((group) => group.flat().find(({ type }) => type === 'entitlement')?.id ?? '');
    const third = groundOf(there, '3', team, newPolicy.version);
    const others = [
      { rooms: ['101'], type: 'GRILLE', position: '书房-窗', sizes: { widthMm: 900, heightMm: 1200 } },
      { rooms: ['101'], type: 'RACK', position: '书房-架', sizes: { lengthMm: 1800 } },
      // Nobody lives there.
      { rooms: ['301'], type: 'GRILLE', position: '空关房-窗', sizes: { widthMm: 1500, heightMm: 1200 } },
    ] as const;
    return [...groups, ...others.map((thing, index) => takenDown(third, thing, 11 + index))].flat();
  });
  ({ page } = await openEnrolledDesk(stage, '社区-电脑', '陈静'));
});
test.afterAll(() => stage.close());

const building = '城东示例小区 1幢';

test('[C1] [C2] a building is given back: its contractor fails, another takes over, an awning over two flats counts once', async () => {
  test.setTimeout(120_000);
  const batches = new BatchPage(page);
  await batches.openBuilding(building);

  await test.step('all of it in one batch, each household by its own form, filed by its code', async () => {
    await batches.create('甲门窗厂');
    await expect(page.getByRole('table').getByRole('button', { name: /东侧-雨棚/ })).toHaveCount(1);
    const form = await batches.step('确认规格');
    const paper = new Paper(page, form);
    await paper.pick('防盗窗的规格', '304不锈钢平面防盗窗');
    await paper.pick('晾衣架的规格', '铝合金折叠晾衣架');
    const [grille = '', rack = '', awning = ''] = lines;
    const forms = await Promise.all([[grille, rack], [awning]].map(signedForm));
    await paper.photos(
      '签好的确认单',
      forms.map((form, index) => jpeg(`确认单${index}.jpg`, form)),
    );
    await expectAccessible(page);
    await batches.save(form, '确认规格 3 条');
  });

  await test.step('ordered, and the contractor fails: the lines are free for another', async () => {
    await batches.save(await batches.step('下单'), '下单 3 条');
    const form = await batches.step('退单');
    await new Paper(page, form).type('退单原因', '厂家停产');
    await batches.save(form, '退单 3 条');
    await expect(page.getByText(/退单：厂家停产/)).toBeVisible();
    await batches.back();
    await expect(page.getByText('还有 3 条不在任何批次里。')).toBeVisible();
    await batches.create('乙门窗厂');
    await batches.save(await batches.step('下单'), '下单 3 条');
  });

  await test.step('what has its evidence is installed and accepted; what lacks it is named and waits', async () => {
    const form = await batches.step('登记安装');
    const shot = async (name: string, subject: 'inside' | 'outside') => jpeg(name, await takeShot({ subject }));
    await batches.piece(
      form,
      /东侧-雨棚/,
      { '长（毫米）': '3000', '深（毫米）': '800' },
      await shot('内.jpg', 'inside'),
      await shot('外.jpg', 'outside'),
    );
    await expectAccessible(page);
    await batches.save(form, '登记安装 1 条');
    await expect(form.getByRole('button', { name: /南阳台-窗1/ })).toContainText('缺 宽（毫米）');
    await batches.save(await batches.step('验收'), '验收 1 条');
    await expect(page.getByText('已结 1/3 条').first()).toBeVisible();
  });

  await test.step('all of it is stored by the server, the batches and what left them too', async () => {
    const form = await batches.step('登记送货');
    const paper = new Paper(page, form);
    await paper.type('送来什么', '防盗窗');
    await paper.type('件数', '1');
    await batches.save(form, '保存送货');
    const sync = new SyncPage(page);
    await sync.open();
    expect(await sync.sync()).toContain('全部入库');
  });

  await test.step('[C7] the building is not closed while two lines are owed', async () => {
    await new StartPage(page).switchTo('王芳');
    await batches.openBuilding(building);
    await expect(page.getByText('还有 2 条待还或有争议，不能结清：')).toBeVisible();
    await expectAccessible(page);
  });
});

test('[C1] [C7] a building is closed: what was paid for and what stands elsewhere has ended, a dispute is settled, and an empty flat is left over', async () => {
  test.setTimeout(120_000);
  const batches = new BatchPage(page);
  const start = new StartPage(page);
  const line = new LinePage(page);
  await start.switchTo('陈静');

  await test.step('two versions of the policy: what differs, and whom it touches', async () => {
    await page.goto(new URL('#/policies', page.url()).href);
    await expect(page.getByRole('navigation', { name: '政策版本' }).getByRole('link')).toHaveText([/示例2026-2.*现行/, /示例2026-1.*旧版/]);
    await expect(page.getByRole('row', { name: '折价补偿 不可以 可以' })).toBeVisible();
    await expect(page.getByText(/^只影响 2026-02-01 起拆除的/)).toBeVisible();
    await expect(page.getByText(/本机有 [23] 条待还按旧版办理/)).toBeVisible();
    await expect(page.getByText('按这一版办理、还没还完的：3 条')).toBeVisible();
    await expectAccessible(page);
  });

  await batches.openBuilding('城东示例小区 3幢');
  const returns = page.url();
  await test.step('a uniform addition settles nothing', async () => {
    await page.getByRole('button', { name: '登记统一加装' }).click();
    const paper = new Paper(page, page.getByRole('form', { name: '登记统一加装' }));
    await paper.type('单元', '一单元');
    await paper.type('室', '１０２室');
    await paper.pick('类型', '雨棚');
    await paper.type('规格', 'PC耐力板雨棚');
    await paper.type('安装单位', '甲门窗厂');
    await paper.photos('室内照片', [jpeg('内.jpg', await takeShot({ subject: 'inside', takenAt: '2026:03:21 09:00:00' }))]);
    await paper.photos('室外照片', [jpeg('外.jpg', await takeShot({ subject: 'outside', takenAt: '2026:03:21 09:01:00' }))]);
    await paper.save('保存加装');
    await expect(page.getByText(/^1单元102室 雨棚 PC耐力板雨棚，甲门窗厂/)).toBeVisible();
    await expect(page.getByText('还有 2 条待还或有争议，不能结清：')).toBeVisible();
  });

  await test.step('[A3] a photo of another piece goes there, and the addition that counted it says that it is short', async () => {
    await page.getByRole('button', { name: '照片放错了' }).click();
    const paper = new Paper(page, page.getByRole('form', { name: '照片放错了' }));
    await paper.select('哪张照片', /^还装/);
    await paper.select('应在哪幢楼', '1幢');
    await paper.select('应属哪条记录', /^还装 1单元202室 雨棚 东侧-雨棚/);
    await paper.type('原因', '两幢的照片放反了');
    await expectAccessible(page);
    await paper.save('移走照片');
    await expect(page.getByText('缺照片：1 张移到了别的记录')).toBeVisible();
    await page.goto(new URL(`#/entitlements/${lines[2]}`, page.url()).href);
    await expect(page.getByRole('button', { name: /^查看照片 还装/ })).toHaveCount(3);
    await page.goto(returns);
  });

  await test.step('one is paid for, one stands elsewhere, and is disputed', async () => {
    await line.open('书房-窗');
    await line.compensate('200', '住户改用原窗');
    await expect(page.getByText(/防盗窗：拆除 1 个窗洞 = .* \+ 补偿 1 \+/)).toBeVisible();
    await page.goto(returns);
    await line.open('书房-架');
    await line.relocate('北阳台', jpeg('架.jpg', await takeShot({ subject: 'inside', takenAt: '2026:03:22 09:00:00' })));
    await line.dispute('多还', '厂家又送来一件');
    await expectAccessible(page);
    await page.goto(returns);
    await expect(page.getByText('还有 1 条待还或有争议，不能结清：')).toBeVisible();
  });

  await test.step('the clerk settles it, the reviewer closes and approves what is left', async () => {
    await start.switchTo('赵敏');
    await page.goto(returns);
    await line.open('书房-架');
    await line.settle('多送的一件已退回厂家');
    await start.switchTo('王芳');
    await page.goto(returns);
    await page.getByRole('button', { name: '结清这一幢' }).click();
    const paper = new Paper(page, page.getByRole('form', { name: '结清这一幢' }));
    await paper.type('1单元301室 防盗窗 空关房-窗：遗留原因', '空关，联系不上户主');
    await expectAccessible(page);
    await paper.save('保存结清');
    await expect(page.getByText(/^这一幢已于 .* 结清/)).toBeVisible();
    await expect(page.getByText('遗留清单（仍待还）：1单元301室 防盗窗 空关房-窗: 空关，联系不上户主')).toBeVisible();
  });

  await test.step('the server holds the account to the same', async () => {
    const sync = new SyncPage(page);
    await sync.open();
    expect(await sync.sync()).toContain('全部入库');
  });
});
