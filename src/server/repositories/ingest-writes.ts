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

const newline = Buffer.from('\n');

/** A column of JSON, in UTF-8 as it came. JSON on one line has no newline of its own. */
const jsonColumn = (texts: readonly Buffer[]) =>
  sql`string_to_array(${Buffer.concat(texts.flatMap((text, index) => (index === 0 ? [text] : [newline, text])))}::text, E'\n')`;

/**
 * A column as one text, a value to a line: in an array's own notation each would be looked through for what to escape, here and there. None of
 * them holds a newline; what is empty is NULL.
 */
const column = (values: readonly (string | number | boolean | null | undefined)[]) => sql`string_to_array(${values.join('\n')}, E'\n', '')`;

function insertMutations({ device, batch, at, mutations }: IngestCommit): RawBuilder<unknown> {
  const lines = mutations.map(({ mutation }) => mutation);
  const told = mutations.map((each) => each.told);
  return sql`
    INSERT INTO mutations (dev, batch, received_at, n, h, c, uid, g, op, type, record_id, body, photos, outcome, row_seq, conflict_id,
      rule, alias_dev, alias_n)
    SELECT ${device.dev}::uuid, ${batch}::uuid, ${at}::timestamptz, n::bigint, h, c, uid::uuid, g::uuid, op, type, id::uuid, body,
      string_to_array(coalesce(photos, ''), ','), outcome, row_seq::bigint, conflict_id::uuid, rule, alias_dev::uuid, alias_n::bigint FROM unnest(
      ${column(lines.map((each) => each.n))}, ${column(lines.map((each) => each.h))}, ${column(lines.map((each) => each.c))},
      ${column(lines.map((each) => each.uid))}, ${column(lines.map((each) => each.g))}, ${column(lines.map((each) => each.op))},
      ${column(lines.map((each) => each.type))}, ${column(lines.map((each) => each.id))},
      ${jsonColumn(mutations.map(({ text }) => text))}, ${column(lines.map((each) => each.photos.add.join(',')))}, ${column(told.map((each) => each.outcome))},
      ${column(told.map((each) => each.rowSeq))}, ${column(told.map((each) => each.conflictId))},
      ${column(told.map((each) => each.rule))}, ${column(mutations.map(({ alias }) => alias?.dev))},
      ${column(mutations.map(({ alias }) => alias?.n))})
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
    SELECT type, id::uuid, rev::integer, seq::bigint, deleted::boolean, schema::integer, fields::jsonb, open_conflicts::integer, alias_of::uuid,
      subdistrict FROM unnest(
      ${column(each.map((record) => record.type))}, ${column(each.map((record) => record.id))},
      ${column(each.map((record) => record.rev))}, ${column(records.map(({ seq }) => seq))},
      ${column(each.map((record) => record.deleted))}, ${column(each.map((record) => record.schema))},
      ${jsonColumn(each.map(({ fields }) => Buffer.from(JSON.stringify(fields))))}, ${column(each.map((record) => record.openConflicts))},
      ${column(each.map((record) => record.aliasOf))}, ${column(records.map(({ subdistrict }) => subdistrict))})
      AS rows(type, id, rev, seq, deleted, schema, fields, open_conflicts, alias_of, subdistrict)
    ON CONFLICT (id) DO UPDATE SET rev = excluded.rev, seq = excluded.seq, deleted = excluded.deleted, schema = excluded.schema,
      fields = excluded.fields, open_conflicts = excluded.open_conflicts, alias_of = excluded.alias_of`;
}

const moveDevice = ({ device: { dev, next, lastHash } }: IngestCommit) =>
  sql`UPDATE devices SET next_n = ${next}::bigint, last_h = ${lastHash} WHERE dev = ${dev}::uuid`;

const moveHead = ({ head }: IngestCommit) => sql`UPDATE feed_head SET seq = ${head}::bigint`;
