import { expect, type Page } from '@playwright/test';
import { type FilePayload, Paper } from './paper.ts';

/** An estate's site plan. */
export class PlanPage {
  private readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** From the open estate's page. */
  async open(): Promise<void> {
    await this.page.getByRole('link', { name: '平面图' }).click();
  }

  async choose(file: FilePayload): Promise<void> {
    await this.page.getByLabel('平面图文件').setInputFiles(file);
  }

  /** The page of a PDF that is shown becomes the plan. */
  async takePdfPage(): Promise<void> {
    await this.page.getByRole('dialog').getByRole('img', { name: '第 1 页，共 1 页' }).waitFor();
    await this.page.getByRole('button', { name: '用这一页' }).click();
    await expect(this.region).toBeVisible();
  }

  get region() {
    return this.page.getByRole('region', { name: /^平面图/ });
  }

  /** Takes up a thing, taps its place, moves it once by keyboard. It is not saved yet. */
  async place(thing: RegExp): Promise<void> {
    await new Paper(this.page).select('选一处违建或一幢楼', thing);
    await this.region.getByRole('button', { name: /的位置：横 50%/ }).click({ position: { x: 300, y: 200 } });
    await this.page.keyboard.press('ArrowRight');
  }

  async savePlace(): Promise<void> {
    await new Paper(this.page).save('保存位置');
  }
}
