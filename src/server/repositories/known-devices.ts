import { sql } from 'kysely';
import type { HelloQuery } from '#contract/district-api.ts';
import { KnownDevice } from '#contract/hold.ts';
import type { DeviceId } from '#domain/identity.ts';
import type { Database } from '../database/database.ts';
import { readHoldScope } from './hold-scope.ts';
import type { SessionDevice } from './sessions.ts';

interface DeviceRow {
  dev: string;
  serial: string;
  name: string;
  people: string[] | null;
  revoked: boolean;
  heard_at: Date | null;
  received: number;
  held: number;
  photos_missing: number;
  unsent: number | null;
  clock_ms: number | null;
}

/**
 * Keeps what a device says of itself, where it is other than what it said before. A clock is told to the second: what is less is the way here. Skips
 * a row that a push is holding, as its sign of life does.
 */
export async function noteDeviceState(db: Database, dev: DeviceId, { last, at }: HelloQuery, now: Date): Promise<void> {
  if (last === undefined) return;
  const clock = at === undefined ? null : Math.round((Date.parse(at) - now.getTime()) / 1000) * 1000;
  await sql`
    UPDATE devices SET last_n = ${last}, clock_ms = ${clock}::bigint WHERE dev = (
      SELECT dev FROM devices WHERE dev = ${dev} AND (last_n, clock_ms) IS DISTINCT FROM (${last}::bigint, ${clock}::bigint) FOR UPDATE SKIP LOCKED
    )`.execute(db);
}

/** What the server knows of the devices of a clerk's subdistrict; of a desk where nobody decides, itself alone. */
export async function listKnownDevices(db: Database, device: SessionDevice, now: Date): Promise<KnownDevice[]> {
  const { all } = await readHoldScope(db, device, now);
  const { rows } = await sql<DeviceRow>`
    SELECT d.dev, d.serial, d.name, d.revoked_at IS NOT NULL AS revoked, d.heard_at, d.next_n - 1 AS received,
      CASE WHEN d.last_n IS NOT NULL THEN greatest(d.last_n - (d.next_n - 1), 0) END AS unsent, d.clock_ms,
      (SELECT array_agg(DISTINCT u.name) FROM grants g JOIN users u ON u.id = g.user_id
        WHERE g.dev = d.dev AND (g.to_at IS NULL OR g.to_at > ${now}::timestamptz)) AS people,
      (SELECT count(*) FROM held l WHERE l.dev = d.dev AND l.state = 'held') AS held,
      (SELECT count(DISTINCT p.sha256) FROM mutations m CROSS JOIN LATERAL unnest(m.photos) AS p(sha256)
        WHERE m.dev = d.dev AND m.photos <> '{}' AND NOT EXISTS (SELECT 1 FROM blobs b WHERE b.sha256 = p.sha256)) AS photos_missing
    FROM devices d WHERE d.subdistrict = ${device.subdistrict} AND (${all} OR d.dev = ${device.dev}::uuid)
      -- The server's own author, and a tablet that was revoked before it ever came: nothing is to be told of them.
      AND (d.revoked_at IS NULL OR d.heard_at IS NOT NULL)
    ORDER BY d.serial`.execute(db);
  return rows.map(({ dev, serial, name, people, revoked, heard_at, received, held, photos_missing, unsent, clock_ms }) =>
    KnownDevice.parse({
      ...{ dev, serial, name, revoked, received, held },
      people: people ?? [],
      heardAt: heard_at?.toISOString() ?? null,
      photosMissing: photos_missing,
      unsent,
      clockMs: clock_ms,
    }),
  );
}
