import PouchBrowser from 'pouchdb-browser';
import pouchFind from 'pouchdb-find';
import type { FeedRecord } from '#domain/mutation.ts';
import { pageSize } from '../../src/renderer/store/search.ts';
import { buildingId, buildingKey, estateOfBuilding } from './district.ts';
import type { BenchQuery } from './queries.ts';

/** As much of PouchDB as is measured. */
interface Pouch {
  bulkDocs(docs: object[]): Promise<unknown>;
  createIndex(index: { index: { fields: string[] } }): Promise<unknown>;
  find(request: { selector: object; limit: number }): Promise<{ docs: unknown[] }>;
}
interface PouchClass {
  new (name: string): Pouch;
  plugin(plugin: object): PouchClass;
}

const PouchDB = (PouchBrowser as unknown as PouchClass).plugin(pouchFind as object); // neither package has types

const indexed = ['address', 'roomText', 'name', 'initials', 'phoneBack', 'code', 'tail', 'typeStatus', 'typeKind', 'building', 'conflict'];

function buildingNumbers(count: number): Map<string, number> {
  return new Map(Array.from({ length: count }, (_, n) => [buildingId(n), n]));
}

const text = (value: unknown) => (typeof value === 'string' ? value : '');

function docOf({ type, id, fields, openConflicts }: FeedRecord, buildings: Map<string, number>, initialsOf: (name: string) => string) {
  const place = (type === 'household' ? fields : fields.place) as Record<string, unknown> | undefined;
  const building = text(place?.building);
  const number = buildings.get(building);
  const parties = fields.parties as { name: string }[] | undefined;
  const name = text(fields.contactName) || (parties?.[0]?.name ?? '');
  const room = place?.room == null ? '' : `${text(place.unit)}-${text(place.room)}`;
  const code = text(fields.code).toLowerCase();
  return {
    _id: id,
    ...{ type, building, name, code, roomText: room, initials: initialsOf(name), tail: code.split('-').at(-1) ?? '' },
    address: number === undefined ? '' : `${buildingKey(number)}-${room}`,
    estate: number === undefined ? '' : estateOfBuilding(number),
    phoneBack: [...text(fields.phone)].reverse().join(''),
    label: text(fields.positionLabel) || text(place?.label),
    note: text(fields.note),
    typeStatus: `${type}.${text(fields.status)}`,
    typeKind: `${type}.${text(fields.kind) || text(fields.type)}`,
    conflict: openConflicts > 0 ? 1 : 0,
    fields,
  };
}

/** The same records in pouchdb-find, with an index for every field a query begins at. */
export async function fillPouch(
  name: string,
  rows: readonly FeedRecord[],
  buildings: number,
  initialsOf: (name: string) => string,
): Promise<Pouch> {
  const pouch = new PouchDB(name);
  const numbers = buildingNumbers(buildings);
  for (let start = 0; start < rows.length; start += 1000) {
    await pouch.bulkDocs(rows.slice(start, start + 1000).map((row) => docOf(row, numbers, initialsOf)));
  }
  for (const field of indexed) {
    await pouch.createIndex({ index: { fields: [field] } });
    await pouch.find({ selector: { [field]: 'builds the index' }, limit: 1 });
  }
  return pouch;
}

export async function searchPouch(pouch: Pouch, { mango }: BenchQuery): Promise<number> {
  const { docs } = await pouch.find({ selector: mango, limit: pageSize });
  return docs.length;
}
