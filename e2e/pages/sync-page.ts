import type { Page } from '@playwright/test';

/** Day's end. */
export class SyncPage {
  private readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async open(): Promise<void> {
    await this.page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '同步' }).click();
    await this.page.getByRole('heading', { level: 1, name: '同步' }).waitFor();
  }

  /** Presses 同步 and waits for the session's end. Answers the receipt's sentence, or what was said instead. */
  async sync(): Promise<string> {
    const main = this.page.getByRole('main');
    await main.getByRole('button', { name: '同步' }).click();
    const outcome = main
      .locator('.receipt-words')
      .or(main.getByText(/^没有要送达的记录/))
      .or(main.getByRole('alert'))
      .first();
    await outcome.waitFor({ timeout: 90_000 });
    return ((await outcome.textContent()) ?? '').trim();
  }
}
