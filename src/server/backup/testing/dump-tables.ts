import { sql } from 'kysely';
import type { Database } from '../../database/database.ts';
import { backedUpTables, clusterColumns } from '../backed-up-tables.ts';

/** Everything a server holds that outlives it, row by row as text, but for the epoch. */
export async function dumpTables(db: Database): Promise<Record<string, string[]>> {
  const dump: Record<string, string[]> = {};
  for (const [table, way] of Object.entries(backedUpTables)) {
    if (way === 'left') continue;
    const { rows } = await sql<{ row: string }>`SELECT row_to_json(t)::text AS row FROM ${sql.table(table)} t`.execute(db);
    const without = [...clusterColumns, 'epoch'].map((column) => new RegExp(`"${column}":[^,}]*,?`));
    dump[table] = rows.map(({ row }) => without.reduce((text, column) => text.replace(column, ''), row).replace(/,}$/, '}')).sort();
  }
  return dump;
}
