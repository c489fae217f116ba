import { expect, type Page } from '@playwright/test';
import { type FilePayload, Paper } from './paper.ts';

/** One line of what is owed, and the ways in which it ends or stands still. */
export class LinePage {
  private readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** From a list that names it by its position. */
  async open(position: string): Promise<void> {
    await this.page
      .getByRole('main')
      .getByRole('link', { name: new RegExp(position) })
      .first()
      .click();
    await expect(this.page.getByText('本户账')).toBeVisible();
  }

  private async step(name: string): Promise<Paper> {
    await this.page.getByRole('main').getByRole('button', { name, exact: true }).click();
    return new Paper(this.page, this.page.getByRole('form', { name }));
  }

  private async witnessed(paper: Paper): Promise<void> {
    await paper.pick('签字方式', '见证人见证');
    await paper.type('见证人', '刘强');
  }

  async compensate(yuan: string, reason: string): Promise<void> {
    const paper = await this.step('折价补偿');
    await paper.type('补偿金额（元）', yuan);
    await paper.type('原因', reason);
    await this.witnessed(paper);
    await paper.save('保存补偿');
  }

  async relocate(to: string, photo: FilePayload): Promise<void> {
    const paper = await this.step('移位复装');
    await paper.type('装到哪里', to);
    await paper.photos('现在的照片', [photo]);
    await this.witnessed(paper);
    await paper.save('保存移位');
  }

  async dispute(kind: string, reason: string): Promise<void> {
    const paper = await this.step('登记争议');
    await paper.pick('争什么', kind);
    await paper.type('原因', reason);
    await paper.save('保存争议');
  }

  async settle(how: string): Promise<void> {
    const paper = await this.step('处理争议');
    await paper.type('怎么处理的', how);
    await paper.save('保存处理');
  }
}
