import { sql } from 'kysely';
import type { HeldState } from '#contract/district-api.ts';
import type { Database } from '../database/database.ts';

interface StateRow {
  uid: string;
  state: HeldState['state'];
  at: Date | null;
  by: string | null;
  reason: string | null;
}

/**
 * Of these changes of a device, those that the server holds or held for a person, and what was decided. One that came again under a new number is
 * asked for by its uid, which leads to the first.
 */
export async function listHeld(db: Database, dev: string, uids: string[]): Promise<HeldState[]> {
  const { rows } = await sql<StateRow>`
    SELECT own.uid, coalesce(l.state, CASE WHEN c.closed_at IS NULL THEN 'held' ELSE 'resolved' END) AS state,
      coalesce(c.closed_at, h.decided_at) AS at, u.name AS by, h.reason
    FROM mutations own
    JOIN mutations first ON first.dev = coalesce(own.alias_dev, own.dev) AND first.n = coalesce(own.alias_n, own.n)
    LEFT JOIN held l ON l.dev = first.dev AND l.n = first.n
    LEFT JOIN holds h ON h.id = l.hold
    LEFT JOIN users u ON u.id = h.decided_by
    LEFT JOIN conflicts c ON c.dev = first.dev AND c.n = first.n
    WHERE own.dev = ${dev}::uuid AND own.uid = ANY(${uids}::uuid[]) AND first.outcome IN ('conflict', 'quarantined')`.execute(db);
  return rows.map(({ uid, state, at, by, reason }) => ({
    ...{ uid, state, at: at?.toISOString() ?? null },
    ...(by === null ? {} : { by }),
    ...(reason === null || reason === '' ? {} : { reason }),
  }));
}
