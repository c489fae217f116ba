import { useLiveQuery } from 'dexie-react-hooks';
import type { RecordId, RecordType, Sha256 } from '#domain/identity.ts';
import type { FieldsOf } from '#domain/records.ts';
import { useDesk } from '../session.tsx';
import type { DeskDatabase } from './database.ts';
import type { ViewRow } from './rows.ts';
import type { Change } from './save.ts';

/** A record as screens read it. `pending` counts own changes the server has not shown back yet. */
export interface RecordOf<T extends RecordType> {
  type: T;
  id: RecordId;
  rev: number;
  fields: FieldsOf[T];
  pending: number;
  openConflicts: number;
}

/** The one place where stored JSON becomes a typed record: everything in the store passed the type's schema on its way in. */
function typed<T extends RecordType>(view: ViewRow): RecordOf<T> {
  const { id, rev, pending, openConflicts } = view;
  return { type: view.type as T, id, rev, fields: view.fields as FieldsOf[T], pending, openConflicts };
}

/** All records of a type, or those of it that point at `parent`. Deleted ones are never among them. */
export async function findRecords<T extends RecordType>(db: DeskDatabase, type: T, parent?: string): Promise<RecordOf<T>[]> {
  const views = await db.view
    .where('keys')
    .equals(parent === undefined ? type : `${type}>${parent}`)
    .toArray();
  return views.map((view) => typed<T>(view));
}

export async function findRecord<T extends RecordType>(db: DeskDatabase, type: T, id: string): Promise<RecordOf<T> | undefined> {
  const view = await db.view.get(id);
  return view === undefined || view.deleted || view.type !== type ? undefined : typed<T>(view);
}

/** Live: undefined while loading. */
export function useRecords<T extends RecordType>(type: T, parent?: string): RecordOf<T>[] | undefined {
  const { db } = useDesk();
  return useLiveQuery(() => findRecords(db, type, parent), [db, type, parent]);
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
