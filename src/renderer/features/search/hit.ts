import { maskName, maskPhone } from '#domain/masking.ts';
import { furtherRooms } from '#domain/party.ts';
import { type Place, placeText, roomKey } from '#domain/place.ts';
import type { FieldsOf } from '#domain/records.ts';
import type { SearchPlaces } from '#domain/search.ts';
import {
  entitlementStatusWords,
  fixtureStatusWords,
  fixtureTypeWords,
  operationStatusWords,
  recordTypeWords,
  structureKindWords,
  structureStatusWords,
  type Word,
} from '#domain/words.ts';
import type { ViewRow } from '../../store/rows.ts';
import type { Tone } from '../../ui/StatusTag.tsx';
import { fixtureTones } from '../fixture/tone.ts';
import { operationTones } from '../operation/OperationsPage.tsx';
import { entitlementTones } from '../owed/tones.ts';
import { structureTones } from '../structure/tone.ts';

/** A found record as its line shows it. */
export interface Hit {
  /** Address of its page, after the `#`. */
  path: string;
  kind: Word;
  /** Its code, number or name; empty where the place says it all. */
  name: string;
  place: string;
  /** Masked. */
  contact: string;
  status: { word: Word; tone: Tone } | null;
  /** Where a thing counts and which other rooms see it there; null where it concerns one room. */
  shared: { place: Place; rooms: string[] } | null;
}

const none = { name: '', place: '', contact: '', status: null, shared: null };

function placeSaid(place: Place, { buildings, estates }: SearchPlaces): string {
  const building = buildings.find(({ id }) => id === place.building);
  const estate = estates.find(({ id }) => id === building?.estate);
  return `${estate?.name ?? ''} ${placeText(place, building?.label ?? '')}`.trim();
}

function sharedBy(thing: Pick<FieldsOf['fixture'], 'place' | 'parties'>): Hit['shared'] {
  const rooms = furtherRooms(thing);
  return rooms.length === 0 ? null : { place: thing.place, rooms };
}

const masked = (name: string, phone: string | null = null) => [maskName(name), maskPhone(phone)].filter(Boolean).join(' ');

const makers: { [T in keyof FieldsOf]?: (fields: FieldsOf[T], id: string, places: SearchPlaces) => Hit } = {
  household: (fields, _id, places) => ({
    ...none,
    path: `/rooms/${encodeURIComponent(roomKey(fields))}`,
    kind: recordTypeWords.household,
    place: placeSaid({ ...fields, label: null }, places),
    contact: masked(fields.contactName, fields.phone),
  }),
  structure: (fields, id, places) => ({
    path: `/structures/${id}`,
    kind: structureKindWords[fields.kind],
    name: fields.code,
    place: placeSaid(fields.place, places),
    contact: masked(fields.parties[0]?.name ?? ''),
    status: { word: structureStatusWords[fields.status], tone: structureTones[fields.status] },
    shared: sharedBy(fields),
  }),
  fixture: (fields, id, places) => ({
    path: `/fixtures/${id}`,
    kind: fixtureTypeWords[fields.type],
    name: fields.code,
    place: `${placeSaid(fields.place, places)} ${fields.positionLabel}`,
    contact: masked(fields.parties[0]?.name ?? ''),
    status: { word: fixtureStatusWords[fields.status], tone: fixtureTones[fields.status] },
    shared: sharedBy(fields),
  }),
  entitlement: (fields, id, places) => ({
    ...none,
    path: `/entitlements/${id}`,
    kind: { zh: `应还${fixtureTypeWords[fields.type].zh}`, en: `${fixtureTypeWords[fields.type].en} owed` },
    place: placeSaid(fields.place, places),
    status: { word: entitlementStatusWords[fields.status], tone: entitlementTones[fields.status] },
  }),
  operation: (fields, id) => ({
    ...none,
    path: `/operations/${id}`,
    kind: recordTypeWords.operation,
    name: `${fields.no} ${fields.date}`,
    status: { word: operationStatusWords[fields.status], tone: operationTones[fields.status] },
  }),
  team: (fields) => ({ ...none, path: '/teams', kind: recordTypeWords.team, name: fields.name }),
  building: (fields, id, { estates }) => ({
    ...none,
    path: `/buildings/${id}`,
    kind: recordTypeWords.building,
    name: `${estates.find((estate) => estate.id === fields.estate)?.name ?? ''} ${fields.label}`.trim(),
  }),
  estate: (fields, id) => ({
    ...none,
    path: `/estates/${id}`,
    kind: recordTypeWords.estate,
    name: fields.name,
    place: fields.neighborhood,
  }),
};

/** Undefined for a record that has no page. */
export function findHit<T extends keyof FieldsOf>({ type, id, fields }: ViewRow, places: SearchPlaces): Hit | undefined {
  // What the store holds passed its type's schema on its way in.
  const make = makers[type] as ((fields: FieldsOf[T], id: string, places: SearchPlaces) => Hit) | undefined;
  return make?.(fields as FieldsOf[T], id, places);
}
