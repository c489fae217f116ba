import type { Row, SheetData, SheetOptions } from 'write-excel-file/browser';
import type { Day } from '#domain/identity.ts';
import type { Ledger, LedgerColumn } from '#domain/ledger.ts';

/** The block above a ledger: 填报单位 填报日期 制表人 审核人. The reviewer signs on paper. */
export interface WorkbookHead {
  unit: string;
  on: Day;
  preparedBy: string;
}

export interface Workbook {
  name: string;
  data: SheetData;
  /** No pictures in it, so that both of the library's writers take it. */
  options: SheetOptions<never>;
}

type Value = string | number | null;
const border = { borderStyle: 'thin', borderColor: '#8C9BAD' } as const;

/**
 * A ledger as a sheet that WPS and Excel open alike: title, head, frozen column names, typed cells, subtotals. Written subtotals
 * are values, not formulas, so that every viewer shows them.
 */
export function workbookOf(ledger: Ledger, head: WorkbookHead): Workbook {
  const { columns, rows } = ledger;
  const body = rows.map((row) => columns.map((column, index) => cellOf(column, row[index] ?? null)));
  const subtotals = columns.some((column) => column.subtotal) ? [subtotalRow(columns, rows)] : [];
  return {
    name: `${ledger.name}-${head.on}.xlsx`,
    data: [titleRow(ledger), headRow(columns.length, head), columnRow(columns), ...body, ...subtotals],
    options: {
      sheet: ledger.name,
      stickyRowsCount: 3,
      orientation: 'landscape',
      columns: columns.map(({ width }) => ({ width })),
    },
  };
}

/** Sum of a column at its own precision; cells without a number count nothing. */
export function subtotalOf(rows: Ledger['rows'], index: number, digits = 0): number {
  const sum = rows.reduce((total, row) => total + (typeof row[index] === 'number' ? row[index] : 0), 0);
  return Number(sum.toFixed(digits));
}

function titleRow({ name, columns }: Ledger): Row {
  return [{ value: name, type: String, fontWeight: 'bold', fontSize: 16, align: 'center', columnSpan: columns.length, height: 28 }];
}

/** The four parts side by side, over a quarter of the columns each. */
function headRow(width: number, { unit, on, preparedBy }: WorkbookHead): Row {
  const parts = [`填报单位：${unit}`, `填报日期：${on}`, `制表人：${preparedBy}`, '审核人：'];
  const span = Math.max(1, Math.floor(width / parts.length));
  return parts.flatMap((value): Row => [{ value, type: String, columnSpan: span }, ...Array.from({ length: span - 1 }, () => null)]);
}

function columnRow(columns: readonly LedgerColumn[]): Row {
  return columns.map(({ title }) => ({
    value: title,
    type: String,
    fontWeight: 'bold',
    align: 'center',
    alignVertical: 'center',
    wrap: true,
    backgroundColor: '#E3E9F1',
    ...border,
  }));
}

function cellOf(column: LedgerColumn, value: Value): Row[number] {
  if (value === null || value === '') return { ...border };
  if (column.kind === 'number' && typeof value === 'number') return numberCell(value, column.digits ?? 0);
  if (column.kind === 'date') return { value: new Date(`${value}T00:00:00Z`), type: Date, format: 'yyyy-mm-dd', ...border };
  return { value: String(value), type: String, wrap: true, ...border };
}

function numberCell(value: number, digits: number): Row[number] {
  return { value, type: Number, format: digits === 0 ? '0' : `0.${'0'.repeat(digits)}`, ...border };
}

function subtotalRow(columns: readonly LedgerColumn[], rows: Ledger['rows']): Row {
  return columns.map((column, index) => {
    const bold = { fontWeight: 'bold', backgroundColor: '#EEF2F7', ...border } as const;
    if (index === 0) return { value: '小计', type: String, ...bold };
    if (!column.subtotal) return bold;
    const digits = column.digits ?? 0;
    return { ...bold, value: subtotalOf(rows, index, digits), type: Number, format: digits === 0 ? '0' : `0.${'0'.repeat(digits)}` };
  });
}
