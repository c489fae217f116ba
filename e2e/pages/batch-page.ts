import { expect, type Locator, type Page } from '@playwright/test';
import { type FilePayload, Paper } from './paper.ts';

/** Giving back to a whole building: its batches, and the grid of one. */
export class BatchPage {
  private readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** From the list of what is owed, told by building. */
  async openBuilding(building: string): Promise<void> {
    await this.page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '拆一还一' }).click();
    await this.page.getByRole('radiogroup', { name: '怎么看' }).getByText('按楼幢').click();
    await this.page.getByRole('link', { name: building }).click();
    await expect(this.page.getByRole('heading', { level: 1, name: `${building} 整幢还装` })).toBeVisible();
  }

  async create(contractor: string): Promise<void> {
    await this.page.getByRole('button', { name: '新建还装批次' }).click();
    const paper = new Paper(this.page, this.page.getByRole('form', { name: '新建还装批次' }));
    await paper.type('安装单位', contractor);
    await this.page.getByRole('button', { name: /^保存批次/ }).click();
    await expect(this.page.getByRole('heading', { level: 1, name: contractor })).toBeVisible();
  }

  async open(contractor: string): Promise<void> {
    await this.page
      .getByRole('main')
      .getByRole('link', { name: new RegExp(`^${contractor}`) })
      .click();
    await expect(this.page.getByRole('heading', { level: 1, name: contractor })).toBeVisible();
  }

  async back(): Promise<void> {
    await this.page.getByRole('link', { name: '返回' }).click();
  }

  /** Opens a step's form; a second answer is its save button's count. */
  async step(name: string): Promise<Locator> {
    await this.page.getByRole('main').getByRole('button', { name, exact: true }).click();
    return this.page.getByRole('form', { name });
  }

  async save(form: Locator, name: string): Promise<void> {
    await new Paper(this.page, form).save(name);
  }

  /** A line's own evidence in the form that installs many. */
  async piece(form: Locator, line: RegExp, sizes: Record<string, string>, inside: FilePayload, outside: FilePayload): Promise<void> {
    const opener = form.getByRole('button', { name: line });
    await opener.click();
    await expect(opener).toHaveAttribute('aria-expanded', 'true');
    const paper = new Paper(this.page, form);
    for (const [label, value] of Object.entries(sizes)) await paper.type(label, value);
    await paper.photos('室内照片', [inside]);
    await paper.photos('室外照片', [outside]);
    await expect(form.getByRole('button', { name: line })).toContainText('齐了');
  }
}
