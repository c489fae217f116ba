import { sql } from 'kysely';
import { Overview } from '#contract/console-api.ts';
import type { Database } from '../database/database.ts';

type Seen = Overview['subdistricts'][number];

/** How every subdistrict of the district stands. Counts all records: asked for seldom, and kept by who asks. */
export async function readOverview(db: Database, now: Date): Promise<Overview> {
  const { rows } = await sql<Omit<Seen, 'devices'>>`
    SELECT s.code, s.name,
      (SELECT count(*) FROM records r WHERE r.subdistrict = s.code AND NOT r.deleted) AS records,
      (SELECT count(*) FROM holds h WHERE h.subdistrict = s.code AND h.state = 'held') AS waiting
    FROM subdistricts s ORDER BY s.code`.execute(db);
  const devices = await sql<Omit<Seen['devices'][number], 'heardAt'> & { subdistrict: string; heard_at: Date | null }>`
    SELECT subdistrict, dev, serial, name, heard_at, revoked_at IS NOT NULL AS revoked, next_n - 1 AS received,
      CASE WHEN last_n IS NOT NULL THEN greatest(last_n - (next_n - 1), 0) END AS unsent
    -- Not the server's own author, nor a tablet that was revoked before it ever came.
    FROM devices WHERE revoked_at IS NULL OR heard_at IS NOT NULL ORDER BY subdistrict, serial`.execute(db);
  return Overview.parse({
    at: now.toISOString(),
    subdistricts: rows.map((row) => ({
      ...row,
      devices: devices.rows
        .filter(({ subdistrict }) => subdistrict === row.code)
        .map(({ heard_at, ...device }) => ({ ...device, heardAt: heard_at?.toISOString() ?? null })),
    })),
  });
}
