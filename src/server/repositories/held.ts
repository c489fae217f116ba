import { sql } from 'kysely';
import type { HeldState } from '#contract/district-api.ts';
import type { Database } from '../database/database.ts';

/**
 * Of these changes of a device, those that the server holds or held for a person: a conflict until it is closed, a quarantined one until it
 * is released. One that came again under a new number is asked for by its uid, which leads to the first.
 */
export async function listHeld(db: Database, dev: string, uids: string[]): Promise<HeldState[]> {
  const { rows } = await sql<{ uid: string; held: boolean; outcome: string; at: Date | null }>`
    SELECT own.uid, first.outcome, coalesce(c.closed_at, q.released_at) AS at,
      coalesce(c.closed_at, q.released_at) IS NULL AS held
    FROM mutations own
    JOIN mutations first ON first.dev = coalesce(own.alias_dev, own.dev) AND first.n = coalesce(own.alias_n, own.n)
    LEFT JOIN conflicts c ON c.id = first.conflict_id
    LEFT JOIN quarantine q ON q.dev = first.dev AND q.n = first.n
    WHERE own.dev = ${dev}::uuid AND own.uid = ANY(${uids}::uuid[]) AND first.outcome IN ('conflict', 'quarantined')`.execute(db);
  return rows.map(({ uid, held, outcome, at }) => ({
    uid,
    state: held ? 'held' : outcome === 'conflict' ? 'resolved' : 'released',
    at: at?.toISOString() ?? null,
  }));
}
