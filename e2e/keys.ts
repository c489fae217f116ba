import { expect, type Locator, type Page } from '@playwright/test';
import type { FilePayload } from './pages/paper.ts';

/** More stops than any form has: who is still on the way then will not get there. */
const stopsAtMost = 120;

const isFocused = (element: Element) => element === document.activeElement;
const holdsFocus = (element: Element) => element.contains(document.activeElement);

/** Whether something else lies over the middle of what has the focus. */
const isCovered = () => {
  const element = document.activeElement ?? document.body;
  const { left, top, width, height } = element.getBoundingClientRect();
  const hit = document.elementFromPoint(left + width / 2, top + height / 2);
  return hit === null || !(element.closest('label') ?? element).contains(hit);
};

/** A person without mouse or finger: Tab, arrows, Enter and Space. Where Tab does not lead cannot be reached, and what is reached is not hidden. */
export class Keys {
  private readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  private async tabUntil(there: () => Promise<boolean>, what: string): Promise<void> {
    for (let stop = 0; stop < stopsAtMost; stop += 1) {
      await this.page.keyboard.press('Tab');
      if (!(await there())) continue;
      expect(await this.page.evaluate(isCovered), `${what} is covered`).toBe(false);
      return;
    }
    throw new Error(`Tab does not lead to ${what}`);
  }

  private async to(role: 'button' | 'link' | 'textbox', name: string | RegExp): Promise<Locator> {
    const target = this.page.getByRole(role, { name, exact: true });
    await target.waitFor();
    await this.tabUntil(() => target.evaluate(isFocused), String(name));
    return target;
  }

  async press(name: string | RegExp, role: 'button' | 'link' = 'button'): Promise<void> {
    await this.to(role, name);
    await this.page.keyboard.press('Enter');
  }

  async type(label: string, text: string): Promise<void> {
    const field = await this.to('textbox', label);
    await this.page.keyboard.press('ControlOrMeta+A');
    await this.page.keyboard.type(text);
    await expect(field).toHaveValue(text);
  }

  /** Into the group by Tab, along it by arrows. */
  async answer(question: string, choice: string): Promise<void> {
    const group = this.page.getByRole('radiogroup', { name: question });
    const radio = group.getByRole('radio', { name: choice, exact: true });
    await this.tabUntil(() => group.evaluate(holdsFocus), question);
    await this.page.keyboard.press('Space');
    const choices = await group.getByRole('radio').count();
    for (let n = 0; n < choices && !(await radio.evaluate(isFocused)); n += 1) await this.page.keyboard.press('ArrowRight');
    await expect(radio).toBeChecked();
  }

  async tick(label: string): Promise<void> {
    const box = this.page.getByRole('checkbox', { name: label, exact: true });
    await this.tabUntil(() => box.evaluate(isFocused), label);
    await this.page.keyboard.press('Space');
    await expect(box).toBeChecked();
  }

  /** The system's chooser is the system's own. */
  async photos(files: FilePayload[]): Promise<void> {
    const [chooser] = await Promise.all([this.page.waitForEvent('filechooser'), this.press('拍照或选照片')]);
    await chooser.setFiles(files);
    await expect(this.page.getByText(`已有 ${files.length} 张`)).toBeVisible({ timeout: 30_000 });
  }
}
