import { Failure } from '#contract/failure.ts';
import type { IngestGrant } from '#server/ingest/ingest-store.ts';
import type { Device } from './device.ts';
import { checkSeen } from './device-laws.ts';
import { copyDisk, type Disk } from './disk.ts';
import type { District } from './district.ts';
import { takeRelayed, takeStick } from './office.ts';
import { work } from './people-at-work.ts';
import type { StickAnswer } from './stick.ts';
import { settled, type Town } from './town.ts';
import { decideAt } from './verdicts.ts';

const dayMs = 86_400_000;

/** How often each thing is done, against each other. */
export const doings = {
  work: 26,
  verdict: 6,
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
  wipe: 0.6,
  clock: 0.5,
  deviceFull: 0.5,
  short: 0.4,
  serverFull: 0.4,
  serverRestart: 0.6,
  serverNewer: 0.4,
  backUp: 1.6,
  restore: 1.1,
  carry: 2.5,
  deliverStick: 2.5,
  hear: 3,
  handOver: 2,
  takeIn: 2,
  look: 5,
  decide: 4,
  revoke: 0.08,
  grants: 0.8,
} as const;
export type Doing = keyof typeof doings;

/** Does one thing to a town, at a device where it is about one. */
export async function act(town: Town, doing: Doing, device: Device): Promise<void> {
  const { chance, district, network, console } = town;
  switch (doing) {
    case 'work':
      return workAt(town, device, () => work(device, chance));
    case 'verdict':
      return workAt(town, device, () => decideAt(device, chance));
    case 'sync':
      return device.sync();
    case 'deliver':
      for (let some = 1 + chance.below(4); some > 0 && network.waiting > 0; some -= 1) await deliverOne(town);
      return;
    case 'stop':
      return device.stop();
    case 'lose':
      return network.lose(0.5);
    case 'cut':
      return void network.cut.add(device);
    case 'crash':
      return device.die(chance.happens(0.5));
    case 'fuse':
      device.fuse = chance.below(12);
      return;
    case 'image':
      return void (device.up && town.images.push({ of: device, disk: copyDisk(device.disk) }));
    case 'rollBack':
      return rollBack(town);
    case 'clone':
      return clone(town);
    case 'wipe':
      device.die(true);
      return device.wipe();
    case 'clock':
      device.clockError = (chance.below(1460) - 730) * dayMs;
      return;
    case 'deviceFull':
      device.diskFull = true;
      return;
    case 'short':
      device.short = true;
      return;
    case 'serverFull':
      district.full = true;
      return;
    case 'serverRestart':
      network.lose(1);
      return district.restart();
    case 'serverNewer':
      return void district.outdated.add(device.dev);
    case 'backUp':
      return district.backUp();
    case 'restore':
      return restore(town);
    case 'carry':
      return carry(town, device);
    case 'deliverStick':
      return deliverStick(town);
    case 'hear':
      return hear(town);
    case 'handOver':
      return void (device.up && device.handOver((handover) => handover.parts.length > 0 && town.handed.push(handover)));
    case 'takeIn':
      return takeInAt(town, device);
    case 'look':
      return console.look();
    case 'decide':
      return town.hold(console.decide());
    case 'revoke':
      return void (town.devices.length > 2 && district.revoke(device.dev));
    case 'grants':
      return changeGrants(town, device);
    default:
      return doing satisfies never;
  }
}

/** One message, and all that follows from it. */
export async function deliverOne(town: Town): Promise<void> {
  town.hold(town.network.deliver());
  await settled();
}

function workAt(town: Town, device: Device, doing: () => Promise<void>): void {
  if (!device.up) return;
  const { life } = device;
  const before = device.saved.length;
  const seen = async () => {
    await doing();
    if (device.life === life) checkSeen(device, device.saved.slice(before));
  };
  town.hold(seen());
}

/** An older image of a disk is put back: what only the newer one held is gone, by nobody's fault. What is written from now on is not. */
function rollBack(town: Town): void {
  const image = town.chance.pick(town.images);
  if (image === undefined) return;
  const { of: device, disk } = image;
  device.die(true);
  forget(town, device, disk);
  device.disk = copyDisk(disk);
  device.copied = true;
}

function forget({ gone, lostPhotos }: Town, device: Device, disk: Disk): void {
  const left = new Set([...disk.files.values()].flat().map(({ uid }) => uid));
  for (const { uid } of device.saved) if (!left.has(uid)) gone.add(uid);
  for (const sha256 of device.disk.originals) if (!disk.originals.has(sha256)) lostPhotos.add(sha256);
}

/** A disk image is put into a second tablet: both say they are the same device. */
function clone(town: Town): void {
  const image = town.chance.pick(town.images);
  if (image === undefined || town.devices.length >= 5) return;
  const twin = town.add(`${image.of.name}'`, image.of.signKey, copyDisk(image.disk));
  for (const one of [image.of, twin]) one.copied = true;
}

function restore({ chance, district, network, console, lostPhotos }: Town): void {
  const { backups } = district;
  const backup = chance.happens(0.8) ? backups.at(-1) : chance.pick(backups);
  if (backup === undefined) return;
  network.lose(0.7);
  // Released originals lie in a newer backup than this one: a person has to bring it.
  for (const sha256 of district.backedPhotos) if (!backup.photos.has(sha256)) lostPhotos.add(sha256);
  district.restore(backup);
  console.restored();
}

/** Now and then only some of its files, in another order, reach the office. */
function carry({ chance, sticks }: Town, device: Device): void {
  if (!device.up) return;
  device.carry((parts, handed) => {
    const some = chance.happens(0.3) ? parts.filter(() => chance.happens(0.6)) : parts;
    if (some.length + handed.length > 0) sticks.push({ from: device, parts: chance.happens(0.3) ? some.toReversed() : some, handed });
  });
}

/** Now and then a file of it is missing, or the photos come without their records. */
function takeInAt({ chance, handed }: Town, device: Device): void {
  const handover = chance.pick(handed);
  if (handover === undefined || !device.up) return;
  const parts = chance.happens(0.2) ? handover.parts.filter(() => chance.happens(0.6)) : handover.parts;
  device.takeIn({ ...handover, parts });
}

/** A stick arrives: lost, twice, early or late. Its answer goes back the same way. */
function deliverStick(town: Town): void {
  const { chance, sticks, answers, district } = town;
  const stick = chance.pick(sticks);
  if (stick === undefined) return;
  if (chance.happens(0.4)) sticks.splice(sticks.indexOf(stick), 1);
  if (chance.happens(0.15)) return;
  town.hold(takeAll(district, stick).then((answer) => answer && answers.push({ to: stick.from, answer })));
}

/** What other desks handed over goes first: what comes after may build on it [HO4]. */
async function takeAll(district: District, { parts, handed }: Town['sticks'][number]): Promise<StickAnswer | undefined> {
  for (const part of handed) await takeRelayed(district, part).catch(ofTheFile);
  return takeStick(district, parts);
}

/** A file that the server does not take keeps no other from being taken. */
function ofTheFile(error: unknown): void {
  if (!(error instanceof Failure)) throw error;
}

function hear({ chance, answers }: Town): void {
  const stick = chance.pick(answers);
  if (stick?.to.up) stick.to.hear(stick.answer);
}

/** One person's grant ends, or those of all who decide: what waits for others is none of that desk's business then. Later all may come back. */
function changeGrants({ chance, district }: Town, device: Device): void {
  const which = chance.weighed({ one: 3, deciders: 3, back: 3 });
  const one = chance.below(6);
  const now = new Date(district.now);
  const endOf = ({ user: { roles }, to }: IngestGrant, index: number): Date | null => {
    if (which === 'back') return null;
    const ends = which === 'one' ? index === one : roles.some((role) => role === 'clerk' || role === 'reviewer');
    return ends ? now : to;
  };
  district.changeGrants(device.dev, (grants) => grants.map((grant, index) => ({ ...grant, to: endOf(grant, index) })));
}
