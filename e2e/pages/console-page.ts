import type { Page } from '@playwright/test';

/** The district's page on its server. */
export class ConsolePage {
  private readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async signIn(name: string, password: string): Promise<void> {
    await this.page.getByRole('textbox', { name: '账号' }).fill(name);
    await this.page.getByLabel('密码', { exact: true }).fill(password);
    await this.page.keyboard.press('Enter');
  }

  /** What a one-time password opens. */
  async choosePassword(old: string, chosen: string): Promise<void> {
    await this.page.getByLabel('现在的密码').fill(old);
    await this.page.getByLabel('新密码（至少 10 个字符）', { exact: true }).fill(chosen);
    await this.page.getByLabel('再输一遍新密码').fill(chosen);
    await this.page.getByRole('button', { name: '保存' }).click();
  }

  async unfold(subdistrict: string): Promise<void> {
    await this.page.getByRole('button', { name: subdistrict }).click();
  }
}
