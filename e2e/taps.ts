import { expect, type Page } from '@playwright/test';
import type { FilePayload } from './pages/paper.ts';

/** Counts what a finger does: each pointer that goes down. Digits and the shutter are no taps. */
export class Taps {
  private readonly page: Page;
  private count = 0;

  constructor(page: Page) {
    this.page = page;
  }

  async on(name: string, role: 'button' | 'textbox' = 'button'): Promise<void> {
    this.count += 1;
    await this.page.getByRole(role, { name, exact: true }).click();
  }

  async answer(question: string, choice: string): Promise<void> {
    this.count += 1;
    await this.page.getByRole('radiogroup', { name: question }).getByText(choice, { exact: true }).click();
  }

  /** A tap into the field; the digits are free. */
  async digits(label: string, typed: string): Promise<void> {
    await this.on(label, 'textbox');
    await expect(this.page.getByRole('textbox', { name: label, exact: true })).toHaveAttribute('inputmode', /decimal|numeric/);
    await this.page.keyboard.type(typed);
  }

  /** A tap on the camera's button; what the camera asks of a finger is the shutter's. */
  async photos(label: string, files: FilePayload[]): Promise<void> {
    this.count += 1;
    const { page } = this;
    const field = page.locator('.photo-field').filter({ has: page.getByLabel(label, { exact: true }) });
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), field.getByRole('button', { name: '拍照或选照片' }).click()]);
    await chooser.setFiles(files);
    await expect(field.getByText(`已有 ${files.length} 张`)).toBeVisible({ timeout: 30_000 });
  }

  get total(): number {
    return this.count;
  }
}
