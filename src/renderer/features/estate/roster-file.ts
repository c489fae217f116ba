import { readSheet } from 'read-excel-file/browser';
import { Failure } from '#contract/failure.ts';
import { parseRoster, type RosterCell, type RosterColumn, type RosterReading } from '#domain/roster.ts';

/** The columns as the sentence about them names them. */
const columnWords: Record<RosterColumn, string> = {
  building: '幢号',
  unit: '单元',
  room: '室号',
  contact: '户主',
  phone: '联系电话',
  rented: '是否出租',
  note: '备注',
};

function asCell(value: unknown): RosterCell {
  const plain = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || value instanceof Date;
  return plain ? value : null;
}

/** The cells of an xlsx file's first sheet. @throws Failure xlsx-unreadable */
export async function readRows(file: File): Promise<RosterCell[][]> {
  try {
    return (await readSheet(file)).map((row) => row.map(asCell));
  } catch (cause) {
    throw new Failure('xlsx-unreadable', {}, { cause });
  }
}

/** A roster from an xlsx file's first sheet. @throws Failure xlsx-unreadable, xlsx-columns-missing {columns}, xlsx-empty */
export async function readRoster(file: File): Promise<RosterReading> {
  const result = parseRoster(await readRows(file));
  switch (result.outcome) {
    case 'columns-missing':
      throw new Failure('xlsx-columns-missing', { columns: result.missing.map((column) => columnWords[column]).join('、') });
    case 'empty':
      throw new Failure('xlsx-empty');
    case 'read':
      return result;
    default:
      return result satisfies never;
  }
}
