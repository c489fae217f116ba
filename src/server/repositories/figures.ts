import { sql } from 'kysely';
import type { Database } from '../database/database.ts';

/** What the database knows of how the district stands: counts, never a name. */
export interface Figures {
  head: number;
  conflicts: number;
  quarantined: number;
  photos: number;
  photoBytes: number;
  devices: number;
  heardHour: number;
  heardDay: number;
  heardWeek: number;
}

export async function readFigures(db: Database, now: Date): Promise<Figures> {
  const since = (hours: number) => sql`count(*) FILTER (WHERE heard_at > ${new Date(now.getTime() - hours * 3600 * 1000)})`;
  const { rows } = await sql<Figures>`
    SELECT (SELECT seq FROM feed_head) AS head, (SELECT count(*) FROM conflicts WHERE closed_at IS NULL) AS conflicts,
      (SELECT count(*) FROM held WHERE outcome = 'quarantined' AND state = 'held') AS quarantined, blob.photos, blob."photoBytes", device.*
    FROM (SELECT count(*) AS photos, coalesce(sum(size), 0)::bigint AS "photoBytes" FROM blobs) AS blob,
      (SELECT count(*) AS devices, ${since(1)} AS "heardHour", ${since(24)} AS "heardDay", ${since(168)} AS "heardWeek"
        FROM devices WHERE revoked_at IS NULL) AS device`.execute(db);
  const [row] = rows;
  if (row === undefined) throw new Error('no figures');
  return row;
}
