import { sql } from 'kysely';

/** Whether a line (`table` of a query) holds its uid: it stands in for no other, and does not clash with one. Word for word as the index has it. */
export const holdsUid = (table: string) =>
  sql<boolean>`(${sql.ref(`${table}.alias_dev`)} IS NULL AND ${sql.ref(`${table}.rule`)} IS DISTINCT FROM 'UID_CLASH')`;
