import { expect, type Page } from '@playwright/test';
import { type FilePayload, Paper } from './paper.ts';

/** One file per thing 一违一档: from determination to acceptance. */
export class CasePage {
  private readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Opens a thing from its building's page by what its link says. */
  async open(link: RegExp): Promise<void> {
    await this.page.getByRole('link', { name: link }).first().click();
    await expect(this.page.getByRole('heading', { level: 1, name: /^(违建|设施) / })).toBeVisible();
  }

  private async step(name: string): Promise<Paper> {
    const form = this.page.getByRole('form', { name });
    const opener = this.page.getByRole('button', { name, exact: true });
    await expect(form.or(opener).first()).toBeVisible();
    if (!(await form.isVisible())) await opener.click();
    await expect(form).toBeVisible();
    return new Paper(this.page, form);
  }

  async determine(): Promise<void> {
    const paper = await this.step('审核认定');
    await paper.pick('认定结果', '违法');
    await paper.type('审核意见', '未取得规划许可，影响屋面改造施工');
    await paper.type('认定依据', '城乡规划法第六十四条');
    await paper.type('认定机关', '崇川区城市管理局');
    await paper.save('保存认定');
  }

  async notify(): Promise<void> {
    const paper = await this.step('告知送达');
    await paper.pick('送达方式', '直接送达');
    await paper.type('收件人', '王某');
    await paper.save('保存送达');
  }

  async agree(mode: string): Promise<void> {
    const paper = await this.step('签约');
    await paper.pick('拆除方式', mode);
    await paper.pick('拆下物归谁', '作废料处理');
    await paper.type('签字人姓名', '王某');
    await paper.pick('签字人身份', '户主');
    await paper.pick('签字方式', '屏上签字');
    await paper.sign('住户签字');
    await paper.save('保存签约');
  }

  async clear(volume: string, photo: FilePayload): Promise<void> {
    const paper = await this.step('登记清运');
    await paper.type('清运量（m³）', volume);
    await paper.photos('清运后照片', [photo]);
    await paper.save('保存清运');
  }

  async makeGood(checklist: string, photo: FilePayload): Promise<void> {
    const paper = await this.step('登记恢复');
    await paper.type('恢复事项', checklist);
    await paper.photos('恢复后照片', [photo]);
    await paper.save('保存恢复');
  }

  async accept(on: string): Promise<void> {
    const paper = await this.step('验收销号');
    await paper.type('验收日期', on);
    await paper.type('验收意见', '屋面已恢复，符合要求');
    await paper.pick('住户意见', '满意');
    await paper.save('保存验收');
  }

  /** 回查: somebody was there, and nothing stood there again. */
  async recheck(photo: FilePayload): Promise<void> {
    const paper = await this.step('去看过，没有复建');
    await paper.photos('现场照片', [photo]);
    await paper.save('保存回查');
  }
}
