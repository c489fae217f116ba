import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 } from 'uuid';
import type { RecordId, RecordType, Sha256, User } from '#domain/identity.ts';
import { type Fields, type Mutation, type MutationDraft, schemaVersion } from '#domain/mutation.ts';
import { createHost } from '#host/host.ts';
import { deskDefaults, testPin } from '#host/testing/desk-defaults.ts';
import { picture } from '#host/testing/pictures.ts';
import type { PhotoRef, SyncStore, Wire } from '#sync/ports.ts';
import { createSyncSession, type SyncReport } from '#sync/session.ts';
import { createStop } from '#sync/stop.ts';
import { createHostWire } from '../../src/renderer/features/sync/host-wire.ts';
import { createHostClient, type Host } from '../../src/renderer/host-client.ts';

/** A device as the server meets it: the shipped engine, host, journal, photos and wire, over a store that keeps only what a session asks. */
export interface PlainDesk {
  host: Host;
  wire: Wire;
  store: PlainStore;
  /** Journals these records as new ones of this device's person. */
  create(records: readonly { type: RecordType; fields: object }[]): Promise<void>;
  /** Takes photos of that many bytes each into the device. */
  takePhotos(count: number, bytes: number): Promise<PhotoRef[]>;
  sync(wire?: Wire): Promise<SyncReport>;
  close(): Promise<void>;
}

/** What a session asks of a store, in memory. */
export interface PlainStore extends SyncStore {
  journaled: Mutation[];
  photos: PhotoRef[];
  /** Results that are not `applied`. */
  refused: number;
  rows: number;
}

export async function joinPlainDesk(district: { url: string; code: string; user: User }): Promise<PlainDesk> {
  const folder = await mkdtemp(join(tmpdir(), 'chaihuan-bench-desk-'));
  const own = await createHost({ ...deskDefaults, dataFolder: folder });
  const host = createHostClient((method, input, bytes) => own.call(method, input, bytes === undefined ? undefined : new Uint8Array(bytes)));
  const { user } = district;
  await host.call('device.enroll', { serverUrl: district.url, code: district.code, name: '平板' });
  await host.call('people.secure', { user: user.id, passphrase: null, pin: testPin });
  const { boot, version } = await host.call('device.status', {});
  const store = createPlainStore();
  const ownWire = createHostWire(host);
  const draftOf = (type: RecordType, fields: object): MutationDraft => ({
    ...{ uid: v7(), g: null, op: 'create', type, id: v7() as RecordId, base: { rev: 0 }, seen: {}, conflict: null },
    ...{ set: changesTo(fields as Fields), photos: { add: [], remove: [] }, user: user.id, schema: schemaVersion, app: version },
    at: { wall: new Date().toISOString(), monoMs: 1, boot, offMs: 0 },
  });
  return {
    host,
    wire: ownWire,
    store,
    async create(records) {
      const drafts = records.map(({ type, fields }) => draftOf(type, fields));
      for (let start = 0; start < drafts.length; start += 200) {
        store.journaled.push(...(await host.call('journal.append', { drafts: drafts.slice(start, start + 200) })).muts);
      }
    },
    async takePhotos(count, bytes) {
      const taken: PhotoRef[] = [];
      for (let n = 0; n < count; n += 1) taken.push(await takePhoto(host, bytes));
      store.photos.push(...taken);
      return taken;
    },
    sync: (wire = ownWire) =>
      createSyncSession({
        ...{ store, wire, clock: { now: () => Date.now() }, newId: () => v7() },
        journal: { follow: async () => undefined, refill: async () => undefined, renew: async () => undefined },
      }).run(createStop(), () => undefined),
    async close() {
      await own.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const changesTo = (fields: Fields): MutationDraft['set'] =>
  Object.fromEntries(Object.entries(structuredClone(fields)).map(([field, value]) => [field, { old: null, new: value }]));

/** A small picture, and behind its end as many bytes of chance as a camera's has: quick to take in, and never twice the same. */
const small = await picture({ width: 320, height: 240 }).jpeg().toBuffer();

async function takePhoto(host: Host, bytes: number): Promise<PhotoRef> {
  const tail = new Uint8Array(bytes - small.length);
  for (let start = 0; start < tail.length; start += 65_536) crypto.getRandomValues(tail.subarray(start, start + 65_536));
  const file = Uint8Array.from(Buffer.concat([small, tail]));
  const shown = { place: '学田小区 3幢', code: 'XT-03-0042', stage: '拆除前' };
  const facts = await host.call('photos.ingest', { watermark: shown, shutter: true, fileName: 'IMG_1.jpg' }, file.buffer);
  const { sha256, capturedAt, capturedSource, importedAt } = facts;
  return { sha256, bytes: facts.bytes, watermark: { ...shown, capturedAt, capturedSource, importedAt, device: '平板' } };
}

function createPlainStore(): PlainStore {
  const journaled: Mutation[] = [];
  const verified = new Set<Sha256>();
  let position = { epoch: 0, cursor: 0 };
  let acknowledged = 0;
  let awaited: string[] = [];
  let holds = { epoch: 0, cursor: 0, scope: '' };
  const store: PlainStore = {
    ...{ journaled, photos: [], refused: 0, rows: 0 },
    position: async () => position,
    unsentRun: async () => (acknowledged < journaled.length ? { from: acknowledged + 1, to: journaled.length } : undefined),
    unsent: async (limit, after = acknowledged) => journaled.slice(after, after + limit),
    countUnsent: async () => journaled.length - acknowledged,
    async noteResults(results, batch) {
      acknowledged = Math.max(acknowledged, ...results.map(({ n }) => n));
      store.refused += results.filter(({ outcome }) => outcome !== 'applied').length;
      awaited = [...awaited.filter((other) => other !== batch), batch];
    },
    noteServer: async () => undefined,
    awaitPage: () => undefined,
    async notePage({ epoch }, { rows, cursor }) {
      position = { epoch, cursor };
      store.rows += rows.length;
      return rows.length;
    },
    rewind: async (next) => {
      acknowledged = next - 1;
    },
    beginEpoch: async (epoch) => {
      position = { epoch, cursor: 0 };
    },
    unverifiedPhotos: async () => store.photos.filter(({ sha256 }) => !verified.has(sha256)),
    markVerified: async (hashes) => {
      for (const sha256 of hashes) verified.add(sha256);
    },
    releasablePhotos: async () => [],
    markReleased: async () => undefined,
    wantedPhotos: async () => [],
    markHeld: async () => undefined,
    noteClock: async () => undefined,
    awaitedReceipts: async () => awaited,
    keepReceipt: async ({ batch }) => {
      awaited = awaited.filter((other) => other !== batch);
    },
    dropAwaited: async (batch) => {
      awaited = awaited.filter((other) => other !== batch);
    },
    held: async () => [],
    noteHeld: async () => undefined,
    holdsPosition: async () => holds,
    noteHolds: async (_from, { epoch, cursor, scope }) => {
      holds = { epoch, cursor, scope };
    },
  };
  return store;
}
