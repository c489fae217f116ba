import { termOf } from '#domain/account.ts';
import { piecesOf } from '#domain/count.ts';
import type { Household } from '#domain/estate.ts';
import { parseRoomCode, roomCode } from '#domain/estate.ts';
import { furtherRooms } from '#domain/party.ts';
import { floorOf } from '#domain/place.ts';
import type { RecordOf } from '../../store/records.ts';
import { inOrder } from './order.ts';
import type { Thing } from './standing.ts';

/** One room as the grid shows it. */
export interface RoomCell {
  code: string;
  unit: string | null;
  room: string;
  households: RecordOf<'household'>[];
  things: Thing[];
  /** Things that reach over here and count for another room: 见××室. */
  shared: Thing[];
  /** Pieces still to be given back here. */
  owed: number;
}

export interface UnitColumns {
  unit: string | null;
  /** How many rooms stand side by side in it. */
  width: number;
}

/** Floors from the top down; `floor` is undefined for rooms whose number names none. `cells` spans all units' columns. */
export interface FloorRow {
  floor: number | undefined;
  cells: (RoomCell | undefined)[];
}

/** A building's face: units side by side, floors one above the other. */
export interface Elevation {
  units: UnitColumns[];
  rows: FloorRow[];
}

export interface BuildingFacts {
  rooms: readonly string[];
  households: readonly RecordOf<'household'>[];
  things: readonly Thing[];
  entitlements: readonly RecordOf<'entitlement'>[];
}

/** The rooms of the roster, and any other that a household or a thing was recorded for. */
function cellsOf({ rooms, households, things, entitlements }: BuildingFacts): RoomCell[] {
  const cells = new Map<string, RoomCell>();
  const cellOf = (unit: string | null, room: string): RoomCell => {
    const code = roomCode(unit, room);
    const cell = cells.get(code) ?? { code, unit, room, households: [], things: [], shared: [], owed: 0 };
    cells.set(code, cell);
    return cell;
  };
  for (const code of rooms) {
    const { unit, room } = parseRoomCode(code);
    cellOf(unit, room);
  }
  for (const household of households) {
    if (isCurrent(household.fields)) cellOf(household.fields.unit, household.fields.room).households.push(household);
  }
  for (const thing of things) {
    const { unit, room } = thing.fields.place;
    if (room !== null) cellOf(unit, room).things.push(thing);
    for (const other of furtherRooms(thing.fields)) {
      const seen = parseRoomCode(other);
      cellOf(seen.unit, seen.room).shared.push(thing);
    }
  }
  for (const { fields } of entitlements) {
    const { unit, room } = fields.place;
    if (room !== null && termOf(fields.status) === 'outstanding') cellOf(unit, room).owed += piecesOf(fields);
  }
  return [...cells.values()];
}

const isCurrent = (household: Household) => household.to === null;

/** Where a room stands on its floor: the door's own number (`02` of `302`), so that doors line up over the floors. */
const doorOf = (cell: RoomCell) => (floorOf(cell.room) === undefined ? cell.room : cell.room.replace(/^\d{1,2}(?=\d{2}[A-Z]?$)/u, ''));

/** Lays a building's rooms out: doors line up, floors go from the top down, rooms without a floor stand at the bottom. */
export function elevationOf(facts: BuildingFacts): Elevation {
  const cells = cellsOf(facts);
  const names = [...new Set(cells.map((cell) => cell.unit))].sort((a, b) => inOrder.compare(a ?? '', b ?? ''));
  const columns = names.map((unit) => {
    const own = cells.filter((cell) => cell.unit === unit);
    const doors = [...new Set(own.filter((cell) => floorOf(cell.room) !== undefined).map(doorOf))].sort(inOrder.compare);
    const odd = own.filter((cell) => floorOf(cell.room) === undefined).sort((a, b) => inOrder.compare(a.room, b.room));
    return { unit, own, doors, odd, width: Math.max(doors.length, Math.min(odd.length, 8), 1) };
  });
  const floors = [...new Set(cells.flatMap((cell) => floorOf(cell.room) ?? []))].sort((a, b) => b - a);
  const rows: FloorRow[] = floors.map((floor) => ({
    floor,
    cells: columns.flatMap(({ own, doors, width }) =>
      Array.from({ length: width }, (_, index) => own.find((cell) => floorOf(cell.room) === floor && doorOf(cell) === doors[index])),
    ),
  }));
  const oddRows = Math.max(0, ...columns.map(({ odd, width }) => Math.ceil(odd.length / width)));
  for (let row = 0; row < oddRows; row += 1) {
    rows.push({
      floor: undefined,
      cells: columns.flatMap(({ odd, width }) => Array.from({ length: width }, (_, index) => odd[row * width + index])),
    });
  }
  return { units: columns.map(({ unit, width }) => ({ unit, width })), rows };
}

export type Direction = 'up' | 'down' | 'left' | 'right' | 'first' | 'last';

const steps: Record<Exclude<Direction, 'first' | 'last'>, readonly [row: number, column: number]> = {
  up: [-1, 0],
  down: [1, 0],
  left: [0, -1],
  right: [0, 1],
};

/** The next room in a direction, over gaps; undefined at the edge. */
export function neighbourOf({ rows }: Elevation, code: string, direction: Direction): RoomCell | undefined {
  const row = rows.findIndex(({ cells }) => cells.some((cell) => cell?.code === code));
  const own = rows[row]?.cells ?? [];
  if (direction === 'first') return own.find((cell) => cell !== undefined);
  if (direction === 'last') return own.findLast((cell) => cell !== undefined);
  const [down, right] = steps[direction];
  let [y, x] = [row + down, own.findIndex((cell) => cell?.code === code) + right];
  while (rows[y] !== undefined && x >= 0 && x < (rows[y]?.cells.length ?? 0)) {
    const cell = rows[y]?.cells[x];
    if (cell !== undefined) return cell;
    [y, x] = [y + down, x + right];
  }
  return undefined;
}
