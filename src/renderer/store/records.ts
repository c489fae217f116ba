import { useLiveQuery } from 'dexie-react-hooks';
import type { Day, RecordId, RecordType, Sha256 } from '#domain/identity.ts';
import type { FieldsOf } from '#domain/records.ts';
import { useDesk } from '../session.tsx';
import type { DeskDatabase } from './database.ts';
import { movedKey, recheckKeys, unanswered } from './keys.ts';
import type { ViewRow } from './rows.ts';
import type { Change } from './save.ts';
import { sumOf, type Tally } from './tallies.ts';

/** A record as screens read it. `pending` counts own changes the server has not shown back yet. */
export interface RecordOf<T extends RecordType> {
  type: T;
  id: RecordId;
  rev: number;
  fields: FieldsOf[T];
  pending: number;
  /** Changes that another desk handed over and that are 未入库 yet [HO3]; absent where there are none. */
  handed?: number;
  openConflicts: number;
}

/** The one place where stored JSON becomes a typed record: everything in the store passed the type's schema on its way in. */
function typed<T extends RecordType>(view: ViewRow): RecordOf<T> {
  const { id, rev, pending, handed, openConflicts } = view;
  const record = { type: view.type as T, id, rev, fields: view.fields as FieldsOf[T], pending, openConflicts };
  return handed === undefined ? record : { ...record, handed };
}

/** Types whose records go through states. */
export type StatefulType = { [T in RecordType]: FieldsOf[T] extends { status: string } ? T : never }[RecordType];
export type StateOf<T extends StatefulType> = FieldsOf[T]['status'];

/** All records of a type, or those of it that point at `parent`. Deleted ones are never among them. */
export async function findRecords<T extends RecordType>(db: DeskDatabase, type: T, parent?: string): Promise<RecordOf<T>[]> {
  const views = await db.view
    .where('keys')
    .equals(parent === undefined ? type : `${type}>${parent}`)
    .toArray();
  return views.map((view) => typed<T>(view));
}

/** One read for each key: a cursor over all of them at once would be asked again for every row. */
async function viewsUnder(db: DeskDatabase, keys: readonly string[], limit?: number): Promise<ViewRow[]> {
  const found = await Promise.all(
    keys.map((key) => {
      const rows = db.view.where('keys').equals(key);
      return (limit === undefined ? rows : rows.limit(limit)).toArray();
    }),
  );
  return [...new Map(found.flat().map((view) => [view.id, view])).values()].slice(0, limit);
}

/** Those records of a type that point at any of `parents`, each once. */
export async function findChildren<T extends RecordType>(db: DeskDatabase, type: T, parents: readonly string[]): Promise<RecordOf<T>[]> {
  const views = await viewsUnder(
    db,
    parents.map((parent) => `${type}>${parent}`),
  );
  return views.map((view) => typed<T>(view));
}

/** Those records of a type that are in any of `states`, oldest first within a state: all of them, or the first `limit`. */
export async function findInState<T extends StatefulType>(
  db: DeskDatabase,
  type: T,
  states: readonly StateOf<T>[],
  limit?: number,
): Promise<RecordOf<T>[]> {
  const views = await viewsUnder(
    db,
    states.map((state) => `${type}|${state}`),
    limit,
  );
  return views.map((view) => typed<T>(view));
}

/** The records of a type that began last, latest first: ids are made in order of time, on whichever device. */
export async function findNewest<T extends RecordType>(db: DeskDatabase, type: T, limit: number): Promise<RecordOf<T>[]> {
  const views = await db.view.where('keys').equals(type).reverse().limit(limit).toArray();
  return views.map((view) => typed<T>(view));
}

/** Those opinions that nobody has answered yet. */
export async function findUnanswered(db: DeskDatabase): Promise<RecordOf<'consultation'>[]> {
  const views = await viewsUnder(db, [`consultation|${unanswered}`]);
  return views.map((view) => typed<'consultation'>(view));
}

/** The photos that were ever moved from one record to another [A3]. */
export async function findMoved(db: DeskDatabase): Promise<RecordOf<'photo'>[]> {
  const views = await viewsUnder(db, [movedKey]);
  return views.map((view) => typed<'photo'>(view));
}

/** Those structures that have a day of this kind from `from` to `to`, the earliest day first: all of them, or the first `limit`. */
export async function findRechecks(
  db: DeskDatabase,
  kind: keyof typeof recheckKeys,
  { from = '', to, limit }: { from?: Day; to: Day; limit?: number },
): Promise<RecordOf<'structure'>[]> {
  const key = recheckKeys[kind];
  const rows = db.view.where('keys').between(`${key}${from}`, `${key}${to}`, true, true);
  const views = await (limit === undefined ? rows : rows.limit(limit)).toArray();
  return views.map((view) => typed<'structure'>(view));
}

export async function findRecord<T extends RecordType>(db: DeskDatabase, type: T, id: string): Promise<RecordOf<T> | undefined> {
  const view = await db.view.get(id);
  return view === undefined || view.deleted || view.type !== type ? undefined : typed<T>(view);
}

/** Those records of a type that have one of these ids, each once. */
export async function findMany<T extends RecordType>(db: DeskDatabase, type: T, ids: readonly string[]): Promise<RecordOf<T>[]> {
  const views = await db.view.bulkGet([...new Set(ids)]);
  return views.flatMap((view) => (view === undefined || view.deleted || view.type !== type ? [] : [typed<T>(view)]));
}

/** The count of a type, or of some of its states, read from the few rows that hold it. */
export async function findTally(db: DeskDatabase, type: RecordType, states?: readonly string[]): Promise<Tally> {
  const rows = db.tallies.where('key');
  return sumOf(
    await (states === undefined ? rows.startsWith(`${type}|`) : rows.anyOf(states.map((state) => `${type}|${state}`))).toArray(),
  );
}

/** Live: undefined while loading. */
export function useRecords<T extends RecordType>(type: T, parent?: string): RecordOf<T>[] | undefined {
  const { db } = useDesk();
  return useLiveQuery(() => findRecords(db, type, parent), [db, type, parent]);
}

/** Live: undefined while loading, or while `parents` are. */
export function useChildren<T extends RecordType>(type: T, parents: readonly string[] | undefined): RecordOf<T>[] | undefined {
  const { db } = useDesk();
  return useLiveQuery(() => (parents === undefined ? undefined : findChildren(db, type, parents)), [db, type, parents?.join()]);
}

/** Live: undefined while loading, or while `ids` are. */
export function useMany<T extends RecordType>(type: T, ids: readonly string[] | undefined): RecordOf<T>[] | undefined {
  const { db } = useDesk();
  return useLiveQuery(() => (ids === undefined ? undefined : findMany(db, type, ids)), [db, type, ids?.join()]);
}

/** Live: undefined while loading. */
export function useInState<T extends StatefulType>(type: T, states: readonly StateOf<T>[], limit?: number): RecordOf<T>[] | undefined {
  const { db } = useDesk();
  return useLiveQuery(() => findInState(db, type, states, limit), [db, type, states.join(), limit]);
}

/** Live: undefined while loading. */
export function useTally(type: RecordType): Tally | undefined;
export function useTally<T extends StatefulType>(type: T, states: readonly StateOf<T>[]): Tally | undefined;
export function useTally(type: RecordType, states?: readonly string[]): Tally | undefined {
  const { db } = useDesk();
  return useLiveQuery(() => findTally(db, type, states), [db, type, states?.join()]);
}

/** Live: undefined while loading, null where there is no such record. */
export function useRecord<T extends RecordType>(type: T, id: string): RecordOf<T> | null | undefined {
  const { db } = useDesk();
  return useLiveQuery(async () => (await findRecord(db, type, id)) ?? null, [db, type, id]);
}

export function createOf<T extends RecordType>(type: T, id: RecordId, fields: FieldsOf[T], photos?: Sha256[]): Change<T> {
  return { op: 'create', type, id, fields, ...(photos === undefined ? {} : { photos }) };
}

/** A patch from the record as it was seen. Fields that do not differ are left out of it. */
export function patchOf<T extends RecordType>(record: RecordOf<T>, set: Partial<FieldsOf[T]>, photos?: Sha256[]): Change<T> {
  const { type, id, rev, fields } = record;
  return { op: 'patch', type, id, rev, before: fields, set, ...(photos === undefined ? {} : { photos }) };
}

/** 并档: the record as it was seen gives way to the one that stands. */
export function mergeOf<T extends RecordType>({ type, id, rev, fields }: RecordOf<T>, into: RecordId): Change<T> {
  return { op: 'merge', type, id, rev, before: fields, into };
}
