import { findBuilding } from '#domain/address.ts';
import { parseRoomCode, roomCode } from '#domain/estate.ts';
import type { RecordId } from '#domain/identity.ts';
import { roomsNow } from '#domain/rooms.ts';
import type { NotPlacedRow, RosterHousehold, RosterReading } from '#domain/roster.ts';
import { createOf, patchOf, type RecordOf } from '../../store/records.ts';
import type { Change } from '../../store/save.ts';

/** What this device already knows of the estate. */
export interface KnownEstate {
  id: RecordId;
  buildings: readonly RecordOf<'building'>[];
  households: readonly RecordOf<'household'>[];
}

/** A row that contradicts another row, or a household already recorded: a person chooses. */
export interface RosterConflict {
  household: RosterHousehold;
  text: string;
  against: { row: number } | { contactName: string };
}

export const conflictChoices = ['keep', 'replace', 'both'] as const;
export type ConflictChoice = (typeof conflictChoices)[number];

/** Why a row whose rooms changed since stays out: which of several its room became is not said, or there is no such room. */
export type RoomLost = 'room-split' | 'room-struck';

/** A row that a person has to look at. */
export interface UnplacedRow extends Omit<NotPlacedRow, 'reason'> {
  reason: NotPlacedRow['reason'] | RoomLost;
}

/** A row that says a room as it was called before: it comes in as the room of today. */
export interface RenamedRow {
  row: number;
  /** Its building, as people call it now. */
  building: string;
  /** Room codes. */
  from: string;
  to: string;
}

/** A roster held against what is known. Nothing in it is written yet. */
export interface RosterPlan {
  fresh: RosterHousehold[];
  /** Already recorded under the same building, room and contact: left alone. */
  existing: number;
  conflicts: RosterConflict[];
  notPlaced: UnplacedRow[];
  renamed: RenamedRow[];
  skipped: RosterReading['skipped'];
  newBuildings: number;
}

const roomOf = (building: string, code: string) => `${building}|${code}`;

/** What a room that a roster names is today: itself where it is there, or was never heard of. */
function roomsToday(building: RecordOf<'building'> | undefined, code: string): string[] {
  return building === undefined || building.fields.rooms.includes(code) ? [code] : roomsNow(building.fields, code);
}

/** Who is recorded of each room, and of what it was before. */
function contactsByRoom({ buildings, households }: KnownEstate): Map<string, string[]> {
  const byId = new Map<string, RecordOf<'building'>>(buildings.map((building) => [building.id, building]));
  const contacts = new Map<string, string[]>();
  for (const { fields } of households) {
    const building = byId.get(fields.building);
    if (building === undefined) continue;
    const own = roomCode(fields.unit, fields.room);
    for (const code of new Set([own, ...roomsToday(building, own)])) {
      const room = roomOf(building.fields.key, code);
      contacts.set(room, [...(contacts.get(room) ?? []), fields.contactName]);
    }
  }
  return contacts;
}

/** A roster from before an address was corrected still means the same building: its rows under the key of today. */
function underTodaysKeys(reading: RosterReading, buildings: KnownEstate['buildings']): RosterReading {
  const named = buildings.map(({ fields }) => fields);
  const keyNow = (key: string) => findBuilding(named, key)?.key ?? key;
  const moved = (household: RosterHousehold) => ({ ...household, building: keyNow(household.building) });
  return {
    ...reading,
    buildings: reading.buildings.map((building) => ({ ...building, key: keyNow(building.key) })),
    households: reading.households.map(moved),
    notPlaced: reading.notPlaced.map((row) => (row.household === undefined ? row : { ...row, household: moved(row.household) })),
  };
}

/**
 * Sorts a reading into what is new, what is there already, and what a person has to choose. A room that was renamed or joined since comes in as the
 * room of today; one that was split or struck off is brought back by no roster.
 */
export function planRoster(given: RosterReading, known: KnownEstate): RosterPlan {
  const reading = underTodaysKeys(given, known.buildings);
  const contacts = contactsByRoom(known);
  const byKey = new Map(known.buildings.map((building) => [building.fields.key, building]));
  const placed = new Map<string, RosterHousehold>();
  const plan: RosterPlan = {
    fresh: [],
    existing: 0,
    conflicts: [],
    notPlaced: reading.notPlaced.filter(({ reason }) => reason !== 'room-conflict'),
    renamed: [],
    skipped: reading.skipped,
    newBuildings: reading.buildings.filter(({ key }) => !byKey.has(key)).length,
  };

  function place(said: RosterHousehold, text: string, otherRow?: number): void {
    const building = byKey.get(said.building);
    const code = roomCode(said.unit, said.room);
    const now = roomsToday(building, code);
    const there = [...new Set([code, ...now].flatMap((room) => contacts.get(roomOf(said.building, room)) ?? []))];
    if (there.includes(said.contactName)) {
      plan.existing += 1;
      return;
    }
    const [today] = now;
    if (today === undefined || now.length > 1) {
      plan.notPlaced.push({ row: said.row, reason: now.length > 1 ? 'room-split' : 'room-struck', text });
      return;
    }
    const household = { ...said, ...parseRoomCode(today) };
    if (today !== code) plan.renamed.push({ row: said.row, building: building?.fields.label ?? said.building, from: code, to: today });
    const before = placed.get(roomOf(said.building, today));
    const against = otherRow ?? before?.row;
    if (there.length > 0 && otherRow === undefined) plan.conflicts.push({ household, text, against: { contactName: there[0] ?? '' } });
    else if (against !== undefined) plan.conflicts.push({ household, text, against: { row: against } });
    else {
      placed.set(roomOf(said.building, today), household);
      plan.fresh.push(household);
    }
  }

  for (const household of reading.households) {
    const { building, unit, room, contactName } = household;
    place(household, [building, unit ?? '', room, contactName].filter(Boolean).join(' '));
  }
  for (const { household, otherRow, text } of reading.notPlaced) {
    if (household !== undefined && otherRow !== undefined) place(household, text, otherRow);
  }
  plan.notPlaced.sort((a, b) => a.row - b.row);
  return plan;
}

/** The households that come in, once every contradiction has its choice (`keep` where none was made). */
export function chosenHouseholds(plan: RosterPlan, choices: ReadonlyMap<number, ConflictChoice>): RosterHousehold[] {
  const replaced = new Set<number>();
  const added: RosterHousehold[] = [];
  for (const { household, against } of plan.conflicts) {
    const choice = choices.get(household.row) ?? 'keep';
    if (choice === 'keep') continue;
    added.push(household);
    if (choice === 'replace' && 'row' in against) replaced.add(against.row);
  }
  return [...plan.fresh.filter(({ row }) => !replaced.has(row)), ...added];
}

interface ImportTold {
  file: string;
  labels: RosterReading['buildings'];
  newId(): RecordId;
}

/** Buildings first, then their households: a kill in between leaves a part that the same file completes. */
export function rosterChanges(households: readonly RosterHousehold[], known: KnownEstate, told: ImportTold): Change[] {
  const keys = [...new Set(households.map((household) => household.building))];
  const buildings: Change[] = [];
  const idOf = new Map<string, RecordId>();
  for (const key of keys) {
    const own = households.filter((household) => household.building === key);
    const rooms = [...new Set(own.map((household) => roomCode(household.unit, household.room)))];
    const there = known.buildings.find((building) => building.fields.key === key);
    if (there === undefined) {
      const id = told.newId();
      const label = told.labels.find((building) => building.key === key)?.label ?? key;
      idOf.set(key, id);
      buildings.push(createOf('building', id, { estate: known.id, key, label, aliases: [], rooms }));
      continue;
    }
    idOf.set(key, there.id);
    const added = rooms.filter((room) => !there.fields.rooms.includes(room));
    if (added.length > 0) buildings.push(patchOf(there, { rooms: [...there.fields.rooms, ...added] }));
  }
  return [...buildings, ...households.flatMap((household) => householdChange(household, idOf, told))];
}

function householdChange(household: RosterHousehold, idOf: ReadonlyMap<string, RecordId>, told: ImportTold): Change[] {
  const building = idOf.get(household.building);
  if (building === undefined) return [];
  const { row, unit, room, contactName, phone, occupancy, note } = household;
  return [
    createOf('household', told.newId(), {
      building,
      unit,
      room,
      contactName,
      phone,
      occupancy,
      from: null,
      to: null,
      ownerReachable: null,
      accommodation: null,
      note,
      source: { file: told.file, row },
    }),
  ];
}
