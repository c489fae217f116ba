import { normaliseText } from '#domain/place.ts';
import type { RosterCell } from '#domain/roster.ts';
import { cellText } from '#domain/roster-header.ts';
import { fixtureTypeWords, materialWords, sideWords, structureKindWords, type Word, zoneWords } from '#domain/words.ts';
import type { FixtureTyped } from '../survey/fixture-form.ts';
import type { StructureTyped } from '../survey/structure-form.ts';

/** What a column of an old table may say. `address` holds building, unit and room in one; `measures` a type's sizes; `removedOn` a day. */
export type Column = 'address' | 'buildingName' | 'ownerName' | 'measures' | 'removedOn' | keyof StructureTyped | keyof FixtureTyped;
/** How tables call their columns, asked in this order. */
export type Names = readonly (readonly [Column, RegExp])[];
export type Cells = readonly RosterCell[];

const placeNames: Names = [
  ['buildingName', /^(?:楼?[幢栋座]|楼)号?$|^building$/iu],
  ['unit', /^(?:单元|门洞|梯)号?$|^unit$/iu],
  ['room', /^(?:室|房间?|门牌|户室)号?$|^room$/iu],
  ['address', /地址|住址|^address$/iu],
  ['ownerName', /户主|姓名|住户|业主|产权人|联系人$|^(?:owner|name)$/iu],
  ['note', /^备注|^说明|^note$/iu],
  ['material', /结构|材[质料]|^material$/iu],
  ['projectionCm', /外挑|挑出/u],
];

export const fixtureNames: Names = [
  ...placeNames,
  ['type', /^(?:设施)?类[型别]$|^设施(?:名称)?$|^(?:项目|名称)$|^type$/iu],
  ['positionLabel', /位置|部位|^position$/iu],
  ['side', /朝向|方位|^side$/iu],
  ['qty', /数量|件数|个数|^(?:qty|quantity)$/iu],
  ['openings', /窗洞/u],
  ['measures', /^原?尺寸|^规格|^sizes?$/iu],
  ['widthMm', /^宽度?$|^width$/iu],
  ['heightMm', /^高度?$|^height$/iu],
  ['lengthMm', /^长度?$|^length$/iu],
  ['depthMm', /^深度?$|^depth$/iu],
  ['condition', /现状|状况/u],
  ['removedOn', /拆除(?:日期|时间)|^removed(?:on)?$/iu],
];

export const structureNames: Names = [
  ...placeNames,
  ['kind', /类[型别]$|种类|^kind$/iu],
  ['zone', /部位|^zone$/iu],
  ['label', /位置|^where$/iu],
  ['lengthM', /^长度?$|^length$/iu],
  ['widthM', /^宽度?$|^width$/iu],
  ['heightM', /^高度?$|^height$/iu],
  ['areaM2', /面积$|^area$/iu],
  ['builtYear', /年[份代]$|^year$/iu],
  ['use', /用途|^use$/iu],
];

/** Cells as they are copied from a spreadsheet: a line a row, a tab a cell. */
export function pastedCells(pasted: string): RosterCell[][] {
  return pasted.split(/\r?\n/u).map((line) => line.split('\t'));
}

export interface Header {
  index: number;
  at: ReadonlyMap<Column, number>;
}

/** Where each column stands, unit signs aside: the first of two that say the same. */
function namedBy(names: Names, row: Cells): Map<Column, number> {
  const at = new Map<Column, number>();
  row.forEach((cell, index) => {
    const text = normaliseText(cellText(cell)).replace(/\(.*?\)|[:*]/gu, '');
    const column = text === '' || text.length > 12 ? undefined : names.find(([, pattern]) => pattern.test(text))?.[0];
    if (column !== undefined && !at.has(column)) at.set(column, index);
  });
  return at;
}

const places: readonly Column[] = ['room', 'address', 'label', 'positionLabel', 'zone'];

/** The first row that names a place and something else of it: titles may stand above it. */
export function findTableHeader(names: Names, rows: readonly Cells[]): Header | undefined {
  const found = rows.slice(0, 30).map((row, index) => ({ index, at: namedBy(names, row) }));
  return found.find(({ at }) => at.size > 1 && places.some((column) => at.has(column)));
}

const addressForms = [
  /^(?<building>[^-]{1,4})-(?:(?<unit>[^-]{1,2})-)?(?<room>\d{3,4}[A-Za-z]?)室?$/u,
  /(?<building>[\d一二三四五六七八九十甲乙丙丁A-Za-z]{1,4}(?:幢|栋|号楼|#楼?))(?:(?<unit>[^单]{1,2})单元)?(?:(?<room>\d{1,4}[A-Za-z]?)室?)?/u,
];

/** `城东新村3幢2单元201室`, `3-2-201` → its parts; nothing of what is none. */
function addressParts(address: string): Map<Column, string> {
  const bare = normaliseText(address);
  const groups = addressForms.map((form) => form.exec(bare)?.groups).find((parts) => parts !== undefined) ?? {};
  const { building, unit, room } = groups;
  const parts = [['buildingName', building] as const, ['unit', unit] as const, ['room', room] as const];
  return new Map<Column, string>(parts.flatMap(([column, said]) => (said === undefined ? [] : [[column, said] as const])));
}

const coded: Partial<Record<Column, Readonly<Record<string, Word>>>> = {
  type: fixtureTypeWords,
  side: sideWords,
  kind: structureKindWords,
  zone: zoneWords,
  material: materialWords,
};

/** `防盗窗`, `Window grille`, `GRILLE` → `GRILLE`; what is none of the words stays, for the form to say so. */
function codeOf(words: Readonly<Record<string, Word>>, said: string): string {
  const same = (name: string) => normaliseText(name).toLowerCase() === normaliseText(said).toLowerCase();
  return Object.entries(words).find(([code, { zh, en }]) => [code, zh, en].some(same))?.[0] ?? said;
}

/** `2023.5.1`, `2023年5月1日`, a spreadsheet's own date → `2023-05-01`; what is none stays. */
function dayText(cell: RosterCell | undefined): string {
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  const text = cellText(cell);
  const [, year, month = '', date = ''] = /^(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?$/u.exec(text) ?? [];
  return year === undefined ? text : `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
}

/** What a row says, by column, in the codes of the trade's words. What is empty says nothing. */
export function saidIn({ at }: Header, row: Cells): ReadonlyMap<Column, string> {
  const textOf = (column: Column, cell: RosterCell | undefined) => (column === 'removedOn' ? dayText(cell) : cellText(cell));
  const cells = [...at].map(([column, index]) => [column, textOf(column, row[index])] as const).filter(([, cell]) => cell !== '');
  const address = cells.find(([column]) => column === 'address')?.[1] ?? '';
  const worded = cells.map(([column, cell]) => [column, coded[column] === undefined ? cell : codeOf(coded[column], cell)] as const);
  return new Map([...addressParts(address), ...worded]);
}
