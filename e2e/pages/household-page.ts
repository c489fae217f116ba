import { expect, type Page } from '@playwright/test';
import { EstatePages } from './estate-pages.ts';
import { Paper } from './paper.ts';

/** All about one room: who lives there, what waits, what happened. */
export class HouseholdPage {
  private readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** From the grid of its building. */
  async open(building: string, room: string): Promise<void> {
    await new EstatePages(this.page).openBuilding('城东示例小区', building);
    await this.page.getByRole('button', { name: new RegExp(`^1单元${room}室`) }).click();
    await this.page.getByRole('button', { name: '看本户全部' }).click();
    await expect(this.page.getByRole('heading', { level: 1, name: new RegExp(`${building}1单元${room}室`) })).toBeVisible();
  }

  /** Opens one of the forms under 登记. */
  async step(name: string): Promise<Paper> {
    await this.page.getByRole('button', { name, exact: true }).click();
    return new Paper(this.page, this.page.getByRole('form', { name }));
  }

  async visit(result: string, note: string): Promise<void> {
    const paper = await this.step('登记入户');
    await paper.pick('结果', result);
    await paper.type('情况', note);
    await paper.save('保存入户');
    await this.nextSecond();
  }

  async consult(opinion: string, due: string): Promise<void> {
    const paper = await this.step('征询意见');
    await paper.type('住户的意见', opinion);
    await this.page.getByLabel('答复期限').fill(due);
    await paper.save('保存意见');
    await this.nextSecond();
  }

  async reply(outcome: string, text: string): Promise<void> {
    await this.page.getByRole('button', { name: /^答复：/ }).click();
    const paper = new Paper(this.page, this.page.getByRole('form', { name: '答复征询' }));
    await paper.pick('怎么处理', outcome);
    await paper.type('答复内容', text);
    await paper.save('保存答复');
    await this.nextSecond();
  }

  async accommodate(what: string, how: string): Promise<void> {
    const paper = await this.step('照顾需要');
    await paper.pick('需要我们做什么', what);
    await paper.type('怎么做', how);
    await paper.save('保存照顾需要');
  }

  async object(text: string, by: string): Promise<void> {
    const paper = await this.step('登记诉求');
    await paper.type('诉求内容', text);
    await paper.type('提出人', by);
    await paper.save('保存诉求');
  }

  /** Records tell the second: what is to stand in its order happens in another. */
  private async nextSecond(): Promise<void> {
    const now = () => Math.floor(Date.now() / 1000);
    const begun = now();
    await expect.poll(now, { intervals: [50] }).toBeGreaterThan(begun);
  }

  /** What happened, as the page tells it: the newest first. */
  async told(): Promise<string[]> {
    return this.page.locator('.timeline-what').allTextContents();
  }
}
