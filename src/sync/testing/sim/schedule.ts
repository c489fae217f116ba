import { wholeGroups } from '#contract/batches.ts';
import { limits } from '#contract/district-api.ts';
import { Failure, type FailureCode } from '#contract/failure.ts';
import { Chance } from './chance.ts';
import type { Device } from './device.ts';
import { checkHeldKnown } from './device-laws.ts';
import { act, type Doing, deliverOne, doings } from './doings.ts';
import {
  checkDecided,
  checkGroupsAtEnd,
  checkHanded,
  checkPhotos,
  checkReplay,
  checkSame,
  checkSaved,
  checkWholeGroups,
} from './final-laws.ts';
import { settled, Town } from './town.ts';
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
  met: Record<string, number>;
}

/** Codes that a session or a stick may end with: everything of the protocol, and what a device's own disk says. */
const expected: ReadonlySet<FailureCode> = new Set([
  'server-unreachable',
  'server-broken',
  'AUTH',
  'REVOKED',
  'FORK',
  'EPOCH',
  'UPGRADE',
  'DISK',
  'BLOB_HASH',
  'NOT_FOUND',
  'cancelled',
  'answer-none',
  'answer-old',
]);

/** One town through one seeded history, then healed, until nothing moves: all laws are asked on the way and at the end. */
export class Schedule {
  readonly #seed: number;
  readonly #chance: Chance;
  readonly #town: Town;
  readonly #trace: (line: string) => void;

  constructor(seed: number, { trace = () => undefined }: ScheduleOptions = {}) {
    this.#seed = seed;
    this.#trace = trace;
    this.#chance = new Chance(seed);
    this.#town = new Town(this.#chance, trace);
  }

  async run(steps = 50 + this.#chance.below(60)): Promise<ScheduleResult> {
    const town = this.#town;
    let done = 0;
    try {
      if (this.#chance.happens(0.8)) await this.#begin();
      for (; done < steps && town.violation === undefined; done += 1) await this.#step();
      if (town.violation === undefined) await this.#heal();
      if (town.violation === undefined && this.#hasWaiting() && this.#chance.happens(0.6)) await this.#decideAll();
      if (town.violation === undefined) await this.#checkEnd();
    } catch (error) {
      town.report(error instanceof Violation ? error : new Violation('F1', { error: String(error), stack: (error as Error).stack }));
    }
    const saved = town.devices.reduce((sum, device) => sum + device.saved.length, 0);
    return { seed: this.#seed, violation: town.violation, steps: done, saved, commits: town.commits, met: town.met };
  }

  /** Most districts begin on a quiet morning: every device has what there is before anybody works. */
  async #begin(): Promise<void> {
    const { network, devices } = this.#town;
    network.calm = true;
    await settled();
    for (const device of devices) await this.#syncFully(device);
    network.calm = false;
  }

  async #step(): Promise<void> {
    const { district, devices } = this.#town;
    district.now += 60_000 * this.#chance.below(30);
    const device = this.#chance.pick(devices);
    if (device === undefined) return;
    const doing = this.#chance.weighed(doings);
    await this.#do(doing, device);
    this.#ease();
    await settled();
  }

  async #do(doing: Doing, device: Device): Promise<void> {
    this.#town.meet(doing);
    if (doing !== 'deliver') this.#trace(`${device.name} ${doing}`);
    await act(this.#town, doing, device);
    await settled();
    this.#collectMishaps();
  }

  /** No trouble lasts: people go out to where there is a line, empty a disk, bring a program up to date, start what has stopped. */
  #ease(): void {
    const { district, network, devices } = this.#town;
    const soon = () => this.#chance.happens(0.12);
    if (soon()) district.full = false;
    for (const device of devices) {
      if (soon()) network.cut.delete(device);
      if (soon()) district.outdated.delete(device.dev);
      if (soon()) device.diskFull = false;
      if (soon()) device.short = false;
      if (!device.up && this.#chance.happens(0.5)) device.start();
    }
  }

  #collectMishaps(): void {
    for (const device of this.#town.devices) {
      for (const { doing, error } of device.mishaps.splice(0)) {
        const code = error instanceof Failure ? error.code : undefined;
        const isFull = device.diskFull || (error as Error).name === 'QuotaExceededError' || code === 'disk-full';
        if (doing === 'start' && isFull) device.die(false);
        this.#town.meet(`${doing} ${code ?? (error as Error).name}`);
        this.#trace(`${device.name} ${doing} ended: ${code ?? String(error)}`);
        if (isFull || (code !== undefined && expected.has(code))) continue;
        this.#town.report(new Violation('F1', { device: device.name, doing, error: String(error), stack: (error as Error).stack }));
      }
    }
  }

  #hasWaiting(): boolean {
    return [...this.#town.district.store.waiting.holds.values()].some(({ state }) => state === 'held');
  }

  /** The clerks' evening: much of what waits is decided, at tablets and at the console, now and then in vain because a restore loses it. */
  async #decideAll(): Promise<void> {
    const { devices } = this.#town;
    for (let turns = 2 + this.#chance.below(6); turns > 0; turns -= 1) {
      const device = this.#chance.pick(devices);
      if (device !== undefined) await this.#do(this.#chance.weighed({ verdict: 2, look: 2, decide: 2, work: 1, grants: 0.5 }), device);
    }
    await this.#quiesce();
    if (!this.#chance.happens(0.2) || this.#town.district.backups.length === 0) return;
    await this.#do('restore', devices[0] as Device);
    await this.#quiesce();
  }

  /** Everything works again; sessions run until one round changes nothing [P9]. */
  async #heal(): Promise<void> {
    const { network, district, devices } = this.#town;
    this.#trace('— healed');
    network.calm = true;
    network.cut.clear();
    district.full = false;
    district.outdated.clear();
    network.clear();
    for (const device of devices) Object.assign(device, { diskFull: false, short: false, fuse: undefined });
    await settled();
    this.#collectMishaps();
    for (const device of devices) if (!device.up) device.start();
    await settled();
    await this.#quiesce();
  }

  async #quiesce(): Promise<void> {
    const { devices } = this.#town;
    for (let round = 0; round < 12; round += 1) {
      const before = this.#position();
      for (const device of devices) await this.#syncFully(device);
      if (this.#town.violation !== undefined || (round > 0 && this.#position() === before)) return;
    }
    throw new Violation(
      'P9',
      devices.map((device) => ({ name: device.name, unsent: unsentOf(device) })),
    );
  }

  #position(): string {
    const { district, devices } = this.#town;
    const { head, mutations } = district.store;
    return JSON.stringify([head, mutations.length, devices.map((device) => [device.dev, unsentOf(device)])]);
  }

  async #syncFully(device: Device): Promise<void> {
    if (this.#town.isRevoked(device)) return this.#bringIn(device);
    for (let turn = 0; device.syncing && turn < 400; turn += 1) await deliverOne(this.#town);
    device.sync();
    for (let turn = 0; turn < 1000; turn += 1) {
      await settled();
      this.#collectMishaps();
      if (!device.syncing || this.#town.violation !== undefined) return;
      await deliverOne(this.#town);
    }
    throw new Violation('P9', { device: device.name, never: 'ends' });
  }

  /** What a revoked tablet holds comes on a stick, all of it, and waits for a person. */
  async #bringIn(device: Device): Promise<void> {
    const { district, gone } = this.#town;
    for (let rest = device.lines; rest.length > 0; ) {
      const muts = wholeGroups(rest.slice(0, limits.batchMutations), limits.batchMutations);
      rest = rest.slice(muts.length);
      try {
        await district.push(device.signed(muts, district.epoch));
      } catch (error) {
        if (!(error instanceof Failure && error.code === 'FORK')) throw error;
        // A copied or rolled back tablet gets no id of its own once it is revoked: an administrator's case, and nothing of it is lost there.
        for (const { uid } of device.saved) gone.add(uid);
        return;
      }
    }
  }

  async #checkEnd(): Promise<void> {
    const { district, devices, gone, lostPhotos } = this.#town;
    checkSaved(district, devices, gone);
    for (const device of devices) checkWholeGroups(device);
    for (const device of devices.filter((each) => !this.#town.isRevoked(each))) {
      checkSame(district, device);
      checkHanded(district, device);
      checkPhotos(district, device, lostPhotos);
      checkHeldKnown(device);
      checkDecided(district, device);
    }
    checkGroupsAtEnd(
      district,
      devices.flatMap((device) => device.saved),
    );
    if (this.#seed % 4 === 0) await checkReplay(district);
  }
}

const unsentOf = (device: Device) => [...device.tables.outbox.all.values()].filter(({ state }) => state === 0 || state === 3).length;

export function runSchedule(seed: number, options: ScheduleOptions = {}): Promise<ScheduleResult> {
  return new Schedule(seed, options).run(options.steps);
}
