import { expect, test } from '@playwright/test';
import { expectAccessible } from './accessible.ts';
import { type BrowserDesk, openBrowserDesk } from './desks.ts';
import { takeShot } from './fixtures/camera.ts';
import { groundOf, takenDown } from './fixtures/removed.ts';
import { signedForm } from './fixtures/signed-form.ts';
import { BatchPage } from './pages/batch-page.ts';
import { jpeg, Paper } from './pages/paper.ts';
import { openEnrolledDesk, StartPage } from './pages/start-page.ts';
import { SyncPage } from './pages/sync-page.ts';
import { openStage, type Stage } from './stage.ts';

let stage: Stage<BrowserDesk>;
/** The lines that the things below opened, in their order. */
let lines: string[];

test.beforeAll(async () => {
  stage = await openStage(openBrowserDesk);
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
    return groups.flat();
  });
});
test.afterAll(() => stage.close());

const building = '城东示例小区 1幢';

test('[C1] [C2] a building is given back: its contractor fails, another takes over, an awning over two flats counts once', async () => {
  test.setTimeout(120_000);
  const { page } = await openEnrolledDesk(stage, '社区-电脑', '陈静');
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
