import { type Kysely, sql } from 'kysely';
import type { Tables } from '../database/tables.ts';
import type { IngestCommit } from '../ingest/ingest-store.ts';

type Queries = Kysely<Tables>;

/** Writes what a batch changed of what waits for people. */
export async function keepWaiting(tx: Queries, commit: IngestCommit): Promise<void> {
  if (commit.holds.length === 0) return;
  await upsertHolds(tx, commit);
  await insertHeld(tx, commit);
  await updateHeld(tx, commit);
}

async function upsertHolds(tx: Queries, { device, at, holds }: IngestCommit): Promise<void> {
  const opened = holds.filter((hold) => hold.opened);
  await sql`
    INSERT INTO holds (id, subdistrict, dev, seq, opened_at)
    SELECT id, ${device.subdistrict}, ${device.dev}::uuid, seq, ${at}::timestamptz
    FROM unnest(${opened.map(({ id }) => id)}::uuid[], ${opened.map(({ seq }) => seq)}::bigint[]) AS rows(id, seq)`.execute(tx);
  await sql`
    UPDATE holds SET seq = rows.seq, notes = holds.notes || rows.notes, assignee = coalesce(rows.assignee, holds.assignee),
      state = coalesce(rows.state, holds.state), decided_by = coalesce(rows.decided_by, holds.decided_by),
      reason = coalesce(rows.reason, holds.reason),
      decided_at = CASE WHEN rows.state IS NULL THEN holds.decided_at ELSE ${at}::timestamptz END
    FROM unnest(${holds.map(({ id }) => id)}::uuid[], ${holds.map(({ seq }) => seq)}::bigint[],
      ${holds.map(({ notes }) => JSON.stringify(notes))}::jsonb[], ${holds.map(({ assignee }) => assignee ?? null)}::uuid[],
      ${holds.map(({ settled }) => settled?.state ?? null)}::text[], ${holds.map(({ settled }) => settled?.by ?? null)}::uuid[],
      ${holds.map(({ settled }) => settled?.reason ?? null)}::text[]) AS rows(id, seq, notes, assignee, state, decided_by, reason)
    WHERE holds.id = rows.id`.execute(tx);
}

async function insertHeld(tx: Queries, { device, held }: IngestCommit): Promise<void> {
  if (held.length === 0) return;
  await tx
    .insertInto('held')
    .values(
      held.map(({ hold, mutation, told, fields }) => ({
        dev: device.dev,
        n: mutation.n,
        hold,
        record_id: mutation.id,
        op: mutation.op,
        outcome: told.outcome,
        rule: told.rule ?? 'SCHEMA',
        fields: fields === undefined ? null : JSON.stringify(fields),
        state: 'held' as const,
      })),
    )
    .execute();
}

async function updateHeld(tx: Queries, { decided, reopened }: IngestCommit): Promise<void> {
  if (decided.length > 0) {
    await sql`
      UPDATE held SET state = rows.state
      FROM unnest(${decided.map(({ dev }) => dev)}::uuid[], ${decided.map(({ n }) => n)}::bigint[],
        ${decided.map(({ state }) => state)}::text[]) AS rows(dev, n, state)
      WHERE held.dev = rows.dev AND held.n = rows.n`.execute(tx);
  }
  if (reopened.length > 0) {
    await sql`
      UPDATE held SET rule = coalesce(rows.rule, held.rule), fields = coalesce(rows.fields, held.fields)
      FROM unnest(${reopened.map(({ dev }) => dev)}::uuid[], ${reopened.map(({ n }) => n)}::bigint[],
        ${reopened.map(({ rule }) => rule ?? null)}::text[],
        ${reopened.map(({ fields }) => (fields === undefined ? null : JSON.stringify(fields)))}::json[]) AS rows(dev, n, rule, fields)
      WHERE held.dev = rows.dev AND held.n = rows.n`.execute(tx);
  }
}
