import { limits, type PushReply, type PushRequest, signedText } from '#contract/district-api.ts';
import { Failure } from '#contract/failure.ts';
import type { Enrollment } from '#contract/host-api.ts';
import type { DeviceId, Sha256, User } from '#domain/identity.ts';
import { genesisHash, type Mutation, type MutationDraft } from '#domain/mutation.ts';
import type { Generations } from '#host/journal/generations.ts';
import { numberDraft } from '#host/journal/line.ts';
import { createRemote } from '#host/remote/remote.ts';
import { createSession } from '#host/remote/session.ts';
import type { Membership, Settings } from '#host/settings/settings.ts';
import { createHostWire } from '../../../renderer/features/sync/host-wire.ts';
import type { Host } from '../../../renderer/host-client.ts';
import type { Desk } from '../../../renderer/store/desk.ts';
import { createDexieSyncStore } from '../../../renderer/store/dexie-sync-store.ts';
import { createHostJournal } from '../../../renderer/store/host-journal.ts';
import { reconcileJournal } from '../../../renderer/store/reconcile.ts';
import { type Change, inTurn, keepJournaled, Refusal, saveChanges } from '../../../renderer/store/save.ts';
import { groupEnd, wholeGroups } from '../../batches.ts';
import type { SyncStore } from '../../ports.ts';
import { createSyncSession, type SyncSession } from '../../session.ts';
import { createStop } from '../../stop.ts';
import type { Chance } from './chance.ts';
import type { Call } from './district.ts';
import { signAs } from './district.ts';
import { copyDesk, type DeskImage, emptyDesk, MemoryDesk } from './memory-desk.ts';

const firstFile = 'outbox.ndjson';

/** All that lies on a device's disk: what an image of it holds, and what a power cut leaves. */
export interface Disk {
  files: Map<string, Mutation[]>;
  membership: Membership;
  desk: DeskImage;
  originals: Set<Sha256>;
}

export function copyDisk({ files, membership, desk, originals }: Disk): Disk {
  const copies = [...files].map(([name, lines]): [string, Mutation[]] => [name, [...lines]]);
  return { files: new Map(copies), membership, desk: copyDesk(desk), originals: new Set(originals) };
}

/** Where a device's requests go, and who looks over its shoulder. */
export interface Surroundings {
  /** Answers as the line does; never, for a device that is gone by then. */
  send(device: Device, call: Call): Promise<unknown>;
  /** The engine's store, watched. */
  watch(device: Device, store: SyncStore): SyncStore;
  /** True time, in milliseconds. */
  now(): number;
}

/** How a device's session or save ended, where it ended at all. */
export interface Mishap {
  device: string;
  doing: string;
  error: unknown;
}

const never = new Promise<never>(() => undefined);

/** One tablet: the shipped engine, store and saving over a disk in memory that can lose its power at any write. */
export class Device {
  readonly name: string;
  readonly signKey: Uint8Array;
  disk: Disk;
  /** Server minus device, in milliseconds: nobody on the device knows. */
  clockError = 0;
  /** Writes that still succeed before the power fails; undefined: it does not. */
  fuse: number | undefined;
  diskFull = false;
  short = false;
  syncing = false;
  up = false;
  life = 0;
  /** Every line that a person was told is saved, in order. */
  readonly saved: Mutation[] = [];
  readonly mishaps: Mishap[] = [];
  readonly #around: Surroundings;
  readonly #chance: Chance;
  #desk: MemoryDesk | undefined;
  #host: Host | undefined;
  #session: SyncSession | undefined;
  #stop = createStop();
  #store: SyncStore | undefined;
  #boot = '';
  /** Written, and not yet synced: a power cut decides. */
  #unsynced: Mutation[] | undefined;

  constructor(name: string, signKey: Uint8Array, disk: Disk, parts: { around: Surroundings; chance: Chance }) {
    this.name = name;
    this.signKey = signKey;
    this.disk = disk;
    this.#around = parts.around;
    this.#chance = parts.chance;
  }

  static newDisk(membership: Membership): Disk {
    return { files: new Map([[firstFile, []]]), membership, desk: emptyDesk(), originals: new Set() };
  }

  get dev(): DeviceId {
    return this.disk.membership.enrollment.dev;
  }

  get lines(): Mutation[] {
    return this.disk.files.get(this.disk.membership.journal ?? firstFile) ?? [];
  }

  get users(): User[] {
    return this.disk.membership.grants.map(({ id, name, roles }) => ({ id, name, roles }));
  }

  get tables() {
    if (this.#desk === undefined) throw new Error(`${this.name} has never run`);
    return this.#desk.tables;
  }

  /** Opens the desk as a start does: the journal first, then what the store lacks. */
  start(): void {
    this.life += 1;
    this.up = true;
    this.syncing = false;
    this.#boot = this.#chance.newId();
    this.#desk = new MemoryDesk(this.disk.desk, {
      request: () => this.#alive(this.life),
      commit: () => this.#write(this.life, true),
      committed: () => this.#write(this.life, false),
    });
    const { db } = this.#desk;
    const host = this.#createHost();
    const store = this.#around.watch(this, createDexieSyncStore(db));
    this.#host = host;
    this.#store = store;
    this.#session = createSyncSession({
      store,
      wire: createHostWire(host),
      journal: createHostJournal(db, host),
      clock: { now: () => this.#now() },
      newId: () => this.#chance.newId(),
    });
    this.#guard('start', reconcileJournal(db, host));
  }

  /** Ends it without a word. `power`: what was not synced may be gone; a killed process leaves it to the system. */
  die(power: boolean): void {
    this.#desk?.rollBack();
    const lines = this.#unsynced;
    // A call counts whole or not at all: its lines say that more follow.
    if (lines !== undefined && (!power || this.#chance.happens(0.5))) this.lines.push(...lines);
    this.#unsynced = undefined;
    this.up = false;
    this.syncing = false;
    this.life += 1;
    this.fuse = undefined;
  }

  /** The browser's storage is wiped, as a full disk does: host's folder stays. */
  wipe(): void {
    this.disk.desk = emptyDesk();
  }

  sync(): void {
    if (!this.up || this.syncing || this.#session === undefined) return;
    this.syncing = true;
    this.#stop = createStop();
    const { life } = this;
    const run = this.#session
      .run(this.#stop, () => undefined)
      .finally(() => {
        if (life === this.life) this.syncing = false;
      });
    this.#guard('sync', run);
  }

  /** Somebody presses stop: the session ends where it next looks. */
  stop(): void {
    this.#stop.stop();
  }

  /** What a stick brings to the server: lines that nobody has acknowledged, signed. `early`: not the first of them. */
  async carry(limit: number, early: boolean): Promise<PushRequest | undefined> {
    const unsent = (await this.#store?.unsent(limits.batchMutations)) ?? [];
    const rest = early ? unsent.slice(groupEnd(unsent, 0)) : unsent;
    const muts = wholeGroups(rest, limit);
    return muts.length === 0 ? undefined : this.signed(muts, this.disk.membership.enrollment.epoch);
  }

  /** An answer that a stick brings back, whenever it does. One of another epoch is not listened to. */
  async hear({ epoch, results }: PushReply, batch: string): Promise<void> {
    const position = await this.#store?.position();
    if (position?.epoch === epoch) await this.#store?.noteResults(results, batch);
  }

  signed(muts: Mutation[], epoch: number): PushRequest {
    const [first, last] = [muts[0], muts.at(-1)];
    if (first === undefined || last === undefined) throw new Error('nothing to sign');
    const sig = signAs(this.signKey, signedText.push(last.h));
    return { p: 1, batch: this.#chance.newId(), dev: this.dev, epoch, from: first.n, to: last.n, muts, sig };
  }

  /** Saves as a form does. What comes back was shown as 已保存. */
  async save(user: User, changes: readonly Change[]): Promise<void> {
    const desk = await this.#deskOf(user);
    await this.#noting(() => saveChanges(desk, changes));
  }

  /** Saves drafts that no form makes yet: a delete, a restore, a merge. Nothing is tried first. */
  async saveDrafts(drafts: MutationDraft[]): Promise<void> {
    const { db, host } = await this.#parts();
    await this.#noting(() =>
      inTurn(db, async () => {
        const { muts } = await host.call('journal.append', { drafts });
        await keepJournaled({ db }, muts);
      }),
    );
  }

  /** What every mutation says of when it was made. */
  async at(): Promise<MutationDraft['at']> {
    const { db } = await this.#parts();
    const clock = await db.meta.get('clock');
    const offMs = clock?.key === 'clock' ? clock.offsetMs : 0;
    return { wall: new Date(this.#now()).toISOString(), monoMs: 1, boot: this.#boot, offMs };
  }

  async #noting(save: () => Promise<void>): Promise<void> {
    const { life } = this;
    const before = this.#appended.length;
    try {
      await save();
    } catch (error) {
      if (!(error instanceof Refusal || error instanceof Failure)) this.mishaps.push({ device: this.name, doing: 'save', error });
      return;
    }
    if (life === this.life) this.saved.push(...this.#appended.slice(before));
  }

  #appended: Mutation[] = [];

  async #parts() {
    if (this.#desk === undefined || this.#host === undefined) throw new Error(`${this.name} is down`);
    return { db: this.#desk.db, host: this.#host };
  }

  async #deskOf(user: User): Promise<Desk> {
    const { db, host } = await this.#parts();
    const { offMs } = await this.at();
    const device = await host.call('device.status', {});
    const enrollment: Enrollment = { ...this.disk.membership.enrollment, users: this.users };
    const source = { now: () => new Date(this.#now()), monoMs: () => 1, newId: () => this.#chance.newId() };
    return { db, host, device, enrollment, user, clockOffsetMs: offMs, source };
  }

  #guard(doing: string, work: Promise<unknown>): void {
    const { life } = this;
    work.catch((error: unknown) => {
      if (life === this.life) this.mishaps.push({ device: this.name, doing, error });
    });
  }

  #now(): number {
    return this.#around.now() - this.clockError;
  }

  /** Nothing of a life that has ended goes on. */
  #alive(life: number): Promise<void> {
    return life === this.life && this.up ? Promise.resolve() : never;
  }

  /** A moment at which the power may fail. `grows`: it needs room. */
  async #write(life: number, grows: boolean): Promise<void> {
    await this.#alive(life);
    if (this.fuse !== undefined && this.fuse-- <= 0) {
      this.die(true);
      return never;
    }
    if (grows && this.diskFull) throw Object.assign(new Error('QuotaExceededError'), { name: 'QuotaExceededError' });
  }

  #createHost(): Host {
    const { life } = this;
    const settings: Settings = {
      membership: () => this.disk.membership,
      changeMembership: async (change) => {
        await this.#write(life, false);
        const next = change(this.disk.membership);
        this.disk.membership = next;
        await this.#write(life, false);
      },
    };
    const journal = this.#createJournal(life);
    const keys = { signKey: '', boxKey: '', sign: (text: string) => signAs(this.signKey, text) };
    const send = (call: Call) => this.#around.send(this, call);
    const wire = { call: async <T>(call: Call) => ({ value: (await send(call)) as T, raw: undefined }), download: () => never };
    const session = createSession(wire, keys, settings);
    const remote = createRemote({ wire, session, keys, settings, journal });
    const asking = <T>(call: Call) => session.withToken(async (token) => (await send({ ...call, token })) as T);
    const calls: Record<string, (input: never) => Promise<unknown>> = {
      'device.status': async () => this.#status(),
      'journal.append': async ({ drafts }: { drafts: MutationDraft[] }) => ({ muts: await journal.append(drafts) }),
      'journal.read': ({ from, limit }: { from: number; limit: number }) => journal.read(from, limit),
      'remote.hello': () => remote.hello(),
      'remote.push': ({ batch, epoch, muts }: { batch: string; epoch: number; muts: Mutation[] }) => remote.push(batch, epoch, muts),
      'remote.pull': (input: { epoch: number; cursor: number; limit: number }) => remote.pull(input),
      'remote.receipt': ({ batch }: { batch: string }) => asking({ method: 'GET', path: `/sync/v1/receipts/${batch}` }),
      'remote.held': async ({ uids }: { uids: string[] }) => ({ held: await remote.held(uids) }),
      'remote.renew': async ({ kept }: { kept: Mutation[] }) => {
        await remote.renew(kept);
        return this.#status();
      },
      'remote.stop': async () => ({}),
      'remote.checkPhotos': ({ photos }: { photos: unknown[] }) => asking({ method: 'POST', path: '/sync/v1/blobs/check', json: photos }),
      'remote.sendPhoto': ({ sha256 }: { sha256: Sha256 }) => this.#sendPhoto(sha256, asking),
      'remote.releasePhotos': ({ photos }: { photos: { sha256: Sha256 }[] }) => this.#release(photos, asking),
      'remote.fetchPhoto': ({ sha256 }: { sha256: Sha256 }) => asking({ method: 'GET', path: `/sync/v1/blobs/${sha256}` }),
    };
    const call = async (method: string, input: unknown) => {
      await this.#alive(life);
      const answer = await calls[method]?.(input as never);
      await this.#alive(life);
      return answer;
    };
    return { call } as unknown as Host;
  }

  #status() {
    const state = { last: this.lines.length, tornBytes: 0, damaged: [] };
    return { version: '0.1.0', boot: this.#boot, freeBytes: this.short ? 1 : 1e12, journal: state };
  }

  async #sendPhoto(sha256: Sha256, asking: (call: Call) => Promise<unknown>) {
    if (!this.disk.originals.has(sha256)) throw new Failure('photo-missing');
    await asking({ method: 'PUT', path: `/sync/v1/blobs/${sha256}`, photo: { sha256, whole: true } });
    return { sha256, verified: true, sentBytes: 10 };
  }

  /** As host does: only what the server, asked at that moment, has in a backup. */
  async #release(photos: { sha256: Sha256 }[], asking: (call: Call) => Promise<unknown>) {
    const answer = (await asking({ method: 'POST', path: '/sync/v1/blobs/check', json: photos })) as { backed: Sha256[] };
    for (const sha256 of answer.backed) this.disk.originals.delete(sha256);
    return { released: answer.backed };
  }

  /** Host's journal with the shipped numbering: a call is written, then synced, then answered. */
  #createJournal(life: number): Generations {
    const append = async (drafts: MutationDraft[]) => {
      const answers: Mutation[] = [];
      const fresh: Mutation[] = [];
      for (const draft of drafts) {
        const known = this.lines.find((line) => line.uid === draft.uid);
        const before = fresh.at(-1) ?? this.lines.at(-1);
        const line = known ?? numberDraft(draft, this.dev, (before?.n ?? 0) + 1, before?.h ?? genesisHash);
        if (known === undefined) fresh.push(line);
        answers.push(line);
      }
      if (this.diskFull) throw new Failure('disk-full');
      await this.#write(life, false);
      this.#unsynced = fresh;
      await this.#write(life, false);
      this.lines.push(...fresh);
      this.#unsynced = undefined;
      this.#appended.push(...fresh);
      await this.#write(life, false);
      return answers;
    };
    return {
      append,
      read: async (from, limit) => {
        await this.#alive(life);
        return { muts: this.lines.slice(from - 1, from - 1 + limit), last: this.lines.length };
      },
      state: () => ({ last: this.lines.length, tornBytes: 0, damaged: [] }),
      renumber: async (dev, kept, commit) => {
        const there = new Set(this.lines.map(({ uid }) => uid));
        const lines = [...this.lines, ...kept.filter(({ uid }) => !there.has(uid))];
        const name = `outbox.${dev}.ndjson`;
        await this.#write(life, false);
        this.disk.files.set(name, chained(lines, dev));
        await this.#write(life, false);
        await commit(name);
      },
      close: async () => undefined,
    };
  }
}

/** The same contents under another id's numbers. */
function chained(lines: readonly Mutation[], dev: DeviceId): Mutation[] {
  let prev = genesisHash;
  return lines.map(({ dev: _dev, n: _n, prev: _prev, c: _c, h: _h, ...content }, index) => {
    const line = numberDraft(content, dev, index + 1, prev);
    prev = line.h;
    return line;
  });
}
