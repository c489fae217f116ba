import type { PushRequest } from '#contract/district-api.ts';
import { Failure } from '#contract/failure.ts';
import type { Enrollment } from '#contract/host-api.ts';
import type { DeviceId, User } from '#domain/identity.ts';
import type { Mutation, MutationDraft } from '#domain/mutation.ts';
import { createHandoverLine, createHostWire } from '../../../renderer/features/sync/host-wire.ts';
import type { Desk } from '../../../renderer/store/desk.ts';
import { createDexieSyncStore } from '../../../renderer/store/dexie-sync-store.ts';
import { createHandedStore, reconcileHandovers } from '../../../renderer/store/handed.ts';
import { createHostJournal } from '../../../renderer/store/host-journal.ts';
import { reconcileJournal } from '../../../renderer/store/reconcile.ts';
import { Refusal } from '../../../renderer/store/refusal.ts';
import { type Change, inTurn, keepJournaled, saveChanges } from '../../../renderer/store/save.ts';
import { handOver, readFromStick, saveToStick } from '../../courier.ts';
import type { Journal, SyncStore } from '../../ports.ts';
import { createSyncSession, type SyncSession } from '../../session.ts';
import { createStop } from '../../stop.ts';
import type { Chance } from './chance.ts';
import { signedPush } from './courier.ts';
import { type Disk, linesOn } from './disk.ts';
import type { Call } from './district.ts';
import { emptyDesk, MemoryDesk } from './memory-desk.ts';
import { type HandedOver, toRelay } from './memory-handovers.ts';
import { createMemoryHost } from './memory-host.ts';
import { MemoryJournal, type Power } from './memory-journal.ts';
import type { StickAnswer, StickPart } from './stick.ts';

/** Where a device's requests go, and who looks over its shoulder. */
export interface Surroundings {
  /** Answers as the line does; never, for a device that is gone by then. */
  send(device: Device, call: Call): Promise<unknown>;
  /** The engine's store, watched. */
  watch(device: Device, store: SyncStore): SyncStore;
  /** The engine's journal, watched. */
  watchJournal(device: Device, journal: Journal): Journal;
  /** True time, in milliseconds. */
  now(): number;
}

/** How a device's session or save ended, where it ended badly. */
export interface Mishap {
  doing: string;
  error: unknown;
}

/** Everything that a device has in memory between its start and its end. */
interface Life {
  desk: MemoryDesk;
  journal: MemoryJournal;
  host: ReturnType<typeof createMemoryHost>;
  store: SyncStore;
  session: SyncSession;
  boot: string;
}

/** One for each that waits: a promise holds all that ever waited for it, and a shared one would hold every life that ended. */
const never = () => new Promise<never>(() => undefined);

/** One tablet: the shipped engine, store and saving over a disk in memory that can lose its power at any write. */
export class Device {
  readonly name: string;
  readonly signKey: Uint8Array;
  disk: Disk;
  /** Its disk was copied, is a copy or was put back: only then may the server know other content under its numbers. */
  copied = false;
  /** Server minus device, in milliseconds: nobody on the device knows. */
  clockError = 0;
  /** Writes that still succeed before the power fails; undefined: it does not. */
  fuse: number | undefined;
  diskFull = false;
  short = false;
  syncing = false;
  up = false;
  /** Counts lives: what an earlier one began never goes on. */
  life = 0;
  /** Every line that a person was told is saved, in order. */
  readonly saved: Mutation[] = [];
  /** Changes that answers have told of since it last began to take a new id. */
  readonly told = new Set<string>();
  readonly mishaps: Mishap[] = [];
  readonly #around: Surroundings;
  readonly #chance: Chance;
  #alive: Life | undefined;
  #stop = createStop();

  constructor(name: string, signKey: Uint8Array, disk: Disk, parts: { around: Surroundings; chance: Chance }) {
    this.name = name;
    this.signKey = signKey;
    this.disk = disk;
    this.#around = parts.around;
    this.#chance = parts.chance;
  }

  get dev(): DeviceId {
    return this.disk.membership.enrollment.dev;
  }

  get lines(): Mutation[] {
    return linesOn(this.disk);
  }

  get users(): User[] {
    return this.disk.membership.grants.map(({ id, name, roles }) => ({ id, name, roles }));
  }

  get tables() {
    return this.#running.desk.tables;
  }

  get #running(): Life {
    if (this.#alive === undefined) throw new Error(`${this.name} has never run`);
    return this.#alive;
  }

  /** Opens the desk as a start does: the journal first, then what the store lacks. */
  start(): void {
    this.life += 1;
    this.up = true;
    this.syncing = false;
    const { desk, host } = this.#begin();
    this.#guard(
      'start',
      reconcileJournal(desk.db, host).then(() => reconcileHandovers(desk.db, host)),
    );
  }

  #begin(): Life {
    const power = this.#powerOf(this.life);
    const boot = this.#chance.newId();
    const { disk, signKey } = this;
    const newId = () => this.#chance.newId();
    const desk = new MemoryDesk(disk.desk, { request: power.alive, commit: power.grow, committed: power.write });
    const journal = new MemoryJournal(disk, power);
    const send = (call: Call) => this.#around.send(this, call);
    const host = createMemoryHost({ disk, journal, power, signKey, boot, send, newId, isShort: () => this.short });
    const store = this.#around.watch(this, createDexieSyncStore(desk.db));
    const clock = { now: () => this.#now() };
    const renewing = this.#around.watchJournal(this, createHostJournal(desk.db, host));
    const handovers = { store: createHandedStore(desk.db), line: createHandoverLine(host) };
    const session = createSyncSession({ handovers, store, wire: createHostWire(host), journal: renewing, clock, newId });
    this.#alive = { desk, journal, host, store, session, boot };
    return this.#alive;
  }

  #powerOf(life: number): Power & { grow(): Promise<void> } {
    const alive = () => (life === this.life && this.up ? Promise.resolve() : never());
    const write = async () => {
      await alive();
      if (this.fuse === undefined || this.fuse-- > 0) return;
      this.die(true);
      return never();
    };
    const grow = async () => {
      await write();
      if (this.diskFull) throw Object.assign(new Error('QuotaExceededError'), { name: 'QuotaExceededError' });
    };
    return { alive, write, grow, isFull: () => this.diskFull };
  }

  /** Ends it without a word. `power`: what was not synced may be gone; a killed process leaves it to the system. */
  die(power: boolean): void {
    this.#alive?.desk.rollBack();
    this.#alive?.journal.cut(() => !power || this.#chance.happens(0.5));
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
    if (!this.up || this.syncing) return;
    this.syncing = true;
    this.#stop = createStop();
    const { life } = this;
    const run = this.#running.session
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

  /** Everything unsent is written for another desk; `written` hears its files. */
  handOver(written: (handover: HandedOver) => void): void {
    const { store, host } = this.#running;
    const { courier } = host;
    const done = handOver({ store, courier }, { since: null, photos: true });
    this.#guard(
      'handOver',
      done.then(() => written({ device: this.name, parts: courier.written.desks.splice(0) })),
    );
  }

  /** What another desk wrote is kept here, and shown. */
  takeIn(handover: HandedOver): void {
    const { desk, host } = this.#running;
    this.#guard(
      'takeIn',
      host.takeIn(handover).then(() => reconcileHandovers(desk.db, host)),
    );
  }

  /** Everything that nobody has acknowledged goes onto a stick, and beside it what other desks handed over; `taken` hears the files. */
  carry(taken: (parts: StickPart[], handed: StickPart[]) => void): void {
    const { desk, store, host } = this.#running;
    const { courier } = host;
    const saved = saveToStick({ store, courier, handed: createHandedStore(desk.db) });
    this.#guard(
      'carry',
      saved.then(() => taken(courier.written.office.splice(0), toRelay(this.disk))),
    );
  }

  /** An answer that a stick brings back, whenever it does. */
  hear(answer: StickAnswer): void {
    const { desk, store, host } = this.#running;
    host.courier.inserted = answer;
    this.#guard('hear', readFromStick({ store, courier: host.courier, handed: createHandedStore(desk.db) }));
  }

  signed(muts: Mutation[], epoch: number): PushRequest {
    return signedPush(muts, { dev: this.dev, epoch, batch: this.#chance.newId(), signKey: this.signKey });
  }

  /** Saves as a form does. What comes back was shown as 已保存. */
  async save(user: User, changes: readonly Change[]): Promise<void> {
    const desk = await this.#deskOf(user);
    await this.#noting(() => saveChanges(desk, changes));
  }

  /** Saves drafts that no form makes yet: a delete, a restore, a verdict. Nothing is tried first. */
  async saveDrafts(drafts: MutationDraft[]): Promise<void> {
    const { desk, host } = this.#running;
    await this.#noting(() =>
      inTurn(desk.db, async () => {
        const { muts } = await host.call('journal.append', { drafts });
        await keepJournaled({ db: desk.db }, muts);
      }),
    );
  }

  /** What every mutation says of when it was made. */
  async at(): Promise<MutationDraft['at']> {
    const { desk, boot } = this.#running;
    const clock = await desk.db.meta.get('clock');
    const offMs = clock?.key === 'clock' ? clock.offsetMs : 0;
    return { wall: new Date(this.#now()).toISOString(), monoMs: 1, boot, offMs };
  }

  async #noting(save: () => Promise<void>): Promise<void> {
    const { life } = this;
    const { appended } = this.#running.journal;
    const before = appended.length;
    try {
      await save();
    } catch (error) {
      if (!(error instanceof Refusal || error instanceof Failure)) this.mishaps.push({ doing: 'save', error });
      return;
    }
    if (life === this.life) this.saved.push(...appended.slice(before));
  }

  async #deskOf(user: User): Promise<Desk> {
    const { desk, host } = this.#running;
    const { offMs } = await this.at();
    const device = await host.call('device.status', {});
    const enrollment: Enrollment = { ...this.disk.membership.enrollment, users: this.users };
    const source = { now: () => new Date(this.#now()), monoMs: () => 1, newId: () => this.#chance.newId() };
    return { db: desk.db, host, device, enrollment, user, clockOffsetMs: offMs, source };
  }

  #guard(doing: string, work: Promise<unknown>): void {
    const { life } = this;
    work.catch((error: unknown) => {
      if (life === this.life) this.mishaps.push({ doing, error });
    });
  }

  #now(): number {
    return this.#around.now() - this.clockError;
  }
}
