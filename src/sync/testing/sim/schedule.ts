import { limits, type PushReply, type PushRequest } from '#contract/district-api.ts';
import { Failure, type FailureCode } from '#contract/failure.ts';
import type { DeviceId } from '#domain/identity.ts';
import { people } from '#domain/testing/samples.ts';
import type { Membership } from '#host/settings/settings.ts';
import { wholeGroups } from '../../batches.ts';
import { Chance } from './chance.ts';
import { checkCommit } from './commit-laws.ts';
import { Console } from './console.ts';
import { copyDisk, Device, type Disk } from './device.ts';
import { checkHeldKnown, checkSeen, watchStore } from './device-laws.ts';
import { District, subdistrict } from './district.ts';
import { checkGroupsAtEnd, checkPhotos, checkReplay, checkSame, checkSaved } from './final-laws.ts';
import { Network } from './network.ts';
import { firstRecords, work } from './people-at-work.ts';
import { Violation } from './violation.ts';

export interface ScheduleOptions {
  steps?: number;
  trace?: (line: string) => void;
}

/** What a schedule came to. */
export interface ScheduleResult {
  seed: number;
  violation: Violation | undefined;
  steps: number;
  saved: number;
  commits: number;
  /** How often what was told, and what befell it: a schedule that meets nothing proves nothing. */
  met: Record<string, number>;
}

const beginning = firstRecords();
const dayMs = 86_400_000;

/** How often each thing is done, against each other. */
const doings = {
  work: 26,
  sync: 14,
  deliver: 44,
  stop: 1,
  lose: 0.8,
  cut: 1,
  crash: 1.2,
  fuse: 1.5,
  image: 1.2,
  rollBack: 0.7,
  clone: 0.35,
  wipe: 0.4,
  clock: 0.5,
  deviceFull: 0.5,
  short: 0.4,
  serverFull: 0.4,
  serverRestart: 0.6,
  backUp: 1.2,
  restore: 0.8,
  carry: 1.5,
  deliverStick: 1.5,
  hear: 1,
  look: 3,
  decide: 2.5,
  revoke: 0.08,
  grants: 0.2,
} as const;

/** Codes that a session may end with: everything of the protocol, and what a device's own disk says. */
const expected: ReadonlySet<FailureCode> = new Set([
  'server-unreachable',
  'server-broken',
  'AUTH',
  'REVOKED',
  'FORK',
  'EPOCH',
  'DISK',
  'BLOB_HASH',
  'NOT_FOUND',
  'cancelled',
]);

/** One district and its devices through one seeded history, then healed, until nothing moves: all laws are asked on the way and at the end. */
export class Schedule {
  readonly #seed: number;
  readonly #chance: Chance;
  readonly #district: District;
  readonly #network: Network;
  readonly #console: Console;
  readonly #devices: Device[] = [];
  readonly #images: { of: Device; disk: Disk }[] = [];
  readonly #sticks: { from: Device; push: PushRequest }[] = [];
  readonly #answers: { to: Device; reply: PushReply; batch: string }[] = [];
  /** Saved changes, and photos, that only a disk held which was rolled back. */
  readonly #gone = new Set<string>();
  readonly #lostPhotos = new Set<string>();
  #violation: Violation | undefined;
  #commits = 0;
  readonly #met: Record<string, number> = {};
  readonly #trace: (line: string) => void;

  constructor(seed: number, { trace = () => undefined }: ScheduleOptions = {}) {
    this.#seed = seed;
    this.#trace = trace;
    this.#chance = new Chance(seed);
    const report = (violation: Violation) => {
      this.#violation ??= violation;
    };
    const committing: typeof checkCommit = (store, commit) => {
      this.#commits += 1;
      for (const { told, alias } of commit.mutations) this.#meet(alias === undefined ? told.outcome : 'alias');
      checkCommit(store, commit);
      // A process that ends within its transaction: nothing of it stays.
      if (!this.#network.calm && this.#chance.happens(0.02)) throw new Failure('server-broken');
    };
    this.#district = new District(this.#chance, { committing }, beginning);
    this.#network = new Network(this.#chance, this.#district, report);
    this.#network.trace = trace;
    this.#console = new Console(this.#district, this.#chance);
    const count = 2 + this.#chance.below(3);
    for (let n = 0; n < count; n += 1) this.#enroll(n + 1);
  }

  async run(steps = 60 + this.#chance.below(80)): Promise<ScheduleResult> {
    let done = 0;
    try {
      for (; done < steps && this.#violation === undefined; done += 1) await this.#step();
      if (this.#violation === undefined) await this.#heal();
      if (this.#violation === undefined) await this.#checkEnd();
    } catch (error) {
      this.#violation ??= error instanceof Violation ? error : new Violation('F1', { stack: (error as Error).stack });
    }
    const saved = this.#devices.reduce((sum, device) => sum + device.saved.length, 0);
    return { seed: this.#seed, violation: this.#violation, steps: done, saved, commits: this.#commits, met: this.#met };
  }

  #meet(what: string): void {
    this.#met[what] = (this.#met[what] ?? 0) + 1;
  }

  #enroll(n: number): void {
    const dev = this.#chance.newId() as DeviceId;
    const signKey = new Uint8Array([n]);
    this.#district.admit(dev, signKey, Object.values(people));
    const { serverId, epoch } = this.#district;
    const scope = { subdistrict, subdistrictName: subdistrict };
    const enrollment = { dev, deviceName: `d${n}`, serial: `A${n}`, serverUrl: 'http://district', serverId, epoch, scope };
    const serverKeys = { signKey: '', boxKey: '', recoveryKey: '' };
    const membership: Membership = { enrollment, grants: this.#district.grantsOf(dev), serverKeys, trial: false };
    this.#add(`d${n}`, signKey, Device.newDisk(membership));
  }

  #add(name: string, signKey: Uint8Array, disk: Disk): Device {
    const around = {
      send: (device: Device, call: Parameters<Network['send']>[1]) => this.#network.send(device, call),
      watch: (device: Device, store: Parameters<typeof watchStore>[0]) =>
        watchStore(store, device, this.#district, (violation) => {
          this.#violation ??= violation;
        }),
      now: () => this.#district.now,
    };
    const device = new Device(name, signKey, disk, { around, chance: this.#chance });
    this.#devices.push(device);
    device.start();
    return device;
  }

  async #step(): Promise<void> {
    this.#district.now += 60_000 * this.#chance.below(30);
    const device = this.#chance.pick(this.#devices);
    if (device === undefined) return;
    const doing = this.#chance.weighed(doings);
    this.#meet(doing);
    if (doing !== 'deliver') this.#trace(`${device.name} ${doing}`);
    await this.#act(doing, device);
    await settled();
    this.#collectMishaps();
    this.#ease();
    await settled();
  }

  /** No trouble lasts: people go out to where there is a line, empty a disk, start what has stopped. */
  #ease(): void {
    const soon = () => this.#chance.happens(0.12);
    if (soon()) this.#district.full = false;
    for (const device of this.#devices) {
      if (soon()) this.#network.cut.delete(device);
      if (soon()) device.diskFull = false;
      if (soon()) device.short = false;
      if (!device.up && this.#chance.happens(0.5)) device.start();
    }
  }

  async #act(doing: keyof typeof doings, device: Device): Promise<void> {
    switch (doing) {
      case 'work':
        return this.#work(device);
      case 'sync':
        return device.sync();
      case 'deliver':
        for (let some = 1 + this.#chance.below(4); some > 0 && this.#network.waiting > 0; some -= 1) await this.#deliverOne();
        return;
      case 'stop':
        return device.stop();
      case 'lose':
        return this.#network.lose(0.5);
      case 'cut':
        return void this.#network.cut.add(device);
      case 'crash':
        return device.die(this.#chance.happens(0.5));
      case 'fuse':
        device.fuse = this.#chance.below(12);
        return;
      case 'image':
        return void (device.up && this.#images.push({ of: device, disk: copyDisk(device.disk) }));
      case 'rollBack':
        return this.#rollBack();
      case 'clone':
        return this.#clone();
      case 'wipe':
        device.die(true);
        return device.wipe();
      case 'clock':
        device.clockError = (this.#chance.below(1460) - 730) * dayMs;
        return;
      case 'deviceFull':
        device.diskFull = true;
        return;
      case 'short':
        device.short = true;
        return;
      case 'serverFull':
        this.#district.full = true;
        return;
      case 'serverRestart':
        this.#network.lose(1);
        return this.#district.restart();
      case 'backUp':
        return this.#district.backUp();
      case 'restore':
        return this.#restore();
      case 'carry':
        return this.#carry(device);
      case 'deliverStick':
        return this.#deliverStick();
      case 'hear':
        return this.#hear();
      case 'look':
        return this.#console.look();
      case 'decide':
        return void this.#hold(this.#console.decide());
      case 'revoke':
        return void (this.#devices.length > 2 && this.#district.revoke(device.dev));
      case 'grants':
        return this.#endGrant(device);
      default:
        return doing satisfies never;
    }
  }

  /** Work that may never answer (a device dies under it) and whose failure is the server's own business. */
  #hold(running: Promise<unknown>): void {
    running.catch((error: unknown) => {
      if (error instanceof Failure) return;
      this.#violation ??= error instanceof Violation ? error : new Violation('F1', { stack: (error as Error).stack });
    });
  }

  #work(device: Device): void {
    if (!device.up) return;
    const { life } = device;
    const before = device.saved.length;
    const seen = async () => {
      await work(device, this.#chance);
      if (device.life === life) checkSeen(device, device.saved.slice(before));
    };
    this.#hold(seen());
  }

  /** An older image of a disk is put back: what only the newer one held is gone, by nobody's fault. What is written from now on is not. */
  #rollBack(): void {
    const image = this.#chance.pick(this.#images);
    if (image === undefined) return;
    const { of: device, disk } = image;
    device.die(true);
    this.#forget(device, disk);
    device.disk = copyDisk(disk);
  }

  #forget(device: Device, disk: Disk): void {
    const left = new Set([...disk.files.values()].flat().map(({ uid }) => uid));
    for (const { uid } of device.saved) if (!left.has(uid)) this.#gone.add(uid);
    for (const sha256 of device.disk.originals) if (!disk.originals.has(sha256)) this.#lostPhotos.add(sha256);
  }

  /** A disk image is put into a second tablet: both say they are the same device. */
  #clone(): void {
    const image = this.#chance.pick(this.#images);
    if (image === undefined || this.#devices.length >= 5) return;
    this.#add(`${image.of.name}'`, image.of.signKey, copyDisk(image.disk));
  }

  #restore(): void {
    const { backups } = this.#district;
    const backup = this.#chance.happens(0.8) ? backups.at(-1) : this.#chance.pick(backups);
    if (backup === undefined) return;
    this.#network.lose(0.7);
    // Released originals lie in a newer backup than this one: a person has to bring it.
    for (const sha256 of this.#district.backedPhotos) if (!backup.photos.has(sha256)) this.#lostPhotos.add(sha256);
    this.#district.restore(backup);
    this.#console.restored();
  }

  async #carry(device: Device): Promise<void> {
    if (!device.up) return;
    const push = await device.carry(1 + this.#chance.below(8), this.#chance.happens(0.3));
    if (push !== undefined) this.#sticks.push({ from: device, push });
  }

  /** A stick arrives: lost, twice, early or late. Its answer goes back the same way. */
  #deliverStick(): void {
    const stick = this.#chance.pick(this.#sticks);
    if (stick === undefined) return;
    if (this.#chance.happens(0.4)) this.#sticks.splice(this.#sticks.indexOf(stick), 1);
    if (this.#chance.happens(0.15)) return;
    this.#hold(
      this.#district.push(stick.push).then((reply) => {
        this.#answers.push({ to: stick.from, reply, batch: stick.push.batch });
      }),
    );
  }

  async #hear(): Promise<void> {
    const answer = this.#chance.pick(this.#answers);
    if (answer?.to.up) this.#hold(answer.to.hear(answer.reply, answer.batch));
  }

  #endGrant(device: Device): void {
    const one = this.#chance.below(6);
    const to = new Date(this.#district.now);
    this.#district.changeGrants(device.dev, (grants) => grants.map((grant, index) => (index === one ? { ...grant, to } : grant)));
  }

  #collectMishaps(): void {
    for (const device of this.#devices) {
      for (const { doing, error } of device.mishaps.splice(0)) {
        const known = error instanceof Failure && expected.has(error.code);
        const full =
          device.diskFull || (error as Error).name === 'QuotaExceededError' || (error instanceof Failure && error.code === 'disk-full');
        if (doing === 'start' && full) device.die(false);
        this.#meet(`${doing} ${error instanceof Failure ? error.code : (error as Error).name}`);
        this.#trace(`${device.name} ${doing} ended: ${error instanceof Failure ? error.code : String(error)}`);
        if (!known && !full)
          this.#violation ??= new Violation('F1', { device: device.name, doing, error: String(error), stack: (error as Error).stack });
      }
    }
  }

  /** Everything works again; sessions run until one round changes nothing [P9]. */
  async #heal(): Promise<void> {
    this.#trace('— healed');
    this.#network.calm = true;
    this.#network.cut.clear();
    this.#district.full = false;
    this.#network.clear();
    for (const device of this.#devices) Object.assign(device, { diskFull: false, short: false, fuse: undefined });
    await settled();
    this.#collectMishaps();
    for (const device of this.#devices) if (!device.up) device.start();
    await settled();
    for (let round = 0; round < 12; round += 1) {
      const before = this.#position();
      for (const device of this.#devices) await this.#syncFully(device);
      if (this.#violation !== undefined || (round > 0 && this.#position() === before)) return;
    }
    throw new Violation(
      'P9',
      this.#devices.map((device) => ({ name: device.name, unsent: unsentOf(device) })),
    );
  }

  #position(): string {
    return JSON.stringify([
      this.#district.store.head,
      this.#district.store.mutations.length,
      this.#devices.map((device) => [device.dev, unsentOf(device)]),
    ]);
  }

  async #syncFully(device: Device): Promise<void> {
    if (this.#isRevoked(device)) return this.#bringIn(device);
    for (let turn = 0; device.syncing && turn < 400; turn += 1) await this.#deliverOne();
    device.sync();
    for (let turn = 0; turn < 1000; turn += 1) {
      await settled();
      this.#collectMishaps();
      if (!device.syncing || this.#violation !== undefined) return;
      await this.#deliverOne();
    }
    throw new Violation('P9', { device: device.name, never: 'ends' });
  }

  async #deliverOne(): Promise<void> {
    this.#hold(this.#network.deliver());
    await settled();
  }

  #isRevoked(device: Device): boolean {
    return this.#district.store.devices.get(device.dev)?.revoked === true;
  }

  /** What a revoked tablet holds comes on a stick, all of it, and waits for a person. */
  async #bringIn(device: Device): Promise<void> {
    const { lines } = device;
    for (let rest = lines; rest.length > 0; ) {
      const muts = wholeGroups(rest.slice(0, limits.batchMutations), limits.batchMutations);
      rest = rest.slice(muts.length);
      try {
        await this.#district.push(device.signed(muts, this.#district.epoch));
      } catch (error) {
        if (!(error instanceof Failure && error.code === 'FORK')) throw error;
        // A copied or rolled back tablet gets no id of its own once it is revoked: an administrator's case, and nothing of it is lost there.
        for (const { uid } of device.saved) this.#gone.add(uid);
        return;
      }
    }
  }

  async #checkEnd(): Promise<void> {
    const inService = this.#devices.filter((device) => !this.#isRevoked(device));
    checkSaved(this.#district, this.#devices, this.#gone);
    for (const device of inService) {
      checkSame(this.#district, device);
      checkPhotos(this.#district, device, this.#lostPhotos);
      checkHeldKnown(device);
    }
    checkGroupsAtEnd(
      this.#district,
      this.#devices.flatMap((device) => device.saved),
    );
    if (this.#seed % 4 === 0) await checkReplay(this.#district);
  }
}

const unsentOf = (device: Device) => [...device.tables.outbox.all.values()].filter(({ state }) => state === 0 || state === 3).length;

/** Every promise that can go on has gone on: nothing here waits for a clock or a file. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

export function runSchedule(seed: number, options: ScheduleOptions = {}): Promise<ScheduleResult> {
  return new Schedule(seed, options).run(options.steps);
}
