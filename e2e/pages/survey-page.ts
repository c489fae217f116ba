import { expect, type Page } from '@playwright/test';
import { type FilePayload, Paper } from './paper.ts';

export interface StructureFacts {
  kind: string;
  label: string;
  material: string;
  sides: [length: string, width: string, height: string];
  use: string;
  second: string;
  photos: FilePayload[];
}

export interface FixtureFacts {
  type: string;
  position: string;
  width: string;
  height: string;
  qty: string;
  material: string;
  photos: FilePayload[];
}

/** A survey, standing in front of the thing. */
export class SurveyPage {
  private readonly page: Page;
  private readonly paper: Paper;

  constructor(page: Page) {
    this.page = page;
    this.paper = new Paper(page);
  }

  async fillStructure({ kind, label, material, sides, use, second, photos }: StructureFacts): Promise<void> {
    const paper = this.paper;
    await paper.pick('类别', kind);
    await paper.type('位置说明', label);
    await paper.photos('违建照片（全景、近景）', photos);
    await paper.pick('材质', material);
    await paper.type('长（米）', sides[0]);
    await paper.type('宽（米）', sides[1]);
    await paper.type('高（米）', sides[2]);
    await paper.type('用途', use);
    await paper.pick('第二摸排人', second);
  }

  async fillFixture({ type, position, width, height, qty, material, photos }: FixtureFacts): Promise<void> {
    const paper = this.paper;
    await paper.pick('设施类型', type);
    await paper.type('位置名称', position);
    await paper.pick('朝向', '正面');
    await paper.photos('设施照片', photos);
    await paper.type('宽（毫米）', width);
    await paper.type('高（毫米）', height);
    await paper.type('数量', qty);
    await paper.pick('材质', material);
  }

  async saveAndLeave(): Promise<void> {
    await this.paper.save('保存');
    await expect(this.page.getByRole('grid')).toBeVisible();
  }

  async saveAndNext(): Promise<void> {
    await this.paper.save('保存并记下一个');
    await expect(this.page.getByText(/^上一个已存为/)).toBeVisible();
  }
}
