import { expect, type Locator, type Page } from '@playwright/test';
import { expectAccessible } from '../accessible.ts';
import type { FilePayload } from './paper.ts';

/** Photos on their way to a record, and a record's photos: the tray, a phone's door, the editor. */
export class PhotosPage {
  private readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Chooses waiting photos of the tray by what their buttons say, and files them. */
  async file(name: RegExp, fill: (dialog: Locator) => Promise<void> = async () => undefined): Promise<void> {
    await this.page.getByRole('button', { name }).click();
    await this.page.getByRole('button', { name: '归档到…' }).click();
    const dialog = this.page.getByRole('dialog');
    await fill(dialog);
    await dialog.getByRole('button', { name: '归档' }).click();
    await expect(dialog).toBeHidden();
  }

  /** Opens the door of the record, or the survey, on screen. Answers its dialog and the address a phone would open. */
  async openDoor(): Promise<{ dialog: Locator; url: string }> {
    await this.page.getByRole('button', { name: '用手机拍' }).first().click();
    const dialog = this.page.getByRole('dialog', { name: /^用手机拍照/ });
    await expect(dialog.getByText('同一网络里的人有可能看到')).toBeVisible();
    await expectAccessible(this.page);
    return { dialog, url: (await dialog.getByText(/^http:/).textContent()) ?? '' };
  }

  /** Another window as a phone: sends files, and sees these words. */
  async sendByPhone(url: string, files: FilePayload[], words: readonly string[]): Promise<void> {
    const phone = await this.page.context().newPage();
    await phone.goto(url);
    await expectAccessible(phone);
    await phone.locator('input').setInputFiles(files);
    for (const word of words) await expect(phone.getByText(word)).toBeVisible();
    await phone.close();
  }

  /** Draws over the open photo, from one corner to the other, as fractions of it. */
  async draw(editor: Locator, from: readonly [number, number], to: readonly [number, number]): Promise<void> {
    const canvas = await editor.locator('.photo-layer').boundingBox();
    if (canvas === null) throw new Error('no canvas');
    const at = ([x, y]: readonly [number, number]) => [canvas.x + canvas.width * x, canvas.y + canvas.height * y] as const;
    await this.page.mouse.move(...at(from));
    await this.page.mouse.down();
    await this.page.mouse.move(...at(to), { steps: 4 });
    await this.page.mouse.up();
  }
}
