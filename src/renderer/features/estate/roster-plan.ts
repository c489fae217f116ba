import { findBuilding } from '#domain/address.ts';
import { roomCode } from '#domain/estate.ts';
import type { RecordId } from '#domain/identity.ts';
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

/** A roster held against what is known. Nothing in it is written yet. */
export interface RosterPlan {
  fresh: RosterHousehold[];
  /** Already recorded under the same building, room and contact: left alone. */
  existing: number;
  conflicts: RosterConflict[];
  notPlaced: NotPlacedRow[];
  skipped: RosterReading['skipped'];
  newBuildings: number;
}

const roomOf = (building: string, unit: string | null, room: string) => `${building}|${roomCode(unit, room)}`;

function contactsByRoom({ buildings, households }: KnownEstate): Map<string, string[]> {
  const keyOf = new Map(buildings.map((building) => [building.id, building.fields.key]));
  const contacts = new Map<string, string[]>();
  for (const { fields } of households) {
    const key = keyOf.get(fields.building);
    if (key === undefined) continue;
    const room = roomOf(key, fields.unit, fields.room);
    contacts.set(room, [...(contacts.get(room) ?? []), fields.contactName]);
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

/** Sorts a reading into what is new, what is there already, and what a person has to choose. */
export function planRoster(given: RosterReading, known: KnownEstate): RosterPlan {
  const reading = underTodaysKeys(given, known.buildings);
  const contacts = contactsByRoom(known);
  const keys = new Set(known.buildings.map((building) => building.fields.key));
  const plan: RosterPlan = {
    fresh: [],
    existing: 0,
    conflicts: [],
    notPlaced: reading.notPlaced.filter(({ reason }) => reason !== 'room-conflict'),
    skipped: reading.skipped,
    newBuildings: reading.buildings.filter(({ key }) => !keys.has(key)).length,
  };
  const inRoom = (household: RosterHousehold) => contacts.get(roomOf(household.building, household.unit, household.room)) ?? [];

  for (const household of reading.households) {
    const there = inRoom(household);
    const text = [household.building, household.unit ?? '', household.room, household.contactName].filter(Boolean).join(' ');
    if (there.length === 0) plan.fresh.push(household);
    else if (there.includes(household.contactName)) plan.existing += 1;
    else plan.conflicts.push({ household, text, against: { contactName: there[0] ?? '' } });
  }
  for (const { household, otherRow, text } of reading.notPlaced) {
    if (household === undefined || otherRow === undefined) continue;
    if (inRoom(household).includes(household.contactName)) plan.existing += 1;
    else plan.conflicts.push({ household, text, against: { row: otherRow } });
  }
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
