import { sql } from 'kysely';
import { KnownDevice } from '#contract/hold.ts';
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
}

/** What the server knows of the devices of a clerk's subdistrict; of a desk where nobody decides, itself alone. */
export async function listKnownDevices(db: Database, device: SessionDevice, now: Date): Promise<KnownDevice[]> {
  const { all } = await readHoldScope(db, device, now);
  const { rows } = await sql<DeviceRow>`
    SELECT d.dev, d.serial, d.name, d.revoked_at IS NOT NULL AS revoked, d.heard_at, d.next_n - 1 AS received,
      (SELECT array_agg(DISTINCT u.name) FROM grants g JOIN users u ON u.id = g.user_id
        WHERE g.dev = d.dev AND (g.to_at IS NULL OR g.to_at > ${now}::timestamptz)) AS people,
      (SELECT count(*) FROM held l WHERE l.dev = d.dev AND l.state = 'held') AS held,
      (SELECT count(DISTINCT p.sha256) FROM mutations m CROSS JOIN LATERAL unnest(m.photos) AS p(sha256)
        WHERE m.dev = d.dev AND m.photos <> '{}' AND NOT EXISTS (SELECT 1 FROM blobs b WHERE b.sha256 = p.sha256)) AS photos_missing
    FROM devices d WHERE d.subdistrict = ${device.subdistrict} AND (${all} OR d.dev = ${device.dev}::uuid)
    ORDER BY d.serial`.execute(db);
  return rows.map(({ dev, serial, name, people, revoked, heard_at, received, held, photos_missing }) =>
    KnownDevice.parse({
      ...{ dev, serial, name, revoked, received, held },
      people: people ?? [],
      heardAt: heard_at?.toISOString() ?? null,
      photosMissing: photos_missing,
    }),
  );
}
