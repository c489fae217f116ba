import { expect, type Page } from '@playwright/test';
import { type FilePayload, Paper } from './paper.ts';

/** Estates, the roster, and a building's elevation. */
export class EstatePages {
  private readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  private async openList(): Promise<void> {
    await this.page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '小区' }).click();
    await expect(this.page.getByRole('heading', { level: 1, name: '小区' })).toBeVisible();
  }

  async createEstate(name: string, code: string, neighborhood: string): Promise<void> {
    await this.openList();
    await this.page.getByRole('button', { name: '新建小区' }).click();
    const paper = new Paper(this.page);
    await paper.type('小区名称', name);
    await paper.type('小区代码', code);
    await paper.type('所属社区', neighborhood);
    await paper.save('保存');
  }

  async openEstate(name: string): Promise<void> {
    await this.openList();
    await this.page.getByRole('link', { name, exact: true }).click();
    await expect(this.page.getByRole('heading', { level: 1, name })).toBeVisible();
  }

  /** Chooses a roster file on the open estate's page; the preview, or a sentence, follows. */
  async chooseRoster(file: FilePayload): Promise<void> {
    await this.page
      .getByRole('button', { name: '导入花名册' })
      .or(this.page.getByRole('link', { name: '导入花名册' }))
      .first()
      .click();
    await this.page.locator('input[type=file]').setInputFiles(file);
  }

  async confirmImport(): Promise<string> {
    await this.page.getByRole('button', { name: '确认导入' }).click();
    const done = this.page.getByText(/^导入完成/);
    await expect(done).toBeVisible({ timeout: 60_000 });
    return (await done.textContent()) ?? '';
  }

  async openBuilding(estate: string, building: string): Promise<void> {
    await this.openEstate(estate);
    await this.page
      .getByRole('navigation', { name: '楼幢' })
      .getByRole('link', { name: new RegExp(`^${building}`) })
      .click();
    await expect(this.page.getByRole('grid')).toBeVisible();
  }

  async sweep(zone: string, result: string): Promise<void> {
    await this.page.getByRole('button', { name: `排查 ${zone}` }).click();
    const paper = new Paper(this.page, this.page.getByRole('form', { name: '记录排查' }));
    await paper.pick('排查结果', result);
    await this.saveIn(paper, '保存排查');
  }

  private async saveIn(paper: Paper, button: string): Promise<void> {
    await paper.save(button);
    await expect(this.page.getByRole('button', { name: button })).toBeHidden();
  }

  async surveyStructureIn(zone: string): Promise<void> {
    await this.page.getByRole('button', { name: `摸排违建 ${zone}` }).click();
    await expect(this.page.getByRole('heading', { level: 1, name: '摸排违建' })).toBeVisible();
  }

  async surveyFixtureIn(room: RegExp): Promise<void> {
    await this.page.getByRole('button', { name: room }).click();
    await this.page.getByRole('button', { name: '摸排设施' }).click();
    await expect(this.page.getByRole('heading', { level: 1, name: '摸排设施' })).toBeVisible();
  }
}
