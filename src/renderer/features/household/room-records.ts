import { useLiveQuery } from 'dexie-react-hooks';
import { roomCode } from '#domain/estate.ts';
import type { Party } from '#domain/evidence.ts';
import type { RecordType } from '#domain/identity.ts';
import { type Place, roomKey } from '#domain/place.ts';
import { asProven } from '#domain/relink.ts';
import { useDesk } from '../../session.tsx';
import type { DeskDatabase } from '../../store/database.ts';
import { findChildren, findRecords, type RecordOf } from '../../store/records.ts';
import type { RoomPlace } from '../owed/room.ts';

/** The types that have something to say about a room. */
type Told =
  | 'household'
  | 'assignment'
  | 'structure'
  | 'fixture'
  | 'removal'
  | 'entitlement'
  | 'replacement'
  | 'visit'
  | 'consultation'
  | 'posting'
  | 'objection'
  | 'statement'
  | 'finding';

/** All that is recorded about one room and who lives or lived there. */
export type RoomRecords = { readonly [T in Told & RecordType]: readonly RecordOf<T>[] };

const idsOf = (records: readonly { id: string }[]) => records.map(({ id }) => id);

/** A thing over several flats belongs to each of them. */
function isAt(place: RoomPlace, { fields }: { fields: { place: Place; parties: readonly Party[] } }): boolean {
  const code = roomCode(place.unit, place.room ?? '');
  return roomKey(fields.place) === roomKey(place) || (place.room !== null && fields.parties.some(({ room }) => room === code));
}

/**
 * Reads the building's records of each type once, and keeps those of the room. What hangs for the whole building is for its rooms too. A photo
 * that was found to be another's is none of theirs [A3].
 */
export async function findRoomRecords(db: DeskDatabase, place: RoomPlace): Promise<RoomRecords> {
  const inBuilding = <T extends RecordType>(type: T) => findRecords(db, type, place.building);
  const [households, structures, fixtures, entitlements, visits, postings, findings] = await Promise.all([
    inBuilding('household'),
    inBuilding('structure'),
    inBuilding('fixture'),
    inBuilding('entitlement'),
    inBuilding('visit'),
    inBuilding('posting'),
    inBuilding('finding'),
  ]);
  const key = roomKey(place);
  const own = {
    household: households.filter(({ fields }) => roomKey(fields) === key),
    structure: structures.filter((record) => isAt(place, record)),
    fixture: fixtures.filter((record) => isAt(place, record)),
    entitlement: entitlements.filter(({ fields }) => roomKey(fields.place) === key),
  };
  const things = [...idsOf(own.structure), ...idsOf(own.fixture)];
  const people = idsOf(own.household);
  const known = new Set([...things, ...people, ...idsOf(own.entitlement)]);
  const [assignment, removal, replacement, consultation, objection, statement] = await Promise.all([
    findChildren(db, 'assignment', people),
    findChildren(db, 'removal', things),
    findChildren(db, 'replacement', idsOf(own.entitlement)),
    findChildren(db, 'consultation', people),
    findChildren(db, 'objection', [...known]),
    findChildren(db, 'statement', idsOf(own.structure)),
  ]);
  const visit = visits.filter(({ fields }) => roomKey(fields.place) === key || fields.about.some((id) => known.has(id)));
  const posting = postings.filter(({ fields }) => roomKey(fields.place) === key || fields.place.room === null);
  const proven = [...own.structure, ...own.fixture, ...removal, ...replacement, ...objection, ...statement, ...visit, ...posting];
  const photos = (await findChildren(db, 'photo', idsOf(proven))).map(({ fields }) => fields);
  return {
    ...own,
    ...{ assignment, consultation },
    structure: own.structure.map((record) => asProven(record, photos)),
    fixture: own.fixture.map((record) => asProven(record, photos)),
    removal: removal.map((record) => asProven(record, photos)),
    replacement: replacement.map((record) => asProven(record, photos)),
    objection: objection.map((record) => asProven(record, photos)),
    statement: statement.map((record) => asProven(record, photos)),
    visit: visit.map((record) => asProven(record, photos)),
    posting: posting.map((record) => asProven(record, photos)),
    finding: findings.filter(({ fields }) => roomKey(fields.place) === key || (fields.about !== null && known.has(fields.about))),
  };
}

/** Live: undefined while loading. */
export function useRoomRecords(place: RoomPlace): RoomRecords | undefined {
  const { db } = useDesk();
  const { building, unit, room } = place;
  return useLiveQuery(() => findRoomRecords(db, { building, unit, room }), [db, building, unit, room]);
}
