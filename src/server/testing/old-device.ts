import { type Kysely, sql } from 'kysely';
import type { Tables } from '../database/tables.ts';

/** A device with only what the first version knew of one: for what is migrated from any of them. */
export async function insertOldDevice(tx: Kysely<Tables>, dev: string): Promise<void> {
  await sql`INSERT INTO subdistricts (code, name) VALUES ('320613001', '城东')`.execute(tx);
  await sql`INSERT INTO devices (dev, subdistrict, serial, name, sign_key, box_key, enrolled_at, last_h)
    VALUES (${dev}, '320613001', 'A1', '平板', '\\x00', '\\x00', now(), '0')`.execute(tx);
}
