import type { HeldState, Receipt } from '#contract/district-api.ts';
import { limits, protocol, signedText } from '#contract/district-api.ts';
import { Failure } from '#contract/failure.ts';
import type { DeviceId, Sha256, User } from '#domain/identity.ts';
import { type FeedRecord, genesisHash } from '#domain/mutation.ts';
import type { MergeRecord } from '#domain/record.ts';
import { hashText } from '#host/journal/line.ts';
import { createIngest, type Ingest } from '#server/ingest/ingest.ts';
import type { IngestDevice, IngestGrant } from '#server/ingest/ingest-store.ts';
import type { Chance } from './chance.ts';
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
const noTime = new Date(Date.UTC(2026, 2, 2)).toISOString();

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
  #tokens = new Map<string, DeviceId>();
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

  admit(dev: DeviceId, signKey: Uint8Array, users: readonly User[], zone = subdistrict): void {
    const device: IngestDevice = { dev, subdistrict: zone, signKey, revoked: false, next: 1, lastHash: genesisHash, backed: 0 };
    const grants = users.map((user) => ({ user, to: null }));
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
    this.#tokens.clear();
    this.#ids = [];
    this.#ingest = this.#createIngest(this.store);
  }

  /** Tokens do not outlive the process; a transaction that had not ended is gone with it. */
  restart(): void {
    this.#tokens.clear();
  }

  async answer({ method, path, json, token, photo }: Call): Promise<unknown> {
    const [route = '', query = ''] = path.replace('/sync/v1/', '').split('?');
    switch (`${method} ${route.split('/')[0]}`) {
      case 'GET nonce':
        return { nonce: 'once' };
      case 'POST session':
        return this.#session(json as { dev: DeviceId; sig: string });
      case 'POST reenroll':
        return this.#reenroll(json as { dev: DeviceId; next: DeviceId; nonce: string; sig: string });
      default:
    }
    const device = this.#bearer(token);
    switch (`${method} ${route.split('/')[0]}`) {
      case 'GET hello':
        return { serverId: this.serverId, epoch: this.epoch, pMin: 1, pMax: protocol, now: new Date(this.now).toISOString(), limits: {} };
      case 'POST push':
        return this.push(json as { epoch: number; dev: DeviceId });
      case 'GET pull':
        return this.#pull(device, new URLSearchParams(query));
      case 'GET receipts':
        return this.#receipt(device, route.split('/')[1] ?? '');
      case 'POST held':
        return { held: this.#held(device, (json as { uids: string[] }).uids) };
      case 'POST blobs':
        return this.#check(json as { sha256: Sha256 }[]);
      case 'PUT blobs':
        return this.#takePhoto(photo);
      case 'GET blobs':
        if (!this.photos.has(route.split('/')[1] ?? '')) throw new Failure('NOT_FOUND');
        return { bytes: 10 };
      default:
        throw new TypeError(`no such route: ${method} ${path}`);
    }
  }

  #session({ dev, sig }: { dev: DeviceId; sig: string }) {
    const device = this.store.devices.get(dev);
    if (device === undefined || sig !== signAs(device.signKey, signedText.session('once'))) throw new Failure('AUTH');
    if (device.revoked) throw new Failure('REVOKED');
    const token = this.#chance.newId();
    this.#tokens.set(token, dev);
    return { token, expiresAt: noTime, grants: this.grantsOf(dev) };
  }

  grantsOf(dev: DeviceId) {
    return (this.store.grants.get(dev) ?? []).map(({ user, to }) => ({ ...user, from: noTime, to: to?.toISOString() ?? null }));
  }

  #bearer(token: string | undefined): IngestDevice {
    const dev = this.#tokens.get(token ?? '');
    const device = dev && this.store.devices.get(dev);
    if (device === undefined) throw new Failure('AUTH');
    if (device.revoked) throw new Failure('REVOKED');
    return device;
  }

  #reenroll({ dev, next, nonce, sig }: { dev: DeviceId; next: DeviceId; nonce: string; sig: string }) {
    const device = this.store.devices.get(dev);
    if (device === undefined || sig !== signAs(device.signKey, signedText.reenroll(dev, next, nonce))) throw new Failure('AUTH');
    if (device.revoked) throw new Failure('REVOKED');
    if (!this.store.devices.has(next)) {
      const renewed: IngestDevice = { ...device, dev: next, next: 1, lastHash: genesisHash, backed: 0 };
      const grants = this.store.grants.get(dev) ?? [];
      this.store.devices.set(next, renewed);
      this.store.grants.set(next, grants);
      this.log.push({ kind: 'device', device: renewed, grants });
    }
    const scope = { subdistrict: device.subdistrict, subdistrictName: device.subdistrict };
    return { dev: next, serial: 'A1', serverId: this.serverId, epoch: this.epoch, scope, grants: this.grantsOf(next) };
  }

  /** From one snapshot: a page, the head, and what the server has of this device. */
  #pull(device: IngestDevice, query: URLSearchParams) {
    const [epoch, cursor, limit] = ['epoch', 'cursor', 'limit'].map((name) => Number(query.get(name)));
    if (epoch !== this.epoch) throw new Failure('EPOCH', { epoch: this.epoch });
    const { head } = this.store;
    if (cursor === undefined || cursor > head) throw new Failure('CURSOR');
    const rows = [...this.store.records.values()]
      .filter((stored) => stored.subdistrict === device.subdistrict && stored.seq > cursor)
      .sort((a, b) => a.seq - b.seq);
    const page = rows.slice(0, Math.min(limit ?? 0, limits.pageRows));
    const end = page.length === rows.length ? head : (page.at(-1)?.seq ?? head);
    const { next, backed } = device;
    return { epoch, rows: page.map(({ record, seq }): FeedRecord => ({ ...record, seq })), cursor: end, head, next, backed };
  }

  #receipt({ dev }: IngestDevice, batch: string): Receipt {
    const ranges = this.store.pushes.filter((push) => push.batch === batch && push.dev === dev);
    const own = this.store.mutations
      .filter(({ mutation: { dev: by, n } }) => by === dev && ranges.some(({ from, to }) => n >= from && n <= to))
      .map(({ told }) => told);
    const last = own.at(-1);
    if (last === undefined) throw new Failure('NOT_FOUND');
    const count = (outcome: string) => own.filter((told) => told.outcome === outcome).length;
    const counts = { applied: count('applied'), noop: count('noop'), conflict: count('conflict'), quarantined: count('quarantined') };
    return {
      batch,
      serverId: this.serverId,
      epoch: this.epoch,
      dev,
      issuedAt: noTime,
      from: own[0]?.n ?? 0,
      to: last.n,
      head: last.h,
      counts: { received: own.length, ...counts },
      items: [],
      photos: { total: 0, verified: 0, bytes: 0, missing: [] },
      digest: last.h,
      sig: '',
    };
  }

  #held({ dev }: IngestDevice, uids: string[]): HeldState[] {
    return this.store.mutations
      .filter(({ mutation }) => mutation.dev === dev && uids.includes(mutation.uid))
      .map(({ mutation, told }) => {
        const decided = told.outcome === 'conflict' && told.conflictId !== undefined && this.store.closed.has(told.conflictId);
        return { uid: mutation.uid, state: decided ? 'resolved' : 'held', at: null };
      });
  }

  #check(wanted: { sha256: Sha256 }[]) {
    const have = wanted.filter(({ sha256 }) => this.photos.has(sha256)).map(({ sha256 }) => sha256);
    const backup = this.backups.at(-1);
    return {
      have,
      need: wanted.map(({ sha256 }) => sha256).filter((sha256) => !this.photos.has(sha256)),
      backed: have.filter((sha256) => backup?.photos.has(sha256)),
      partial: [],
    };
  }

  #takePhoto(photo: SentPhoto | undefined) {
    if (this.full) throw new Failure('DISK');
    if (photo === undefined || !photo.whole) throw new Failure('BLOB_HASH');
    this.photos.add(photo.sha256);
    return { sha256: photo.sha256, verified: true };
  }
}

export function seedStore(store: WatchedStore, beginning: readonly MergeRecord[]): void {
  for (const record of beginning) {
    store.head += 1;
    store.records.set(`${record.type}/${record.id}`, { record, seq: store.head, subdistrict });
  }
}
