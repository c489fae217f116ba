import { readFile } from 'node:fs/promises';
import { expect, type Page } from '@playwright/test';

/** The three ledgers. */
export class LedgerPage {
  private readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async open(): Promise<void> {
    await this.page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '台账' }).click();
    await expect(this.page.getByRole('heading', { level: 1, name: '台账' })).toBeVisible();
  }

  /** One estate is shown at a time. */
  async choose(estate: string): Promise<void> {
    await this.page.getByRole('radiogroup', { name: '小区' }).getByText(estate, { exact: true }).click();
  }

  async show(ledger: string): Promise<void> {
    await this.page.getByRole('tab', { name: ledger }).click();
    await expect(this.page.getByRole('table')).toBeVisible();
  }

  /** Exports the ledger that is shown. */
  async export(): Promise<{ name: string; bytes: Buffer }> {
    const download = this.page.waitForEvent('download');
    await this.page.getByRole('button', { name: '导出台账' }).click();
    const file = await download;
    return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
  }
}
