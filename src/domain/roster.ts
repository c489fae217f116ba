import { type Household, parsePhone, roomCode } from './estate.ts';
import { normaliseText, parseBuilding, parseRoom, parseUnit } from './place.ts';
import {
  cellText,
  findHeader,
  namedColumns,
  type RosterCell,
  type RosterColumn,
  type RosterHeader,
  type RosterRow,
} from './roster-header.ts';

export { type RosterCell, type RosterColumn, type RosterRow, rosterColumns } from './roster-header.ts';

/** A household as its row says. `row` is the spreadsheet's own row number, from 1. */
export interface RosterHousehold extends Pick<Household, 'unit' | 'room' | 'contactName' | 'phone' | 'occupancy' | 'note'> {
  row: number;
  /** Normalised key of its building. */
  building: string;
}

export interface RosterBuilding {
  key: string;
  /** `12幢` */
  label: string;
  /** Room codes (`1-101`) in the order of the roster. */
  rooms: string[];
}

export const notPlacedReasons = [
  'building-missing',
  'building-unreadable',
  'unit-unreadable',
  'unit-unclear',
  'room-missing',
  'room-unreadable',
  'room-date',
  'double',
  'room-conflict',
] as const;
export type NotPlacedReason = (typeof notPlacedReasons)[number];

/** A row that a person has to look at. */
export interface NotPlacedRow {
  row: number;
  reason: NotPlacedReason;
  /** What the row says, without its phone. */
  text: string;
  /** The row it repeats or contradicts. */
  otherRow?: number;
  /** `room-conflict`: what would come in if a person chose this row. */
  household?: RosterHousehold;
}

export const skippedReasons = ['title', 'header', 'subtotal', 'blank', 'block-name'] as const;
export type SkippedReason = (typeof skippedReasons)[number];

export interface RosterReading {
  outcome: 'read';
  buildings: RosterBuilding[];
  households: RosterHousehold[];
  notPlaced: NotPlacedRow[];
  /** Rows that name no household, by reason. */
  skipped: Record<SkippedReason, number>;
}

export type RosterResult = RosterReading | { outcome: 'columns-missing'; missing: RosterColumn[] } | { outcome: 'empty' };

/** What a blank cell may continue. A subtotal, a blank row or an unreadable name ends it: what follows is listed, not guessed. */
interface Above {
  building: string | undefined;
  unit: string | null;
  room: string | undefined;
  /** A unit began here whose name could not be read: until one is named, blank unit cells say nothing. */
  unitLost: boolean;
}

const nothingAbove: Above = { building: undefined, unit: null, room: undefined, unitLost: false };

const subtotal = /^[\p{L}\d#]{0,8}(?:小计|合计|总计|共计)[:\d户]*$/u;
const footer = /^(?:制表|填报|填表|审核|编制|打印|单位|日期|注|说明|备注)[\p{L}]{0,4}[:]/u;
const ditto = /^(?:同上|〃|"|″|'')$/u;
const vacant = /^\(?(?:空置|空关|空房|无人|无)\)?$/u;
const buildingSuffix = /(?:幢|栋|号楼|#楼?|座)$/u;

type RowKind = { kind: 'household' } | { kind: 'skip'; reason: SkippedReason; building?: string };

/** Rows that name no household. A building's name alone on its row heads the block below it. */
function rowKind(row: RosterRow, { at }: RosterHeader): RowKind {
  const filled = row.flatMap((cell, index) => (cell === null || (typeof cell === 'string' && cell.trim() === '') ? [] : [{ cell, index }]));
  const named = new Set(Object.values(at));
  if (!filled.some(({ index }) => named.has(index))) {
    const [only] = filled;
    if (only === undefined || typeof only.cell !== 'string') return { kind: 'skip', reason: 'blank' };
  }
  const bare = filled.map(({ cell, index }) => ({ text: normaliseText(cellText(cell)), index }));
  if (bare.some(({ text, index }) => index !== at.note && subtotal.test(text))) return { kind: 'skip', reason: 'subtotal' };
  if (Object.keys(namedColumns(row)).length >= 3) return { kind: 'skip', reason: 'header' };
  const [first] = bare;
  if (first !== undefined && footer.test(first.text)) return { kind: 'skip', reason: 'title' };
  if (bare.length !== 1 || first === undefined || first.index === at.room) return { kind: 'household' };
  const building = first.index === at.building || buildingSuffix.test(first.text) ? parseBuilding(first.text) : undefined;
  if (building !== undefined) return { kind: 'skip', reason: 'block-name', building };
  return first.index === at.building || first.text.length > 4 ? { kind: 'skip', reason: 'title' } : { kind: 'household' };
}

/** The first phone in the cell; what could not be read of it stays as a remark. */
function readPhone(text: string): { phone: string | null; remark: string } {
  const whole = parsePhone(text);
  if (whole !== undefined) return { phone: whole, remark: '' };
  const parts = text.split(/[,，、;；/]/u).map((part) => part.trim());
  const phones = parts.flatMap((part) => parsePhone(part) ?? []);
  const [phone] = phones;
  if (phone === undefined) return { phone: null, remark: `电话原文：${text}` };
  const rest = parts.filter((part) => part !== '' && parsePhone(part) !== phone).join('、');
  return { phone, remark: rest === '' ? '' : `另有电话：${rest}` };
}

function readOccupancy(text: string): Household['occupancy'] {
  const bare = normaliseText(text);
  if (/^(?:是|√|✓|✔|出租|租|租住|y|yes)$/iu.test(bare)) return 'TENANT';
  return /^(?:否|自住|×|x|不|未出租|自用|n|no)$/iu.test(bare) ? 'OWNER' : 'UNKNOWN';
}

const floorAndDoor = (room: string) => Number.parseInt(room, 10);

type Placing = { ok: true; building: string; unit: string | null; room: string } | { ok: false; reason: NotPlacedReason; above: Above };

/** Where a row's household is, read with what stands above it. */
function placeOf(cell: (column: RosterColumn) => RosterCell, above: Above): Placing {
  const buildingText = cellText(cell('building'));
  const continues = buildingText === '' || ditto.test(buildingText);
  if (cell('building') instanceof Date) return { ok: false, reason: 'building-unreadable', above: nothingAbove };
  const building = continues ? above.building : parseBuilding(buildingText);
  if (building === undefined) return { ok: false, reason: continues ? 'building-missing' : 'building-unreadable', above: nothingAbove };
  const same: Above = building === above.building ? above : { ...nothingAbove, building };

  if (cell('room') instanceof Date) return { ok: false, reason: 'room-date', above: same };
  const roomText = cellText(cell('room'));
  if (roomText === '') return { ok: false, reason: 'room-missing', above: same };
  const room = parseRoom(roomText);
  if (room === undefined) return { ok: false, reason: 'room-unreadable', above: same };

  const unitText = cellText(cell('unit'));
  if (unitText !== '' && !ditto.test(unitText)) {
    const unit = parseUnit(unitText);
    if (unit === undefined) return { ok: false, reason: 'unit-unreadable', above: { ...same, unitLost: true } };
    return { ok: true, building, unit, room };
  }
  // Doors rise within a unit: where they start again under a blank cell, a unit's name is missing.
  const startsAgain = same.unit !== null && same.room !== undefined && floorAndDoor(room) <= floorAndDoor(same.room);
  if (same.unitLost || startsAgain) return { ok: false, reason: 'unit-unclear', above: { ...same, unitLost: true } };
  return { ok: true, building, unit: same.unit, room };
}

function householdOf(cell: (column: RosterColumn) => RosterCell, row: number, place: Placing & { ok: true }): RosterHousehold {
  const contact = cellText(cell('contact'));
  const isVacant = vacant.test(normaliseText(contact));
  const { phone, remark } = readPhone(cellText(cell('phone')));
  const name = isVacant ? '' : contact.slice(0, 30);
  const notes = [isVacant ? '空置' : '', cellText(cell('note')), remark];
  return {
    row,
    building: place.building,
    unit: place.unit,
    room: place.room,
    contactName: name,
    phone,
    occupancy: readOccupancy(cellText(cell('rented'))),
    note: notes
      .filter((note) => note !== '')
      .join('；')
      .slice(0, 200),
  };
}

function contentOf({ row: _, ...content }: RosterHousehold): string {
  return JSON.stringify(content);
}

/** What the rows read so far say, room by room. */
type Rooms = Map<string, RosterHousehold[]>;

/** Sorts a placed row into households, doubles and contradictions. */
function settle(reading: RosterReading, rooms: Rooms, household: RosterHousehold, text: string): void {
  const code = roomCode(household.unit, household.room);
  const key = `${household.building}|${code}`;
  const inRoom = rooms.get(key) ?? [];
  const { row } = household;
  const same = inRoom.find((other) => contentOf(other) === contentOf(household));
  if (same !== undefined) {
    reading.notPlaced.push({ row, reason: 'double', text, otherRow: same.row });
    return;
  }
  rooms.set(key, [...inRoom, household]);
  const [first] = inRoom;
  if (first !== undefined) {
    reading.notPlaced.push({ row, reason: 'room-conflict', text, otherRow: first.row, household });
    return;
  }
  const building = reading.buildings.find((other) => other.key === household.building);
  if (building === undefined) reading.buildings.push({ key: household.building, label: `${household.building}幢`, rooms: [code] });
  else building.rooms.push(code);
  reading.households.push(household);
}

/**
 * A subdistrict's household roster, as its spreadsheet really is: titles above, merged cells left blank, subtotals, doubles.
 * Every row comes out as a household, as a row for a person to look at, or counted as naming no household. Nothing is guessed.
 */
export function parseRoster(rows: readonly RosterRow[]): RosterResult {
  if (!rows.some((row) => row.some((cell) => cell !== null && cellText(cell) !== ''))) return { outcome: 'empty' };
  const search = findHeader(rows);
  if (!search.found) return { outcome: 'columns-missing', missing: search.missing };
  const { header } = search;
  const reading: RosterReading = {
    outcome: 'read',
    buildings: [],
    households: [],
    notPlaced: [],
    skipped: { title: header.lastRow, header: 1, subtotal: 0, blank: 0, 'block-name': 0 },
  };
  const rooms: Rooms = new Map();
  let above = nothingAbove;
  rows.slice(header.lastRow + 1).forEach((cells, index) => {
    const row = header.lastRow + 2 + index;
    const kind = rowKind(cells, header);
    if (kind.kind === 'skip') {
      reading.skipped[kind.reason] += 1;
      above = { ...nothingAbove, building: kind.building };
      return;
    }
    const cell = (column: RosterColumn): RosterCell => {
      const at = header.at[column];
      return at === undefined ? null : (cells[at] ?? null);
    };
    const text = (['building', 'unit', 'room', 'contact', 'note'] as const).map((column) => cellText(cell(column))).filter(Boolean);
    const place = placeOf(cell, above);
    if (!place.ok) {
      reading.notPlaced.push({ row, reason: place.reason, text: text.join(' ') });
      above = place.above;
      return;
    }
    above = { building: place.building, unit: place.unit, room: place.room, unitLost: false };
    settle(reading, rooms, householdOf(cell, row, place), text.join(' '));
  });
  return reading.households.length + reading.notPlaced.length === 0 ? { outcome: 'empty' } : reading;
}
