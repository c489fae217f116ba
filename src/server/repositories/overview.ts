import { sql } from 'kysely';
import { Overview } from '#contract/console-api.ts';
import { type Term, termOf } from '#domain/account.ts';
import type { Structure } from '#domain/structure.ts';
import { entitlementStatusWords } from '#domain/words.ts';
import type { Database } from '../database/database.ts';

type Seen = Overview['subdistricts'][number];

type Counted = 'structures' | 'structures_removed' | 'fixtures' | 'fixtures_removed' | 'owed' | 'accepted' | 'outstanding';

/** How every subdistrict of the district stands. Counts all records: asked for seldom, and kept by who asks. */
export async function readOverview(db: Database, now: Date): Promise<Overview> {
  const { rows } = await sql<Omit<Seen, 'devices' | 'estates'>>`
    SELECT s.code, s.name, coalesce(r.n, 0) AS records, coalesce(h.n, 0) AS waiting
    FROM subdistricts s
      LEFT JOIN (SELECT subdistrict, count(*) AS n FROM records WHERE NOT deleted GROUP BY subdistrict) r ON r.subdistrict = s.code
      LEFT JOIN (SELECT subdistrict, count(*) AS n FROM holds WHERE state = 'held' GROUP BY subdistrict) h ON h.subdistrict = s.code
    ORDER BY s.code`.execute(db);
  const devices = await sql<Omit<Seen['devices'][number], 'heardAt'> & { subdistrict: string; heard_at: Date | null }>`
    SELECT subdistrict, dev, serial, name, heard_at, revoked_at IS NOT NULL AS revoked, next_n - 1 AS received,
      CASE WHEN last_n IS NOT NULL THEN greatest(last_n - (next_n - 1), 0) END AS unsent
    -- Not the server's own author, nor a tablet that was revoked before it ever came.
    FROM devices WHERE revoked_at IS NULL OR heard_at IS NOT NULL ORDER BY subdistrict, serial`.execute(db);
  const estates = await readProgress(db);
  return Overview.parse({
    at: now.toISOString(),
    subdistricts: rows.map((row) => ({
      ...row,
      estates: estates.filter(({ subdistrict }) => subdistrict === row.code),
      devices: devices.rows
        .filter(({ subdistrict }) => subdistrict === row.code)
        .map(({ heard_at, ...device }) => ({ ...device, heardAt: heard_at?.toISOString() ?? null })),
    })),
  });
}

/** What stands no more; a structure that was built again does. */
const removedStates: Structure['status'][] = ['removed', 'cleared', 'madeGood', 'accepted'];

/** The states of a line that counts under one of these terms. */
function statesOf(...terms: (Term | null)[]): string[] {
  return (Object.keys(entitlementStatusWords) as (keyof typeof entitlementStatusWords)[]).filter((status) =>
    terms.includes(termOf(status)),
  );
}

/** How far every estate is, from what its buildings hold. A line that was split counts through its parts, and a void record not at all. */
async function readProgress(db: Database): Promise<(Seen['estates'][number] & { subdistrict: string })[]> {
  const { rows } = await sql<{ subdistrict: string; name: string } & Record<Counted, number>>`
    -- Materialized: what is sorted and summed are four small values of a thing, and not all its fields.
    WITH things AS MATERIALIZED (
      SELECT type, fields->'place'->>'building' AS building, fields->>'status' AS status,
        CASE WHEN type <> 'entitlement' OR fields->>'countedIn' = 'CM' THEN 1 ELSE (fields->>'qty')::numeric END AS n
      FROM records WHERE type IN ('structure', 'fixture', 'entitlement') AND NOT deleted
    ), counted AS (
      SELECT building,
        sum(n) FILTER (WHERE type = 'structure' AND status <> 'void') AS structures,
        sum(n) FILTER (WHERE type = 'structure' AND status = ANY(${removedStates}::text[])) AS structures_removed,
        sum(n) FILTER (WHERE type = 'fixture' AND status <> 'void') AS fixtures,
        sum(n) FILTER (WHERE type = 'fixture' AND status = 'removed') AS fixtures_removed,
        sum(n) FILTER (WHERE type = 'entitlement' AND status <> ALL(${statesOf(null)}::text[])) AS owed,
        sum(n) FILTER (WHERE type = 'entitlement' AND status = ANY(${statesOf('accepted')}::text[])) AS accepted,
        sum(n) FILTER (WHERE type = 'entitlement' AND status = ANY(${statesOf('outstanding')}::text[])) AS outstanding
      FROM things GROUP BY building
    )
    SELECT e.subdistrict, e.fields->>'name' AS name,
      coalesce(sum(structures), 0)::int AS structures, coalesce(sum(structures_removed), 0)::int AS structures_removed,
      coalesce(sum(fixtures), 0)::int AS fixtures, coalesce(sum(fixtures_removed), 0)::int AS fixtures_removed,
      coalesce(sum(owed), 0)::int AS owed, coalesce(sum(accepted), 0)::int AS accepted, coalesce(sum(outstanding), 0)::int AS outstanding
    FROM records e
      LEFT JOIN records b ON b.type = 'building' AND NOT b.deleted AND b.fields->>'estate' = e.id::text
      LEFT JOIN counted c ON c.building = b.id::text
    WHERE e.type = 'estate' AND NOT e.deleted GROUP BY e.subdistrict, e.id, e.fields->>'name' ORDER BY e.subdistrict, name`.execute(db);
  return rows.map(({ subdistrict, name, ...n }) => ({
    subdistrict,
    name,
    structures: { surveyed: n.structures, removed: n.structures_removed },
    fixtures: { surveyed: n.fixtures, removed: n.fixtures_removed },
    pieces: { owed: n.owed, accepted: n.accepted, outstanding: n.outstanding },
  }));
}
