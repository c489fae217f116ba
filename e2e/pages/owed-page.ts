import { readFile } from 'node:fs/promises';
import { expect, type Page } from '@playwright/test';
import { type FilePayload, Paper } from './paper.ts';

/** What is owed, and giving it back. */
export class OwedPage {
  private readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async open(): Promise<void> {
    await this.page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '拆一还一' }).click();
    await expect(this.page.getByRole('heading', { level: 1, name: '拆一还一' })).toBeVisible();
  }

  /** Opens the line whose row names this position. */
  async openLine(position: string): Promise<void> {
    await this.page.getByRole('row').filter({ hasText: position }).getByRole('link', { name: /^办理/ }).click();
    await expect(
      this.page
        .getByRole('heading', { level: 2, name: /本户账/ })
        .or(this.page.getByText('本户账'))
        .first(),
    ).toBeVisible();
  }

  private async step(name: string): Promise<Paper> {
    await this.page.getByRole('main').getByRole('button', { name, exact: true }).click();
    return new Paper(this.page, this.page.getByRole('form', { name }));
  }

  async confirm(spec: string): Promise<void> {
    const paper = await this.step('确认规格');
    await paper.pick('规格', spec);
    await paper.type('签字人姓名', '王某');
    await paper.pick('签字人身份', '户主');
    await paper.pick('签字方式', '屏上签字');
    await paper.sign('住户签字');
    await paper.save('保存确认');
  }

  async install(width: string, height: string, inside: FilePayload, outside: FilePayload): Promise<void> {
    const paper = await this.step('登记安装');
    await paper.type('安装单位', '示例安装公司');
    await paper.type('宽（毫米）', width);
    await paper.type('高（毫米）', height);
    await paper.photos('室内照片', [inside]);
    await paper.photos('室外照片', [outside]);
    await paper.type('质保单位', '示例安装公司');
    await paper.save('保存安装');
  }

  async accept(): Promise<void> {
    const paper = await this.step('验收');
    await paper.pick('住户是否满意', '满意');
    await paper.save('保存验收');
  }

  /** Prints the household's confirmation. Answers the PDF's bytes. */
  async print(): Promise<Buffer> {
    await this.page.getByRole('button', { name: '打印确认单' }).click();
    const link = this.page.getByRole('link', { name: '下载确认单' });
    await expect(link).toBeVisible({ timeout: 60_000 });
    const download = this.page.waitForEvent('download');
    await link.click();
    return readFile(await (await download).path());
  }
}
