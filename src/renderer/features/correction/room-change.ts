import { parseRoomCode, type RoomChange, roomCode } from '#domain/estate.ts';
import { parseRoom, parseUnit } from '#domain/place.ts';

/** `101A`, `1单元101A室`, `1-101A` → a code; a room without its unit stands in the unit given. Undefined where it names no room. */
function readRoom(typed: string, unit: string | null): string | undefined {
  const parts = /^(?:(?<unit>[^-]{1,3}?)(?:单元|-))?(?<room>[^-]+)$/u.exec(typed)?.groups ?? {};
  const room = parseRoom(parts.room ?? '');
  const own = parts.unit === undefined ? unit : parseUnit(parts.unit);
  return room === undefined || own === undefined ? undefined : roomCode(own, room);
}

/** What rooms became, as typed: codes apart by commas of either script. Undefined where one of them is no room. */
export function readRooms(typed: string, from: readonly string[]): string[] | undefined {
  const [first] = from;
  const unit = first === undefined ? null : parseRoomCode(first).unit;
  const words = typed.split(/[\s,，、;；]+/u).filter((word) => word !== '');
  const rooms = words.map((word) => readRoom(word, unit));
  return rooms.every((room) => room !== undefined) ? rooms : undefined;
}

/** Whether a change of this kind leaves rooms behind. */
export const leavesRooms = (kind: string): kind is Exclude<RoomChange['kind'], 'MISTAKEN'> => kind !== '' && kind !== 'MISTAKEN';
