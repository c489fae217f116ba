import type { DeviceId } from '#domain/identity.ts';
import type { Database } from '../database/database.ts';
import type { SessionDevice } from './sessions.ts';

/** A device as its bundles are opened and answered. Keys are raw, 32 bytes. */
export interface CourierDevice extends SessionDevice {
  name: string;
  signKey: Buffer;
  boxKey: Buffer;
  next: number;
  backed: number;
}

export async function findCourierDevice(db: Database, dev: DeviceId): Promise<CourierDevice | undefined> {
  const row = await db.selectFrom('devices').selectAll().where('dev', '=', dev).executeTakeFirst();
  return (
    row && {
      dev,
      subdistrict: row.subdistrict,
      revoked: row.revoked_at !== null,
      name: row.name,
      signKey: row.sign_key,
      boxKey: row.box_key,
      next: row.next_n,
      backed: row.backed,
    }
  );
}
