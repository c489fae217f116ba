import { expect, type Page } from '@playwright/test';
import type { DeskWindow } from '../desks.ts';
import { deskPassphrase, pinOf } from '../secrets.ts';
import type { Stage } from '../stage.ts';

/** First run, the door and the lock, as a person passes them. */
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

  /** Among those the door names. */
  async choose(person: string): Promise<void> {
    await this.page.getByRole('button', { name: new RegExp(`^${person} `) }).click();
  }

  /** The first time of somebody chosen: a passphrase and a PIN, each twice. */
  async secure(person: string): Promise<void> {
    // Where the system keeps the key, its label says that it may stay empty.
    for (const name of [/^口令/, '再输一次口令']) await this.page.getByRole('textbox', { name }).fill(deskPassphrase);
    for (const name of ['PIN（4–8 位数字）', '再输一次 PIN'])
      await this.page.getByRole('textbox', { name, exact: true }).fill(pinOf(person));
    await this.page.getByRole('button', { name: '开始使用' }).click();
    await this.arrive();
  }

  /** Digits, one key of the pad each. */
  async press(pin: string): Promise<void> {
    const pad = this.page.getByRole('form', { name: 'PIN' });
    for (const digit of pin) await pad.getByRole('button', { name: digit, exact: true }).click();
    await pad.getByRole('button', { name: '进入' }).click();
  }

  /** Digits by the keyboard: the field has the focus already. */
  async type(pin: string): Promise<void> {
    await this.page.getByRole('textbox', { name: 'PIN' }).fill(pin);
    await this.page.keyboard.press('Enter');
  }

  async enterPassphrase(typed = deskPassphrase): Promise<void> {
    await this.page.getByRole('textbox', { name: '口令', exact: true }).fill(typed);
    await this.page.getByRole('button', { name: '进入' }).click();
  }

  /** Signs somebody in at the door by whatever it asks of them: their first secrets, a passphrase after a restart, or their PIN. */
  async signIn(person: string): Promise<void> {
    await this.choose(person);
    await this.answer(person);
  }

  private async answer(person: string): Promise<void> {
    const first = this.page.getByRole('button', { name: '开始使用' });
    const pin = this.page.getByRole('form', { name: 'PIN' });
    const sealed = this.page.getByRole('form', { name: '口令' });
    await first.or(pin).or(sealed).first().waitFor();
    if (await first.isVisible()) return this.secure(person);
    if (await pin.isVisible()) await this.type(pinOf(person));
    else await this.enterPassphrase();
    await this.arrive();
  }

  /** Waits for the desk; what starting had to put right is read and passed. */
  private async arrive(): Promise<void> {
    const navigation = this.page.getByRole('navigation', { name: '主导航' });
    const notices = this.page.getByRole('button', { name: '知道了，打开' });
    await navigation.or(notices).first().waitFor({ timeout: 30_000 });
    if (await notices.isVisible()) await this.readNotices();
  }

  /** What starting had to put right was read. */
  async readNotices(): Promise<void> {
    await this.page.getByRole('button', { name: '知道了，打开' }).click();
    await this.page.getByRole('navigation', { name: '主导航' }).waitFor();
  }

  /** 换人, a name, and that person's PIN; nothing where it is them already. */
  async switchTo(person: string): Promise<void> {
    if (await this.page.getByRole('button', { name: `换人（${person}）` }).isVisible()) return;
    await this.page.getByRole('button', { name: /^换人/ }).click();
    await this.page
      .getByRole('dialog', { name: '换人' })
      .getByRole('button', { name: new RegExp(`^${person} `) })
      .click();
    await this.answer(person);
  }

  async lock(): Promise<void> {
    await this.page.getByRole('button', { name: '立即锁定' }).click();
    await expect(this.page.getByRole('heading', { level: 1, name: /^已锁定/ })).toBeVisible();
  }

  async unlock(person: string): Promise<void> {
    await this.type(pinOf(person));
    await this.page.getByRole('navigation', { name: '主导航' }).waitFor();
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
