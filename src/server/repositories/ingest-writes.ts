import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Tables } from '../database/tables.ts';
import type { IngestCommit } from '../ingest/ingest-store.ts';
import { keepWaiting } from './waiting-writes.ts';

type Queries = Kysely<Tables>;

/**
 * Writes what one batch changed: one statement for the log, the records and the counters, however long the batch, so that the database is not kept
 * waiting between them while the feed is held; and one for each other table that the batch changes.
 */
export async function keepCommit(tx: Queries, commit: IngestCommit): Promise<void> {
  await sql`
    WITH logged AS (${insertMutations(commit)}), shown AS (${upsertRecords(commit)}), counted AS (${moveDevice(commit)})
    ${moveHead(commit)}`.execute(tx);
  await insertConflicts(tx, commit);
  await updateConflicts(tx, commit);
  await keepWaiting(tx, commit);
}

/** As one text, a line each: in an array's own notation every quote would be escaped, here and there. JSON has no newline of its own. */
const jsonLines = (texts: readonly string[]) => sql`string_to_array(${texts.join('\n')}, E'\n')`;

function insertMutations({ device, batch, at, mutations }: IngestCommit): RawBuilder<unknown> {
  const lines = mutations.map(({ mutation }) => mutation);
  const told = mutations.map((each) => each.told);
  return sql`
    INSERT INTO mutations (dev, batch, received_at, n, h, c, uid, g, op, type, record_id, body, photos, outcome, row_seq, conflict_id,
      rule, alias_dev, alias_n)
    SELECT ${device.dev}::uuid, ${batch}::uuid, ${at}::timestamptz, n, h, c, uid, g, op, type, id, body,
      string_to_array(photos, ','), outcome, row_seq, conflict_id, rule, alias_dev, alias_n FROM unnest(
      ${lines.map((each) => each.n)}::bigint[], ${lines.map((each) => each.h)}::text[], ${lines.map((each) => each.c)}::text[],
      ${lines.map((each) => each.uid)}::uuid[], ${lines.map((each) => each.g)}::uuid[], ${lines.map((each) => each.op)}::text[],
      ${lines.map((each) => each.type)}::text[], ${lines.map((each) => each.id)}::uuid[],
      ${jsonLines(mutations.map(({ text }) => text))}, ${lines.map((each) => each.photos.add.join(','))}::text[], ${told.map((each) => each.outcome)}::text[],
      ${told.map((each) => each.rowSeq)}::bigint[], ${told.map((each) => each.conflictId ?? null)}::uuid[],
      ${told.map((each) => each.rule ?? null)}::text[], ${mutations.map(({ alias }) => alias?.dev ?? null)}::uuid[],
      ${mutations.map(({ alias }) => alias?.n ?? null)}::bigint[])
      AS rows(n, h, c, uid, g, op, type, id, body, photos, outcome, row_seq, conflict_id, rule, alias_dev, alias_n)`;
}

async function insertConflicts(tx: Queries, { device, at, conflicts }: IngestCommit): Promise<void> {
  if (conflicts.length === 0) return;
  await tx
    .insertInto('conflicts')
    .values(
      conflicts.map(({ id, mutation, rule, fields }) => ({
        id,
        type: mutation.type,
        record_id: mutation.id,
        dev: device.dev,
        n: mutation.n,
        user_id: mutation.user,
        rule: rule ?? null,
        fields: JSON.stringify(fields),
        opened_at: at,
        closed_at: null,
        closed_dev: null,
        closed_n: null,
      })),
    )
    .execute();
}

async function updateConflicts(tx: Queries, { device, at, closed, refreshed }: IngestCommit): Promise<void> {
  if (closed.length > 0) {
    await sql`
      UPDATE conflicts SET closed_at = ${at}::timestamptz, closed_dev = ${device.dev}::uuid, closed_n = rows.n
      FROM unnest(${closed.map(({ id }) => id)}::uuid[], ${closed.map(({ mutation }) => mutation.n)}::bigint[]) AS rows(id, n)
      WHERE conflicts.id = rows.id`.execute(tx);
  }
  if (refreshed.length > 0) {
    await sql`
      UPDATE conflicts SET fields = rows.fields
      FROM unnest(${refreshed.map(({ id }) => id)}::uuid[], ${refreshed.map(({ fields }) => JSON.stringify(fields))}::json[]) AS rows(id, fields)
      WHERE conflicts.id = rows.id`.execute(tx);
  }
}

function upsertRecords({ records }: IngestCommit): RawBuilder<unknown> {
  const each = records.map(({ record }) => record);
  return sql`
    INSERT INTO records (type, id, rev, seq, deleted, schema, fields, open_conflicts, alias_of, subdistrict)
    SELECT * FROM unnest(
      ${each.map((record) => record.type)}::text[], ${each.map((record) => record.id)}::uuid[],
      ${each.map((record) => record.rev)}::integer[], ${records.map(({ seq }) => seq)}::bigint[],
      ${each.map((record) => record.deleted)}::boolean[], ${each.map((record) => record.schema)}::integer[],
      ${jsonLines(each.map(({ fields }) => JSON.stringify(fields)))}::jsonb[], ${each.map((record) => record.openConflicts)}::integer[],
      ${each.map((record) => record.aliasOf ?? null)}::uuid[], ${records.map(({ subdistrict }) => subdistrict)}::text[])
    ON CONFLICT (id) DO UPDATE SET rev = excluded.rev, seq = excluded.seq, deleted = excluded.deleted, schema = excluded.schema,
      fields = excluded.fields, open_conflicts = excluded.open_conflicts, alias_of = excluded.alias_of`;
}

const moveDevice = ({ device: { dev, next, lastHash } }: IngestCommit) =>
  sql`UPDATE devices SET next_n = ${next}::bigint, last_h = ${lastHash} WHERE dev = ${dev}::uuid`;

const moveHead = ({ head }: IngestCommit) => sql`UPDATE feed_head SET seq = ${head}::bigint`;
