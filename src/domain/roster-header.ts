import { normaliseText } from './place.ts';

/** What a spreadsheet gives for one cell. */
export type RosterCell = string | number | boolean | Date | null;
export type RosterRow = readonly RosterCell[];

/** What a roster's columns say, whatever a subdistrict calls them. */
export const rosterColumns = ['building', 'unit', 'room', 'contact', 'phone', 'rented', 'note'] as const;
export type RosterColumn = (typeof rosterColumns)[number];

/** Without these a row can't be placed. Some estates have no units, and a phone can follow later. */
const required: readonly RosterColumn[] = ['building', 'room', 'contact'];

/** Asked in this order, so that 联系人电话 is a phone and not a contact. */
const namesOf: readonly (readonly [RosterColumn, RegExp])[] = [
  ['phone', /电话|手机|联系方式|联系号码/u],
  ['rented', /出租|租住|自住|居住情况/u],
  ['note', /备注|说明/u],
  ['unit', /^(?:所在)?(?:单元|门洞|梯)(?:号|\(.*\))?$/u],
  ['building', /^(?:所在)?(?:楼?[幢栋座]|号?楼|楼房)(?:\(.*\)|\/[幢栋座楼])?(?:号|名)?(?:\(.*\))?$/u],
  ['room', /^(?:室|房|房间|房屋|门牌|户室)号?(?:\(.*\)|\/.*)?$/u],
  ['contact', /户主|联系人|姓名|业主|住户|产权人/u],
];

/** Where each column stands. `lastRow` is the header's last row, counted from 0. */
export interface RosterHeader {
  lastRow: number;
  at: Partial<Record<RosterColumn, number>>;
}

export type HeaderSearch = { found: true; header: RosterHeader } | { found: false; missing: RosterColumn[] };

/** A cell as text: numbers as a person would write them, no spaces at the ends. Dates are not text. */
export function cellText(cell: RosterCell | undefined): string {
  if (cell === null || cell === undefined || cell instanceof Date) return '';
  return String(cell).trim();
}

/** Which columns a row would name, if it were the header. The first of two that say the same wins. */
export function namedColumns(row: RosterRow): Partial<Record<RosterColumn, number>> {
  const at: Partial<Record<RosterColumn, number>> = {};
  row.forEach((cell, index) => {
    if (typeof cell !== 'string') return;
    const text = normaliseText(cell).replace(/[:*]/gu, '');
    if (text === '' || text.length > 16) return;
    const column = namesOf.find(([, pattern]) => pattern.test(text))?.[0];
    if (column !== undefined && at[column] === undefined) at[column] = index;
  });
  return at;
}

const missingFrom = (at: Partial<Record<RosterColumn, number>>) => required.filter((column) => at[column] === undefined);

/** A header over two rows: the lower row's names first, the upper row's where the lower has none. */
function bothRows(upper: RosterRow, lower: RosterRow): RosterRow {
  const width = Math.max(upper.length, lower.length);
  return Array.from({ length: width }, (_, index) => (cellText(lower[index]) === '' ? (upper[index] ?? null) : (lower[index] ?? null)));
}

/**
 * The header row by its names: title rows may stand above it, and it may take two rows. Answers what is missing from the
 * row that comes nearest.
 */
export function findHeader(rows: readonly RosterRow[]): HeaderSearch {
  const top = rows.slice(0, 30);
  const candidates = [
    ...top.map((row, index) => ({ lastRow: index, at: namedColumns(row) })),
    ...top.slice(1).map((row, index) => ({ lastRow: index + 1, at: namedColumns(bothRows(top[index] ?? [], row)) })),
  ];
  const header = candidates.find(({ at }) => missingFrom(at).length === 0);
  if (header !== undefined) return { found: true, header };
  const missing = candidates.map(({ at }) => missingFrom(at)).sort((a, b) => a.length - b.length)[0];
  return { found: false, missing: missing ?? [...required] };
}
