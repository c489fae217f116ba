import { expect, type Locator, type Page } from '@playwright/test';

export interface FilePayload {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

export const jpeg = (name: string, buffer: Buffer): FilePayload => ({ name, mimeType: 'image/jpeg', buffer });

/** A form on screen, filled in as a person does: by what its fields are called. */
export class Paper {
  private readonly page: Page;
  private readonly area: Page | Locator;

  constructor(page: Page, area: Page | Locator = page) {
    this.page = page;
    this.area = area;
  }

  async type(label: string, value: string): Promise<void> {
    await this.area.getByRole('textbox', { name: label, exact: true }).fill(value);
  }

  async pick(question: string, answer: string): Promise<void> {
    await this.area.getByRole('radiogroup', { name: question }).getByText(answer, { exact: true }).click();
  }

  /** Opens a list and takes one of its lines. */
  async select(label: string, line: string | RegExp): Promise<void> {
    await this.area.getByRole('combobox', { name: label, exact: true }).click();
    await this.page.locator('.ant-select-item-option').filter({ hasText: line, visible: true }).first().click();
  }

  async tick(label: string): Promise<void> {
    await this.area.getByRole('checkbox', { name: label }).check();
  }

  /** Chooses files for a photo field and waits until host has kept every one. */
  async photos(label: string, files: FilePayload[]): Promise<void> {
    const field = this.area.locator('.photo-field').filter({ has: this.page.getByLabel(label, { exact: true }) });
    await field.getByLabel(label, { exact: true }).setInputFiles(files);
    await expect(field.getByText(`已有 ${files.length} 张`)).toBeVisible({ timeout: 30_000 });
  }

  /** Draws a signature and keeps it. */
  async sign(label: string): Promise<void> {
    const field = this.area.locator('.signature-field').filter({ hasText: label });
    const pad = field.getByRole('img', { name: label });
    await pad.scrollIntoViewIfNeeded();
    const box = await pad.boundingBox();
    if (box === null) throw new Error(`${label}: nowhere to sign`);
    const at = (x: number, y: number) => [box.x + box.width * x, box.y + box.height * y] as const;
    await this.page.mouse.move(...at(0.1, 0.6));
    await this.page.mouse.down();
    for (let step = 1; step <= 24; step += 1) await this.page.mouse.move(...at(0.1 + step * 0.03, 0.5 + Math.sin(step / 2) * 0.25));
    await this.page.mouse.up();
    await field.getByRole('button', { name: '签好了' }).click();
    await expect(field.getByText('签字已收好')).toBeVisible();
  }

  /** Presses a button that saves, and waits for the journal's answer and the word 已保存. */
  async save(button: string): Promise<void> {
    const journaled = this.page.waitForResponse((response) => response.url().endsWith('/call/journal.append') && response.ok());
    await this.area.getByRole('button', { name: button, exact: true }).click();
    await journaled;
    await expect(this.page.getByText('已保存').last()).toBeVisible();
    await expect(this.page.locator('.ant-btn-loading')).toHaveCount(0);
  }
}
