import { roomCode } from './estate.ts';
import type { Party } from './evidence.ts';
import type { Place } from './place.ts';

/** A thing as its parties are asked of: where it stands, and whose it is. */
interface Shared {
  place: Place;
  parties: readonly Party[];
}

/** The code of the room that a thing counts for; null where it counts for none. */
export function ownRoom({ unit, room }: Place): string | null {
  return room === null ? null : roomCode(unit, room);
}

/** The other rooms that a thing reaches over to, each once: it counts for none of them, and they say where it does 见××室. */
export function furtherRooms({ place, parties }: Shared): string[] {
  const own = ownRoom(place);
  return [...new Set(parties.flatMap(({ room }) => (room === null || room === own ? [] : [room])))];
}

/**
 * Who uses a thing and owns nothing of it, a tenant: heard before an agreement, and able to be against it; nobody's signature waits for theirs.
 */
export function heardParties(parties: readonly Party[]): Party[] {
  return parties.slice(1).filter(({ role, name }) => role === 'OCCUPANT' && name !== '');
}

/**
 * A thing's parties as they are kept: the first is the one it counts for, in its own room. Nobody named of one room alone is nothing said.
 */
export function partiesOf(place: Place, told: readonly Party[]): Party[] {
  const [first, ...others] = told;
  if (first === undefined || (others.length === 0 && first.name === '')) return [];
  return [{ ...first, room: ownRoom(place) }, ...others];
}
