import { Failure } from '#contract/failure.ts';
import type { DeviceId } from '#domain/identity.ts';
import { people } from '#domain/testing/samples.ts';
import type { Membership } from '#host/settings/settings.ts';
import type { Chance } from './chance.ts';
import { checkCommit } from './commit-laws.ts';
import { Console } from './console.ts';
import { Device, type Surroundings } from './device.ts';
import { watchJournal, watchStore } from './device-laws.ts';
import { type Disk, newDisk } from './disk.ts';
import { District, subdistrict } from './district.ts';
import { grantsOf } from './district-routes.ts';
import type { HandedOver } from './memory-handovers.ts';
import { Network } from './network.ts';
import { firstRecords } from './people-at-work.ts';
import type { StickAnswer, StickPart } from './stick.ts';
import { Violation } from './violation.ts';

const beginning = firstRecords();

/** One district with its devices, its people's sticks and what has befallen them: what a schedule happens to. */
export class Town {
  readonly chance: Chance;
  readonly district: District;
  readonly network: Network;
  readonly console: Console;
  readonly devices: Device[] = [];
  readonly images: { of: Device; disk: Disk }[] = [];
  /** Sticks on their way to the office, and answers on their way back. */
  readonly sticks: { from: Device; parts: StickPart[]; handed: StickPart[] }[] = [];
  readonly answers: { to: Device; answer: StickAnswer }[] = [];
  /** What desks wrote for each other: taken in by any of them, any number of times. */
  readonly handed: HandedOver[] = [];
  /** Saved changes, and photos, that only a disk held which was rolled back. */
  readonly gone = new Set<string>();
  readonly lostPhotos = new Set<string>();
  /** How often what was told, and what befell it: a schedule that meets nothing proves nothing. */
  readonly met: Record<string, number> = {};
  violation: Violation | undefined;
  commits = 0;

  constructor(chance: Chance, trace: (line: string) => void) {
    this.chance = chance;
    const committing: typeof checkCommit = (store, commit) => {
      this.commits += 1;
      for (const { told, alias } of commit.mutations) this.meet(alias === undefined ? told.outcome : 'alias');
      for (const { settled } of commit.holds) if (settled !== undefined) this.meet(`hold ${settled.state}`);
      checkCommit(store, commit);
      // A process that ends within its transaction: nothing of it stays.
      if (!this.network.calm && this.chance.happens(0.02)) throw new Failure('server-broken');
    };
    this.district = new District(chance, { committing }, beginning);
    this.network = new Network(chance, this.district, (violation) => this.report(violation));
    this.network.trace = trace;
    this.console = new Console(this.district, chance);
    const count = 2 + chance.below(3);
    for (let n = 1; n <= count; n += 1) this.#enroll(n);
  }

  meet(what: string): void {
    this.met[what] = (this.met[what] ?? 0) + 1;
  }

  report(violation: Violation): void {
    this.violation ??= violation;
  }

  /** Work that may never answer (a device dies under it) and whose failure is the server's own business. */
  hold(running: Promise<unknown>): void {
    running.catch((error: unknown) => {
      if (error instanceof Failure) return;
      this.report(error instanceof Violation ? error : new Violation('F1', { error: String(error), stack: (error as Error).stack }));
    });
  }

  add(name: string, signKey: Uint8Array, disk: Disk): Device {
    const report = (violation: Violation) => this.report(violation);
    const around: Surroundings = {
      send: (device, call) => this.network.send(device, call),
      watch: (device, store) => watchStore(store, device, this.district, report),
      watchJournal: (device, journal) => watchJournal(journal, device, report),
      now: () => this.district.now,
    };
    const device = new Device(name, signKey, disk, { around, chance: this.chance });
    this.devices.push(device);
    device.start();
    return device;
  }

  isRevoked(device: Device): boolean {
    return this.district.store.devices.get(device.dev)?.revoked === true;
  }

  #enroll(n: number): void {
    const { district, chance } = this;
    const dev = chance.newId() as DeviceId;
    const signKey = new Uint8Array([n]);
    // A team's tablet, or one at which a clerk sits too.
    const { zhang, li, chen } = people;
    district.admit(dev, signKey, chance.happens(0.3) ? [zhang, li, chen] : Object.values(people));
    const { serverId, epoch } = district;
    const scope = { subdistrict, subdistrictName: subdistrict };
    const enrollment = { dev, deviceName: `d${n}`, serial: `A${n}`, serverUrl: 'http://district', serverId, epoch, scope };
    const serverKeys = { signKey: '', boxKey: '', recoveryKey: '' };
    const membership: Membership = { enrollment, grants: grantsOf(district, dev), serverKeys, trial: false };
    this.add(`d${n}`, signKey, newDisk(membership));
  }
}

/** Every promise that can go on has gone on: nothing here waits for a clock or a file. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
