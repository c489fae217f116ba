import { Failure } from '#contract/failure.ts';
import type { DeviceId, Sha256, User } from '#domain/identity.ts';
import { genesisHash } from '#domain/mutation.ts';
import type { MergeRecord } from '#domain/record.ts';
import { hashText } from '#host/journal/line.ts';
import { createIngest, type Ingest } from '#server/ingest/ingest.ts';
import type { IngestDevice, IngestGrant } from '#server/ingest/ingest-store.ts';
import type { Chance } from './chance.ts';
import type { StickPart } from './stick.ts';
import { Violation } from './violation.ts';
import { type Watch, WatchedStore } from './watched-store.ts';

/** What stands in for Ed25519: who signed, and what. */
export const signAs = (signKey: Uint8Array, text: string) => Buffer.from(`${signKey.join('.')}|${text}`).toString('base64url');

/** A change of the server's tables, in the order it became durable: what a replay goes through again [P7]. */
export type LogEntry =
  | { kind: 'push'; body: unknown; epoch: number; ids: string[] }
  | { kind: 'device'; device: IngestDevice; grants: IngestGrant[] }
  | { kind: 'revoke'; dev: DeviceId }
  | { kind: 'grants'; dev: DeviceId; grants: IngestGrant[] };

export interface Backup {
  store: WatchedStore;
  photos: ReadonlySet<string>;
  log: readonly LogEntry[];
  told: ReadonlyMap<string, string>;
}

/** A photo on its way, and what the line made of it. */
export interface SentPhoto {
  sha256: Sha256;
  /** False where a byte was flipped, or the end is missing. */
  whole: boolean;
}

export interface Call {
  method: string;
  path: string;
  json?: unknown;
  token?: string;
  photo?: SentPhoto;
}

export const subdistrict = '320613001';

/** The district server: the shipped ingest over tables in memory, and beside it in memory what its SQL and its disk do. */
export class District {
  readonly serverId: string;
  epoch = 1;
  store: WatchedStore;
  /** Hashes of the photos whose bytes the server has rehashed and put in place. */
  photos = new Set<string>();
  readonly backups: Backup[] = [];
  log: LogEntry[] = [];
  /** What was told of each device and number, as it was told first: the same for ever [P10]. */
  told = new Map<string, string>();
  /** Contents that ever lay in a verified backup. */
  readonly backedUids = new Set<string>();
  readonly backedPhotos = new Set<string>();
  now = Date.parse('2026-03-02T00:00:00Z');
  full = false;
  readonly #chance: Chance;
  readonly #watch: Watch;
  #ingest: Ingest;
  /** Whose a session's token is. */
  readonly tokens = new Map<string, DeviceId>();
  /** Devices whose program is older than the server speaks with over the line. */
  readonly outdated = new Set<DeviceId>();
  /** Files of sticks that came before what they go on from, by device. */
  readonly parked = new Map<DeviceId, StickPart[]>();
  #ids: string[] = [];
  readonly beginning: readonly MergeRecord[];

  constructor(chance: Chance, watch: Watch, beginning: readonly MergeRecord[]) {
    this.#chance = chance;
    this.#watch = watch;
    this.beginning = beginning;
    this.serverId = chance.newId();
    this.store = new WatchedStore(watch);
    seedStore(this.store, beginning);
    this.#ingest = this.#createIngest(this.store);
  }

  #createIngest(store: WatchedStore): Ingest {
    return createIngest({
      store,
      epoch: this.epoch,
      hash: hashText,
      verify: (key, text, signature) => signature === signAs(key, text),
      now: () => new Date(this.now),
      newId: () => {
        const id = this.#chance.newId();
        this.#ids.push(id);
        return id;
      },
    });
  }

  /** An id, for whatever the server makes. */
  newId(): string {
    return this.#chance.newId();
  }

  admit(dev: DeviceId, signKey: Uint8Array, users: readonly User[], zone = subdistrict): void {
    const device: IngestDevice = { dev, subdistrict: zone, signKey, revoked: false, next: 1, lastHash: genesisHash, backed: 0 };
    this.enter(
      device,
      users.map((user) => ({ user, to: null })),
    );
  }

  enter(device: IngestDevice, grants: IngestGrant[]): void {
    const { dev } = device;
    this.store.devices.set(dev, device);
    this.store.grants.set(dev, grants);
    this.log.push({ kind: 'device', device, grants });
  }

  revoke(dev: DeviceId): void {
    const device = this.store.devices.get(dev);
    if (device === undefined) return;
    this.store.devices.set(dev, { ...device, revoked: true });
    this.log.push({ kind: 'revoke', dev });
  }

  changeGrants(dev: DeviceId, change: (grants: IngestGrant[]) => IngestGrant[]): void {
    const grants = change(this.store.grants.get(dev) ?? []);
    this.store.grants.set(dev, grants);
    this.log.push({ kind: 'grants', dev, grants });
  }

  /** The one way in, for a line, a stick and the console. */
  async push(body: { epoch: number; dev: DeviceId }): Promise<Awaited<ReturnType<Ingest>>> {
    if (this.full) throw new Failure('DISK');
    const [store, epoch] = [this.store, this.epoch];
    try {
      const reply = await this.#ingest(body);
      for (const result of reply.results) this.#tellAgain(`${body.dev} ${result.n} ${result.h}`, JSON.stringify(result));
      if (store === this.store) this.log.push({ kind: 'push', body, epoch, ids: [...this.#ids] });
      return reply;
    } finally {
      this.#ids = [];
    }
  }

  /** [P10] However it came, however often: the same result, letter by letter. */
  #tellAgain(key: string, result: string): void {
    const before = this.told.get(key);
    if (before !== undefined && before !== result) throw new Violation('P10', { key, before, result });
    this.told.set(key, result);
  }

  /** Everything durable now, off the machine; what lies in it may leave the devices. */
  backUp(): void {
    const copy = new WatchedStore(this.#watch, this.store);
    this.backups.push({ store: copy, photos: new Set(this.photos), log: [...this.log], told: new Map(this.told) });
    for (const { mutation } of this.store.mutations) this.backedUids.add(mutation.uid);
    for (const sha256 of this.photos) this.backedPhotos.add(sha256);
    for (const [dev, device] of this.store.devices) this.store.devices.set(dev, { ...device, backed: device.next });
  }

  /** The server as it was at a backup, under a higher epoch. Nothing under way meets the old one again. */
  restore({ store, photos, log, told }: Backup): void {
    this.epoch += 1;
    this.store = new WatchedStore(this.#watch, store);
    this.photos = new Set(photos);
    this.log = [...log];
    this.told = new Map(told);
    this.tokens.clear();
    this.parked.clear();
    this.#ids = [];
    this.#ingest = this.#createIngest(this.store);
  }

  /** Tokens do not outlive the process; a transaction that had not ended is gone with it. */
  restart(): void {
    this.tokens.clear();
  }
}

export function seedStore(store: WatchedStore, beginning: readonly MergeRecord[]): void {
  for (const record of beginning) {
    store.head += 1;
    store.records.set(`${record.type}/${record.id}`, { record, seq: store.head, subdistrict });
  }
}
