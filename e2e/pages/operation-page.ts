import { expect, type Page } from '@playwright/test';
import { type FilePayload, Paper } from './paper.ts';

/** Teams and joint operations. */
export class OperationPage {
  private readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  private async go(link: string, title: string): Promise<void> {
    await this.page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: link }).click();
    await expect(this.page.getByRole('heading', { level: 1, name: title })).toBeVisible();
  }

  async createTeam(name: string, leader: string, members: { name: string; org: string }[]): Promise<void> {
    await this.go('工作组', '拆违工作组');
    await this.page.getByRole('button', { name: '新建工作组' }).click();
    const paper = new Paper(this.page, this.page.getByRole('form', { name: '新建工作组' }));
    await paper.type('工作组名称', name);
    await paper.type('组长', leader);
    for (const [index, member] of members.entries()) {
      if (index > 0) await this.page.getByRole('button', { name: '添加成员' }).click();
      await paper.type(`成员${index + 1}姓名`, member.name);
      await paper.pick(`成员${index + 1}单位`, member.org);
    }
    await paper.save('保存工作组');
  }

  async plan(no: string, team: string, building: string): Promise<void> {
    await this.go('联合行动', '联合拆违行动');
    await this.page
      .getByRole('link', { name: '新建行动' })
      .or(this.page.getByRole('button', { name: '新建行动' }))
      .first()
      .click();
    const paper = new Paper(this.page);
    await paper.type('行动编号', no);
    await paper.pick('工作组', team);
    await paper.type('项目经理', '周工');
    await paper.type('安全员', '吴安');
    await this.page.getByRole('button', { name: `全选 ${building}` }).click();
    await paper.save('保存行动');
    await expect(this.page.getByRole('heading', { level: 1, name: new RegExp(no) })).toBeVisible();
  }

  async open(no: string): Promise<void> {
    await this.go('联合行动', '联合拆违行动');
    await this.page
      .getByRole('link', { name: new RegExp(no) })
      .first()
      .click();
    await expect(this.page.getByRole('heading', { level: 1, name: new RegExp(no) })).toBeVisible();
  }

  async step(name: '批准' | '开始行动' | '核对' | '结束行动'): Promise<void> {
    await new Paper(this.page, this.page.getByRole('main')).save(name);
  }

  /** 分组, a unit each; the first is led by this person. */
  async splitByUnit(leader: string): Promise<void> {
    await this.page.getByRole('button', { name: '分组', exact: true }).click();
    const paper = new Paper(this.page, this.page.getByRole('form', { name: '分组' }));
    await this.page.getByRole('button', { name: '一单元一组' }).click();
    await paper.select('第 1 组组长', leader);
    await paper.save('保存分组');
  }

  /** `look` sees the form before it is filled in. */
  async brief(look: () => Promise<void> = async () => undefined): Promise<void> {
    await this.page.getByRole('button', { name: '安全交底', exact: true }).click();
    const paper = new Paper(this.page, this.page.getByRole('form', { name: '安全交底' }));
    await look();
    for (const point of [
      '安全帽、安全带、手套佩戴齐全',
      '警戒区与疏散通道已设',
      '水电气已隔离并告知住户',
      '高处作业人员持证',
      '机具检查合格',
    ]) {
      await paper.tick(point);
    }
    await this.tellContacts();
    await paper.sign('交底人签字');
    await paper.save('完成交底');
  }

  /** 联系尝试: the first household by phone, whoever else there is in person. */
  private async tellContacts(): Promise<void> {
    const form = this.page.getByRole('form', { name: '安全交底' });
    const households = form.getByRole('radiogroup');
    await households.first().getByText('电话联系', { exact: true }).click();
    const rest = form.getByRole('group', { name: '其余没填的都记为' });
    if ((await households.count()) > 1) await rest.getByRole('button', { name: '当面告知' }).click();
  }

  async removed(target: RegExp, during: FilePayload[], after: FilePayload[]): Promise<void> {
    const card = this.page.getByRole('group', { name: target });
    await card.getByRole('button', { name: '登记结果' }).click();
    const paper = new Paper(this.page, card.getByRole('form'));
    await paper.pick('结果', '已拆');
    if (during.length > 0) await paper.photos('拆中照片', during);
    await paper.photos('拆后照片', after);
    await paper.type('施工单位', '示例拆除公司');
    await paper.pick('拆下物处置', '作废处理');
    await paper.save('保存结果');
    await expect(card.getByText('✓ 已拆', { exact: true })).toBeVisible();
  }
}
