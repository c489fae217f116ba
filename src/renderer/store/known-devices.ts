import type { KnownDevice } from '#contract/hold.ts';
import type { Host } from '../host-client.ts';
import type { DeskDatabase } from './database.ts';

/** Asks the server what it knows of the subdistrict's devices and keeps the answer, to be read without a line. @throws Failure with a wire code */
export async function keepKnownDevices(db: DeskDatabase, host: Host, now: Date): Promise<void> {
  const { devices } = await host.call('remote.devices', {});
  await db.meta.put({ key: 'devices', at: now.getTime(), devices });
}

/** What was last heard of them, and when (milliseconds of this device's clock); undefined where nobody asked yet. */
export async function findKnownDevices(db: DeskDatabase): Promise<{ at: number; devices: KnownDevice[] } | undefined> {
  const row = await db.meta.get('devices');
  return row?.key === 'devices' ? { at: row.at, devices: row.devices } : undefined;
}
