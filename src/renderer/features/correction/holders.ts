import type { RecordId } from '#domain/identity.ts';
import type { Photo, PhotoStage } from '#domain/photo.ts';
import type { Place } from '#domain/place.ts';
import type { DeskDatabase } from '../../store/database.ts';
import { findChildren, findRecords, type RecordOf } from '../../store/records.ts';
import type { Thing } from '../estate/standing.ts';

const holderTypes = ['structure', 'fixture', 'debris', 'replacement', 'entitlement', 'posting', 'visit', 'objection', 'statement'] as const;
export type HolderType = (typeof holderTypes)[number];

/** A record that photos prove. */
export type Holder = { [T in HolderType]: RecordOf<T> }[HolderType];

/** Where a photo may have gone: a record, where that is, and the thing that it is about. */
export interface Home {
  record: Holder;
  place: Place;
  about: Thing | undefined;
}

/** What a photo of a stage can prove at all: one of a survey shows no installation. A plan is its estate's alone. */
const provenBy: Readonly<Record<PhotoStage, readonly HolderType[]>> = {
  BEFORE: ['structure', 'fixture', 'debris'],
  DURING: ['structure', 'fixture'],
  AFTER: ['structure', 'fixture', 'debris'],
  SERVICE: ['structure', 'fixture', 'debris', 'posting', 'visit'],
  SIGN: ['structure', 'fixture', 'entitlement'],
  INSTALL: ['replacement', 'entitlement'],
  PLAN: [],
  FINDING: ['structure', 'objection', 'statement'],
};

/** Whether a photo of a stage can be this record's. A line itself shows an installation only where its piece stands elsewhere [移位复装]. */
export function mayProve(stage: PhotoStage, record: Holder): boolean {
  if (!provenBy[stage].includes(record.type) || (record.type !== 'statement' && isOver(record))) return false;
  return stage !== 'INSTALL' || record.type !== 'entitlement' || Boolean(record.fields.relocation);
}

const isOver = ({ fields }: Holder) => 'status' in fields && (fields.status === 'void' || fields.status === 'split');

/** Whether anything of a stage can be moved at all. */
export const isMovable = (stage: PhotoStage): boolean => provenBy[stage].length > 0;

/** All records of a building that photos prove. */
export async function findHomes(db: DeskDatabase, building: RecordId): Promise<Home[]> {
  const inBuilding = <T extends HolderType | 'household'>(type: T) => findRecords(db, type, building);
  const [structures, fixtures, heaps, lines, uniform, postings, visits, households] = await Promise.all([
    inBuilding('structure'),
    inBuilding('fixture'),
    inBuilding('debris'),
    inBuilding('entitlement'),
    inBuilding('replacement'),
    inBuilding('posting'),
    inBuilding('visit'),
    inBuilding('household'),
  ]);
  const things = new Map<string, Thing>([...structures, ...fixtures].map((thing) => [thing.id, thing]));
  const lineOf = new Map<string, RecordOf<'entitlement'>>(lines.map((line) => [line.id, line]));
  const placeOf = new Map<string, Place>(households.map(({ id, fields }) => [id, { ...fields, label: null }]));
  const [pieces, objections, statements] = await Promise.all([
    findChildren(db, 'replacement', [...lineOf.keys()]),
    findChildren(db, 'objection', [...placeOf.keys(), ...things.keys()]),
    findChildren(db, 'statement', idsOf(structures)),
  ]);
  const whole: Place = { building, unit: null, room: null, label: null };
  const own = [...structures, ...fixtures].map((record): Home => ({ record, place: record.fields.place, about: record }));
  const placed = [...heaps, ...postings, ...visits].map((record): Home => ({ record, place: record.fields.place, about: undefined }));
  const owed = lines.map((record): Home => ({ record, place: record.fields.place, about: things.get(record.fields.fixture) }));
  const returned = [...uniform, ...pieces].map((record): Home => {
    const line = lineOf.get(record.fields.entitlement ?? '');
    return { record, place: record.fields.place ?? line?.fields.place ?? whole, about: things.get(line?.fields.fixture ?? '') };
  });
  const objected = objections.map((record): Home => {
    const about = things.get(record.fields.about ?? '');
    return { record, place: placeOf.get(record.fields.household ?? '') ?? about?.fields.place ?? whole, about };
  });
  const stated = statements.map((record): Home => {
    const about = things.get(record.fields.structure);
    return { record, place: about?.fields.place ?? whole, about };
  });
  return [...own, ...placed, ...returned, ...owed, ...objected, ...stated];
}

const idsOf = (records: readonly { id: RecordId }[]) => records.map(({ id }) => id);

/** What hangs on a record, and is not proved by a photo that was never its own: removals, lines and pieces of a thing; the line of a piece. */
export async function findHanging(db: DeskDatabase, from: Holder): Promise<Photo['links']> {
  if (from.type === 'replacement') {
    const line = from.fields.entitlement;
    return line === null ? [] : [{ type: 'entitlement', id: line }];
  }
  if (from.type !== 'structure' && from.type !== 'fixture') return [];
  const [removals, lines] = await Promise.all([findChildren(db, 'removal', [from.id]), findChildren(db, 'entitlement', [from.id])]);
  const pieces = await findChildren(db, 'replacement', idsOf(lines));
  return [...removals, ...lines, ...pieces].map(({ type, id }) => ({ type, id }));
}
