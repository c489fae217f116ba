import { expect, type Locator, type Page } from '@playwright/test';

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

  /** Writes a handover of everything unsent into a folder, and waits until it has been read back. */
  async handOver(folder: string): Promise<void> {
    await this.atHandovers(folder, '写交接包', /^交接包已写好并读回核对/);
  }

  /** Takes in the handovers that lie in a folder. */
  async takeIn(folder: string): Promise<void> {
    await this.atHandovers(folder, '读交接包', /^已读入：/);
  }

  private async atHandovers(folder: string, button: string, end: RegExp): Promise<void> {
    await this.pressWith(folder, '交接包', button);
    await this.page.getByRole('status').filter({ hasText: end }).waitFor({ timeout: 30_000 });
  }

  private async pressWith(folder: string, card: '交接包' | 'U 盘', button: string): Promise<Locator> {
    await this.page.getByRole('textbox', { name: `${card}的文件夹` }).fill(folder);
    const pressed = this.page.getByRole('button', { name: button });
    await pressed.click();
    return pressed;
  }

  /** Presses a button of the stick or of the handovers with a folder, and answers what was said in the end, the warnings behind it. */
  async tryFolder(card: '交接包' | 'U 盘', button: string, folder: string): Promise<string> {
    const pressed = await this.pressWith(folder, card, button);
    await expect(pressed).toBeEnabled({ timeout: 30_000 });
    const box = this.page.locator('.ant-card').filter({ has: pressed });
    const said = box.getByRole('status').or(box.getByRole('alert'));
    await said.first().waitFor();
    return (await said.allTextContents()).join(' ');
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
