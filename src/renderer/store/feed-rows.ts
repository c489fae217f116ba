import type { RecordId } from '#domain/identity.ts';
import type { FeedRecord } from '#domain/mutation.ts';
import type { DeskDatabase } from './database.ts';
import type { RowRest, ViewRow } from './rows.ts';

export function restOf({
  type: _type,
  id: _id,
  rev: _rev,
  deleted: _deleted,
  fields: _fields,
  openConflicts: _open,
  ...rest
}: FeedRecord): RowRest {
  return rest;
}

/** The pulled row that a view is, where nothing of this desk stands on top [V3]. */
export function rowOf(view: ViewRow | undefined): FeedRecord | undefined {
  if (view?.row === undefined) return undefined;
  const { type, id, rev, deleted, fields, openConflicts, row } = view;
  return { ...row, type, id, rev, deleted, fields, openConflicts };
}

/** The rows of records by their id, absent where the server has none; and which of them are kept beside their views. */
export interface FoundRows {
  rows: ReadonlyMap<string, FeedRecord | undefined>;
  beside: ReadonlySet<string>;
}

/** Records as the server has them. `views`: theirs, where they are being read already. */
export async function findRows(
  db: DeskDatabase,
  ids: readonly RecordId[],
  views: Promise<(ViewRow | undefined)[]> = db.view.bulkGet([...ids]),
): Promise<FoundRows> {
  const [kept, known] = await Promise.all([db.rows.bulkGet([...ids]), views]);
  return {
    rows: new Map(ids.map((id, index) => [id, kept[index] ?? rowOf(known[index])])),
    beside: new Set(ids.filter((_, index) => kept[index] !== undefined)),
  };
}

export async function findRow(db: DeskDatabase, id: RecordId): Promise<FeedRecord | undefined> {
  return (await findRows(db, [id])).rows.get(id);
}

/** All of them. Of a desk with much, as long as reading its views. */
export async function listRows(db: DeskDatabase): Promise<FeedRecord[]> {
  const [kept, views] = await Promise.all([db.rows.toArray(), db.view.toArray()]);
  return [...kept, ...views.flatMap((view) => rowOf(view) ?? [])];
}
