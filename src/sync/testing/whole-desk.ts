import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 } from 'uuid';
import type { DeviceStatus } from '#contract/host-api.ts';
import type { User } from '#domain/identity.ts';
import { id, structure } from '#domain/testing/samples.ts';
import { createHost, type Host } from '#host/host.ts';
import { deskDefaults, testPin } from '#host/testing/desk-defaults.ts';
import { createHandoverLine, createHostWire } from '../../renderer/features/sync/host-wire.ts';
import { createHostClient } from '../../renderer/host-client.ts';
import { DeskDatabase } from '../../renderer/store/database.ts';
import type { Desk } from '../../renderer/store/desk.ts';
import { createDexieSyncStore } from '../../renderer/store/dexie-sync-store.ts';
import { createHandedStore, reconcileHandovers } from '../../renderer/store/handed.ts';
import { createHostJournal } from '../../renderer/store/host-journal.ts';
import { reconcileJournal } from '../../renderer/store/reconcile.ts';
import { createOf } from '../../renderer/store/records.ts';
import { saveChanges } from '../../renderer/store/save.ts';
import { storeKey } from '../../renderer/store/testing/store-key.ts';
import type { SyncProgress } from '../progress.ts';
import { createSyncSession, type SyncReport } from '../session.ts';
import type { DistrictLine } from './district-line.ts';

/** All of a desk but its screen: host on a folder of its own, the page's database, the engine between them. */
export class WholeDesk {
  readonly folder: string;
  readonly user: User;
  readonly host: Host;
  readonly db: DeskDatabase;
  readonly client: ReturnType<typeof createHostClient>;
  device: DeviceStatus;

  private constructor(parts: { folder: string; user: User; host: Host; db: DeskDatabase; device: DeviceStatus }) {
    this.folder = parts.folder;
    this.user = parts.user;
    this.host = parts.host;
    this.db = parts.db;
    this.client = clientOf(parts.host);
    this.device = parts.device;
  }

  /** A desk that has joined the district, with its person signed in. */
  static async join(line: DistrictLine): Promise<WholeDesk> {
    const { code, user } = await line.code();
    return WholeDesk.begin(user, (client) => client.call('device.enroll', { serverUrl: line.url, code, name: '平板03' }));
  }

  /** A desk that was enrolled by a file and has met nobody. */
  static joinByFile(file: string, user: User): Promise<WholeDesk> {
    return WholeDesk.begin(user, (client) => client.call('device.enrollByFile', { file, name: '平板04' }));
  }

  private static async begin(user: User, enroll: (client: WholeDesk['client']) => Promise<DeviceStatus>): Promise<WholeDesk> {
    const folder = await mkdtemp(join(tmpdir(), 'whole-desk-'));
    const host = await createHost({ ...deskDefaults, dataFolder: folder });
    const device = await enroll(clientOf(host));
    await clientOf(host).call('people.secure', { user: user.id, passphrase: null, pin: testPin });
    return new WholeDesk({ folder, user, host, device, db: new DeskDatabase(storeKey, folder) });
  }

  /** What lies on this desk's disk now, as an image of it would hold it. */
  async image(): Promise<DiskImage> {
    const folder = await mkdtemp(join(tmpdir(), 'disk-image-'));
    await cp(this.folder, folder, { recursive: true, filter: (path) => !path.endsWith('.lock') && !path.endsWith('lock.json') });
    const tables = this.db.tables.map(async (table) => [table.name, await table.toArray()] as const);
    return { folder, user: this.user, stores: Object.fromEntries(await Promise.all(tables)) };
  }

  /** A desk that runs from a disk image; `wiped`: its profile was lost, and only host's folder came back. */
  static async fromImage({ folder: image, user, stores }: DiskImage, { wiped = false } = {}): Promise<WholeDesk> {
    const folder = await mkdtemp(join(tmpdir(), 'whole-desk-'));
    await cp(image, folder, { recursive: true });
    const host = await createHost({ ...deskDefaults, dataFolder: folder });
    const client = clientOf(host);
    await client.call('people.signIn', { user: user.id, secret: { kind: 'pin', pin: testPin } });
    const db = new DeskDatabase(storeKey, folder);
    if (!wiped) for (const [name, rows] of Object.entries(stores)) await db.table(name).bulkPut(rows);
    await reconcileJournal(db, client);
    await reconcileHandovers(db, client);
    return new WholeDesk({ folder, user, host, db, device: await client.call('device.status', {}) });
  }

  get dev(): string {
    return this.enrollment.dev;
  }

  get enrollment() {
    if (this.device.enrollment === null) throw new Error('not enrolled');
    return this.device.enrollment;
  }

  get desk(): Desk {
    const { db, client: host, device, enrollment, user } = this;
    return { db, host, device, enrollment, user, clockOffsetMs: 0, source: { now: () => new Date(), monoMs: () => 1, newId: () => v7() } };
  }

  /** Saves a structure under this id and code. */
  async save(n: number): Promise<void> {
    await saveChanges(this.desk, [createOf('structure', id(n), structure({ code: `CG-A1-${String(n).padStart(4, '0')}` }))]);
  }

  wire() {
    return createHostWire(this.client);
  }

  async sync(onProgress: (progress: SyncProgress) => void = () => undefined, wire = this.wire()): Promise<SyncReport> {
    const store = createDexieSyncStore(this.db, this.user.name);
    const journal = createHostJournal(this.db, this.client);
    const handovers = { store: createHandedStore(this.db), line: createHandoverLine(this.client) };
    const session = createSyncSession({ handovers, store, wire, journal, clock: { now: () => Date.now() }, newId: () => v7() });
    try {
      return await session.run(new AbortController().signal, onProgress);
    } finally {
      this.device = await this.client.call('device.status', {});
    }
  }

  async close(): Promise<void> {
    await this.host.close();
    await this.db.delete();
    await rm(this.folder, { recursive: true, force: true });
  }
}

export interface DiskImage {
  folder: string;
  user: User;
  stores: Record<string, unknown[]>;
}

function clientOf(host: Host) {
  return createHostClient((method, input, bytes) => host.call(method, input, bytes === undefined ? undefined : new Uint8Array(bytes)));
}
