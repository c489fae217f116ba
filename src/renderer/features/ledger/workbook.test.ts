import readXlsxFile from 'read-excel-file/node';
import { describe, expect, it } from 'vitest';
import writeXlsxFile from 'write-excel-file/node';
import { date, type Ledger, number, text } from '#domain/ledger.ts';
import { subtotalOf, workbookOf } from './workbook.ts';

const ledger: Ledger = {
  name: '拆一还一台账',
  columns: [text('编号', 14), text('地址', 24), date('拆除日期'), number('应还', 0, true), number('面积(㎡)', 2, true), number('逾期天数')],
  rows: [
    ['CG-A1-0001', '12幢1单元101室', '2026-11-23', 2, 0.1, null],
    ['CG-A1-0002', '=1+1', '2026-11-24', 1, 0.2, 3],
  ],
};
const head = { unit: '城东街道', on: '2026-11-25', preparedBy: '王芳' };

async function writtenAndRead() {
  const { data, options } = workbookOf(ledger, head);
  const bytes = await writeXlsxFile(data, options).toBuffer();
  const [sheet] = await readXlsxFile(bytes);
  if (sheet === undefined) throw new Error('the workbook has no sheet');
  return sheet;
}

describe('a ledger as a workbook', () => {
  it('is named after the ledger and the day', () => {
    expect(workbookOf(ledger, head).name).toBe('拆一还一台账-2026-11-25.xlsx');
  });

  it('opens with its title, who reports when, and its columns in order', async () => {
    const { sheet, data } = await writtenAndRead();
    expect(sheet).toBe('拆一还一台账');
    expect(data[0]?.[0]).toBe('拆一还一台账');
    expect(data[1]?.filter((cell) => cell !== null)).toEqual(['填报单位：城东街道', '填报日期：2026-11-25', '制表人：王芳', '审核人：']);
    expect(data[2]).toEqual(['编号', '地址', '拆除日期', '应还', '面积(㎡)', '逾期天数']);
  });

  it('keeps every type: text stays text, a number a number, a day that very day', async () => {
    const { data } = await writtenAndRead();
    expect(data[3]).toEqual(['CG-A1-0001', '12幢1单元101室', new Date('2026-11-23T00:00:00Z'), 2, 0.1, null]);
    expect(data[4]?.[1]).toBe('=1+1');
  });

  it('ends with subtotals at the column’s precision', async () => {
    const { data } = await writtenAndRead();
    expect(data.at(-1)).toEqual(['小计', null, null, 3, 0.3, null]);
    expect(subtotalOf(ledger.rows, 4, 2)).toBe(0.3);
  });

  it('freezes the three rows above the first thing', () => {
    expect(workbookOf(ledger, head).options.stickyRowsCount).toBe(3);
  });
});
