import type { Page } from '@playwright/test';
import type { DeskWindow } from '../desks.ts';
import type { Stage } from '../stage.ts';

/** First run and sign-in, as a person does them. */
export class StartPage {
  private readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async chooseEnroll(): Promise<void> {
    await this.page.getByRole('button', { name: '登记设备' }).click();
  }

  async enroll(serverUrl: string, code: string, name: string): Promise<void> {
    await this.page.getByLabel('服务器地址').fill(serverUrl);
    await this.page.getByLabel('登记码').fill(code);
    await this.page.getByLabel('设备名称').fill(name);
    await this.page.getByRole('button', { name: '登记', exact: true }).click();
  }

  async signIn(person: string): Promise<void> {
    await this.page.getByRole('button', { name: new RegExp(`^${person} `) }).click();
    await this.page.getByRole('navigation', { name: '主导航' }).waitFor();
  }

  async switchTo(person: string): Promise<void> {
    await this.page.getByRole('button', { name: /^换人/ }).click();
    await this.signIn(person);
  }
}

/** Opens a desk, enrolls it and waits until its first sync has brought the policy. */
export async function openEnrolledDesk<D extends DeskWindow>(stage: Stage<D>, name: string, person: string): Promise<D> {
  const desk = await stage.openDesk(name);
  const start = new StartPage(desk.page);
  await start.chooseEnroll();
  await start.enroll(stage.serverUrl, await stage.enrollCode(), name);
  await start.signIn(person);
  await desk.page.getByRole('link', { name: '城东示例小区' }).waitFor();
  return desk;
}
