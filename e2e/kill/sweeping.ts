import type { Page } from '@playwright/test';
import { EstatePages } from '../pages/estate-pages.ts';
import { Paper } from '../pages/paper.ts';
import { nothingOpen, type Tally } from './tally.ts';

/** What a person may rely on from now: a draft, or a record. */
export type Step = 'kept' | 'saved';

/** Sweeps of one building's roof, recorded one after another: a form that is quick to fill, and nothing stands in the way of the next. */
export class Sweeping {
  private readonly page: Page;
  private readonly paper: Paper;

  constructor(page: Page) {
    this.page = page;
    this.paper = new Paper(page, page.getByRole('form', { name: '记录排查' }));
  }

  private get form() {
    return this.page.getByRole('form', { name: '记录排查' });
  }

  private get resume() {
    return this.page.getByRole('button', { name: '继续上次填写' });
  }

  async openBuilding(): Promise<void> {
    await new EstatePages(this.page).openBuilding('城东示例小区', '1幢');
  }

  /** Opens the form, and goes on with the draft it offers. Answers the note the draft had; undefined where none is offered. */
  async openForm(): Promise<string | undefined> {
    await this.page.getByRole('button', { name: '排查 楼顶' }).click();
    await this.form.or(this.resume).first().waitFor();
    if (!(await this.resume.isVisible())) return undefined;
    await this.resume.click();
    return this.page.getByRole('textbox', { name: '备注' }).inputValue();
  }

  /** Types a note and pauses until host has the draft on its disk. */
  private async typeAndPause(note: string, open: Tally['open']): Promise<void> {
    const kept = this.page.waitForResponse((response) => response.url().endsWith('/call/drafts.put') && response.ok());
    open.typed.push(note);
    await Promise.all([kept, this.paper.type('备注', note)]);
    open.keptFrom = open.typed.length - 1;
  }

  private async save(note: string, tally: Tally): Promise<void> {
    tally.open.typed.push(note);
    await this.paper.type('备注', note);
    await this.paper.pick('排查结果', '未发现');
    await this.page.getByRole('button', { name: '保存排查' }).click();
    await this.form.waitFor({ state: 'hidden' });
    tally.saved.push(note);
    tally.open = nothingOpen();
  }

  /** Until something dies: a note in one go, or with a pause in the middle. The form is open when it begins. */
  async goOn(round: number, tally: Tally, chance: () => number, onStep: (step: Step) => void): Promise<void> {
    for (let n = 1; ; n += 1) {
      const note = `第${round}轮第${n}次`;
      if (chance() < 0.5) {
        await this.typeAndPause(`${note}，看到一半`, tally.open);
        onStep('kept');
      }
      await this.save(note, tally);
      onStep('saved');
      await this.openForm();
    }
  }
}
