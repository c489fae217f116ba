import { expect, type Page, test } from '@playwright/test';
import { structure } from '#domain/testing/samples.ts';
import { newRecord } from '#server/system-author.ts';
import { expectAccessible } from './accessible.ts';
import { type BrowserDesk, openBrowserDesk } from './desks.ts';
import { takeShot } from './fixtures/camera.ts';
import { groundOf, surveyedFixture, takenDown } from './fixtures/removed.ts';
import { CasePage } from './pages/case-page.ts';
import { EstatePages } from './pages/estate-pages.ts';
import { HouseholdPage } from './pages/household-page.ts';
import { jpeg, Paper } from './pages/paper.ts';
import { openEnrolledDesk, StartPage } from './pages/start-page.ts';
import { openStage, type Stage } from './stage.ts';

let stage: Stage<BrowserDesk>;
let page: Page;

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
      [
        newRecord(
          'fixture',
          surveyedFixture(ground, { rooms: [], type: 'AWNING', position: '走廊-雨棚', sizes: {} }, 2, { owner: 'UNCLAIMED' }),
        ),
      ],
      [
        newRecord(
          'fixture',
          surveyedFixture(ground, { rooms: ['301'], type: 'RACK', position: '南阳台-架', sizes: { lengthMm: 1800 } }, 3),
        ),
      ],
    ];
  });
  ({ page } = await openEnrolledDesk(stage, '社区-电脑', '王芳'));
});
test.afterAll(() => stage.close());

test('a day of the community: an old couple is heard and signs before a witness; a landlord and a tenant disagree, and settle', async () => {
  test.setTimeout(120_000);
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

const oldTable = [
  '单元\t室号\t户主\t类型\t朝向\t数量\t拆除日期',
  '1\t302\t钱某\t防盗窗\t正面\t2\t2023.5.1',
  '1\t302\t钱某\t铁门\t正面\t1\t2023.5.1',
].join('\n');

test('a room is split; nobody’s awning hangs posted, comes down and is claimed; one thing is found gone; an old table comes in, a photo goes where it belongs', async () => {
  test.setTimeout(120_000);
  const start = new StartPage(page);
  const homes = new HouseholdPage(page);
  const file = new CasePage(page);
  /** One that stands in a room, or in none. */
  const openThing = async (room: string | null, link: RegExp) => {
    await new EstatePages(page).openBuilding('城东示例小区', '2幢');
    if (room !== null) await page.getByRole('button', { name: new RegExp(`^1单元${room}室`) }).click();
    await file.open(link);
  };
  await start.switchTo('陈静');

  await test.step('rooms that changed lead to what they are now', async () => {
    await new EstatePages(page).openBuilding('城东示例小区', '2幢');
    await page.getByRole('button', { name: '分户、并户、改号' }).click();
    const paper = new Paper(page, page.getByRole('form', { name: '分户、并户、改号' }));
    await paper.pick('怎么变的', '分户');
    await paper.select('原来的室', '1单元102室');
    await paper.type('现在的室', '102A、102B');
    await paper.type('原因', '隔成两户');
    await expectAccessible(page);
    await paper.save('保存变更');
    await expect(page.getByText(/分户 1单元102室 → 1单元102A室、1单元102B室（陈静：隔成两户）$/)).toBeVisible();
    await expect(page.getByRole('button', { name: /^1单元102A室/ })).toBeVisible();
  });

  await test.step('what nobody claims is posted', async () => {
    await openThing(null, /走廊-雨棚/);
    const paper = new Paper(page, page.getByRole('form', { name: '张贴公示' }));
    await paper.type('公示开始', '2026-03-01');
    await paper.type('公示到期', '2026-03-08');
    await paper.photos('张贴照片', [jpeg('公示.jpg', await takeShot({ subject: 'outside' }))]);
    await paper.save('保存公示');
    await expect(page.locator('.status').getByText('已告知')).toBeVisible();
  });

  await test.step('the posting has ended: it comes down; another thing is found gone already', async () => {
    await start.switchTo('张伟');
    await openThing(null, /走廊-雨棚/);
    const removal = new Paper(page, page.getByRole('form', { name: '拆下存放' }));
    await removal.photos('现场照片（拆后）', [jpeg('拆后.jpg', await takeShot({ subject: 'clear', takenAt: '2026:03:10 09:00:00' }))]);
    await removal.type('施工单位', '示例拆除公司');
    await removal.save('保存拆除');
    await openThing('301', /南阳台-架/);
    await page.getByRole('button', { name: '发现已自拆' }).click();
    const found = new Paper(page, page.getByRole('form', { name: '发现已自拆' }));
    await found.photos('现场照片（拆后）', [jpeg('已拆.jpg', await takeShot({ subject: 'clear', takenAt: '2026:03:11 09:00:00' }))]);
    await expectAccessible(page);
    await found.save('保存');
    await expect(page.getByRole('link', { name: '查看应还（待确认）' }).first()).toBeVisible();
  });

  await test.step('[A3] a photo of another thing goes there: the removal that counted it is left short, and says so', async () => {
    await page.getByRole('button', { name: '照片放错了' }).click();
    const paper = new Paper(page, page.getByRole('form', { name: '照片放错了' }));
    await paper.select('哪张照片', /^拆后/);
    await paper.select('应属哪条记录', /走廊-雨棚/);
    await paper.type('原因', '拍的是走廊');
    await paper.save('移走照片');
    await expect(page.getByText('缺照片：1 张移到了别的记录')).toBeVisible();
    await page
      .getByRole('link', { name: /^查看应还/ })
      .first()
      .click();
    await expect(page.getByText('1 张移到了别的记录')).toBeVisible();
    await expect(page.getByRole('button', { name: /^查看照片 拆后/ })).toHaveCount(0);
  });

  await test.step('somebody claims the awning; the clerk brings in an old table, row by row what can come in', async () => {
    await start.switchTo('赵敏');
    await openThing(null, /走廊-雨棚/);
    await page.getByRole('button', { name: '认领', exact: true }).click();
    const claim = new Paper(page, page.getByRole('form', { name: '认领' }));
    await claim.select('认领人住哪室', '1单元202室');
    await claim.type('认领人姓名', '孙某');
    await claim.type('凭什么认定是他的', '有购买发票');
    await claim.save('保存认领');
    await new EstatePages(page).openBuilding('城东示例小区', '2幢');
    await page.getByRole('button', { name: '补录历史数据' }).click();
    await page.getByRole('button', { name: '历史设施' }).click();
    await page.getByRole('button', { name: '整表补录' }).click();
    await page.getByRole('checkbox', { name: /^早就拆了/ }).check();
    await page.getByLabel('旧表文件').setInputFiles({ name: '旧台账.pdf', mimeType: 'application/pdf', buffer: Buffer.from('一张旧表') });
    await expect(page.getByRole('textbox', { name: '文件名' })).toHaveValue('旧台账.pdf');
    // Called away: the table that was begun is gone on with.
    await new EstatePages(page).openBuilding('城东示例小区', '2幢');
    await page.getByRole('button', { name: '补录历史数据' }).click();
    await page.getByRole('button', { name: '继续上次填写' }).click();
    await expect(page.getByRole('textbox', { name: '文件名' })).toHaveValue('旧台账.pdf');
    await expect(page.getByRole('checkbox', { name: /^早就拆了/ })).toBeChecked();
    const table = new Paper(page, page.getByRole('form', { name: '整表补录' }));
    await table.type('粘贴表格', oldTable);
    await expect(page.getByText('可以补录 1 行，留下 1 行')).toBeVisible();
    await expect(page.getByText('第 3 行“1 302 钱某 铁门 正面 1 2023.5.1”：看不懂或没写 设施类型')).toBeVisible();
    await expectAccessible(page);
    await table.save('补录 1 行');
    await homes.open('2幢', '302');
    await expect
      .poll(async () => (await homes.told()).filter((one) => one.includes('旧表第2行')))
      .toEqual([expect.stringMatching(/^摸排/), expect.stringMatching(/^拆除/)]);
    await expect(page.getByText(/防盗窗：拆除 2 个窗洞 = .* \+ 待还 2$/)).toBeVisible();
  });
});
