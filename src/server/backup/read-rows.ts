import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Tables } from '../database/tables.ts';
import { type BackedUpTable, backedUpTables, clusterColumns, tablesInSets } from './backed-up-tables.ts';
import type { Entry } from './entry-chain.ts';
import type { BackupMarks } from './manifest.ts';

type Queries = Kysely<Tables>;

const pageRows = 1000;

/** Every row that a set after `since` must hold, from the caller's one snapshot. Without `since`: every row. */
export async function* readRows(tx: Queries, since: BackupMarks | undefined): AsyncGenerator<Entry> {
  // What a row's text looks like must not depend on how the database is set up.
  await sql`SELECT set_config('TimeZone', 'UTC', true), set_config('DateStyle', 'ISO', true), set_config('extra_float_digits', '1', true)`.execute(
    tx,
  );
  for (const table of tablesInSets) yield* readTable(tx, table, since);
}

async function* readTable(tx: Queries, table: BackedUpTable, since: BackupMarks | undefined): AsyncGenerator<Entry> {
  const columns = (await listColumns(tx, table)).map(({ name }) => sql`t.${sql.ref(name)}::text AS ${sql.ref(name)}`);
  await sql`DECLARE rows NO SCROLL CURSOR FOR SELECT ${sql.join(columns)} FROM ${sql.table(table)} t ${newIn(table, since)}`.execute(tx);
  for (;;) {
    const { rows } = await sql<Record<string, string | null>>`FETCH ${sql.lit(pageRows)} FROM rows`.execute(tx);
    for (const r of rows) yield { t: table, r };
    if (rows.length < pageRows) break;
  }
  await sql`CLOSE rows`.execute(tx);
}

function newIn(table: BackedUpTable, since: BackupMarks | undefined): RawBuilder<unknown> {
  const way = backedUpTables[table];
  if (since === undefined) return sql``;
  switch (way) {
    case 'seq':
      return sql`WHERE t.seq > ${sql.lit(table === 'audit' ? since.audit : since.seq)}`;
    case 'kept_by':
      return sql`WHERE t.kept_by >= ${sql.lit(since.oldest)}::xid8`;
    case 'device':
      return sql`LEFT JOIN json_each_text(${sql.lit(JSON.stringify(since.devices))}::json) AS seen ON seen.key = t.dev::text
        WHERE seen.value IS NULL OR t.n >= seen.value::bigint`;
    case 'whole':
    case 'sealed':
    case 'left':
      return sql``;
    default:
      return way satisfies never;
  }
}

/** The columns of a table that mean something in another cluster, with the type each text is read as. */
export async function listColumns(tx: Queries, table: string): Promise<{ name: string; type: string }[]> {
  const { rows } = await sql<{ name: string; type: string }>`
    SELECT attname AS name, format_type(atttypid, atttypmod) AS type FROM pg_attribute
    WHERE attrelid = ${table}::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum`.execute(tx);
  return rows.filter(({ name }) => !clusterColumns.includes(name));
}

/** Where the next set begins, as the caller's snapshot has it; and the snapshot itself, to ask later which rows it saw. */
export async function readMarks(tx: Queries): Promise<{ marks: BackupMarks; snapshot: string }> {
  const { rows } = await sql<{ seq: number; audit: number; oldest: string; snapshot: string; cluster: string }>`
    SELECT (SELECT seq FROM feed_head) AS seq, (SELECT seq FROM audit_head) AS audit, pg_snapshot_xmin(pg_current_snapshot())::text AS oldest,
      pg_current_snapshot()::text AS snapshot, (SELECT system_identifier::text FROM pg_control_system()) AS cluster`.execute(tx);
  const [row] = rows;
  if (row === undefined) throw new Error('no snapshot');
  const { snapshot, ...marks } = row;
  const devices = await tx.selectFrom('devices').select(['dev', 'next_n']).execute();
  return { marks: { ...marks, devices: Object.fromEntries(devices.map(({ dev, next_n }) => [dev, next_n])) }, snapshot };
}
