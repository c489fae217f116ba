import { sql } from 'kysely';
import { genesisHash } from '#domain/mutation.ts';
import type { Database } from '../database/database.ts';
import type { TestDevice } from './test-device.ts';

/** Makes a device known, with its key and a grant for its user. */
export async function admitDevice(
  db: Database,
  device: TestDevice,
  options: { subdistrict?: string; revoked?: boolean } = {},
): Promise<void> {
  const { subdistrict = '320613001', revoked = false } = options;
  const { dev, sign, box, user } = device;
  const at = new Date();
  await sql`INSERT INTO subdistricts (code, name) VALUES (${subdistrict}, ${subdistrict}) ON CONFLICT DO NOTHING`.execute(db);
  await sql`INSERT INTO users VALUES (${user.id}, ${subdistrict}, ${user.name}, ${JSON.stringify(user.roles)}, ${at}) ON CONFLICT DO NOTHING`.execute(
    db,
  );
  await db
    .insertInto('devices')
    .values({
      dev,
      subdistrict,
      serial: dev,
      name: '测试',
      sign_key: sign.publicKey,
      box_key: box.publicKey,
      enrolled_at: at,
      revoked_at: revoked ? at : null,
      last_h: genesisHash,
    })
    .execute();
  await db.insertInto('grants').values({ dev, user_id: user.id, from_at: at, to_at: null }).execute();
}
