import { editFloorBytes, photoFloorBytes } from '#contract/disk.ts';
import { findDraftUser } from '#contract/draft.ts';
import { Failure } from '#contract/failure.ts';
import { handoverLimits } from '#contract/handover.ts';
import type { DeviceStatus, HostMethod, HostOutput } from '#contract/host-api.ts';
import type { Sha256 } from '#domain/identity.ts';
import { findCreatedPhoto } from '#domain/photo.ts';
import type { Calls } from './call-table.ts';
import { openHandover, readHanded } from './courier/open-handover.ts';
import { findSticks } from './courier/places.ts';
import type { Device } from './device.ts';
import { requireFree } from './folder/data-folder.ts';
import { safeFileName } from './forms/file-name.ts';
import type { Lock } from './people/lock.ts';
import type { HostOptions } from './ports.ts';
import { enroll } from './remote/enroll.ts';
import { enrollByFile } from './remote/enroll-file.ts';
import { requireMembership } from './remote/membership.ts';
import { parseServerAddress } from './remote/server-address.ts';
import { enrollmentAt } from './settings/settings.ts';
import { trayCalls } from './tray/tray-calls.ts';

export function createCalls(device: Device, lock: Lock, options: HostOptions): Calls {
  const status = () => readStatus(device, lock, options);
  return {
    ...deviceCalls(device, status, options),
    ...peopleCalls(lock, status),
    ...localCalls(device, lock),
    ...trayCalls(device, lock),
    ...remoteCalls(device, status),
    ...courierCalls(device),
    ...handoverCalls(device),
  };
}

async function readStatus(device: Device, lock: Lock, { skin, version, trial }: HostOptions): Promise<DeviceStatus> {
  const { settings, folder } = device;
  const membership = settings.membership();
  return {
    skin,
    version,
    dataFolder: folder.root,
    freeBytes: await folder.freeBytes(),
    trial: trial !== null,
    enrollment: membership && enrollmentAt(membership, device.now()),
    lock: lock.state(),
    boot: device.boot,
    ...(device.isOpen() && { journal: device.parts().journal.state() }),
  };
}

type Status = () => Promise<DeviceStatus>;

function deviceCalls(
  device: Device,
  status: Status,
  { trial }: HostOptions,
): Pick<Calls, 'device.status' | 'device.enroll' | 'device.enrollByFile' | 'trial.start'> {
  const { settings, closing } = device;
  let trialUrl: string | undefined;
  return {
    'device.status': status,
    async 'device.enroll'(typed) {
      const { keys } = device.parts();
      await enroll(typed, { settings, keys, closing, isTrial: (serverUrl) => serverUrl === trialUrl });
      return status();
    },
    async 'device.enrollByFile'(typed) {
      // The keys that the first bundle shows are on disk with the data key.
      device.parts();
      await enrollByFile(typed, settings);
      return status();
    },
    async 'trial.start'() {
      if (trial === null) throw new Failure('trial-unavailable');
      const started = await trial.start();
      trialUrl = parseServerAddress(started.serverUrl);
      return started;
    },
  };
}

type PeopleMethod = Extract<HostMethod, `people.${string}`>;

function peopleCalls(lock: Lock, status: Status): Pick<Calls, PeopleMethod> {
  return {
    'people.secure': (chosen) => lock.secure(chosen),
    'people.signIn': ({ user, secret }) => lock.signIn(user, secret),
    async 'people.signOut'() {
      await lock.signOut();
      return status();
    },
    'people.recoveryRequest': async () => ({ request: await lock.recoveryRequest() }),
    async 'people.recover'({ user, answer }) {
      await lock.recover(user, answer);
      return status();
    },
    async 'people.askGrants'({ passphrase }) {
      await lock.askGrants(passphrase);
      return status();
    },
  };
}

type LocalMethod = Extract<HostMethod, `${'journal' | 'drafts' | 'answers' | 'photos' | 'forms'}.${string}`>;

function localCalls(device: Device, lock: Lock): Pick<Calls, LocalMethod> {
  const { settings, folder } = device;
  return {
    async 'journal.append'({ drafts: changes }) {
      requireMembership(settings);
      const person = lock.requirePerson();
      if (changes.some(({ user }) => user !== person)) throw new Failure('call-refused', { field: 'user' });
      await requireFree(folder, editFloorBytes);
      return { muts: await device.parts().journal.append(changes) };
    },
    'journal.read': ({ from, limit }) => device.parts().journal.read(from, limit),
    async 'drafts.put'({ draft }) {
      if (findDraftUser(draft) !== lock.requirePerson()) throw new Failure('call-refused', { field: 'key' });
      await requireFree(folder, editFloorBytes);
      await device.parts().drafts.put(draft);
      return {};
    },
    async 'drafts.list'() {
      const drafts = await device.parts().drafts.list();
      // Whoever asked may have left while the disk was read.
      const person = lock.requirePerson();
      return { drafts: drafts.filter((draft) => findDraftUser(draft) === person) };
    },
    async 'drafts.drop'({ keys }) {
      const person = lock.requirePerson();
      if (keys.some((key) => findDraftUser({ key }) !== person)) throw new Failure('call-refused', { field: 'keys' });
      await device.parts().drafts.drop(keys);
      return {};
    },
    async 'answers.read'({ after }) {
      const { answers } = device.parts();
      return { answer: (await answers.read(after)) ?? null, total: await answers.count() };
    },
    async 'photos.ingest'({ watermark, shutter }, bytes) {
      await requireFree(folder, photoFloorBytes);
      const name = settings.membership()?.enrollment.deviceName ?? '—';
      return device.parts().photos.ingest(bytes, { watermark: { ...watermark, device: name }, shutter });
    },
    async 'photos.urls'({ photos: wanted }) {
      const { vault, serving } = device.parts();
      const held = await Promise.all(wanted.map(({ sha256, size }) => vault.has(sha256, size)));
      // Whoever asked may have left while the disk was read.
      lock.requirePerson();
      return { urls: wanted.map(({ sha256, size }, i) => (held[i] === true ? serving.photoUrl(sha256, size) : null)) };
    },
    'photos.rebuild': async ({ sha256, watermark }) => ({ rebuilt: await device.parts().photos.rebuild(sha256, watermark) }),
    async 'photos.share'({ sha256, redactions, marks, name }) {
      const { photos, serving } = device.parts();
      const body = await photos.share(sha256, { redactions, marks });
      lock.requirePerson();
      return { url: serving.fileUrl({ body, type: 'image/jpeg', name: `${safeFileName(name)}.jpg` }), bytes: body.byteLength };
    },
    async 'forms.pdf'({ html, name }) {
      const { forms, serving } = device.parts();
      const form = await forms.pdf(html, name);
      lock.requirePerson();
      return {
        url: serving.fileUrl({ body: form.pdf, type: 'application/pdf', name: form.name }),
        bytes: form.pdf.byteLength,
        pages: form.pages,
      };
    },
  };
}

/** No sync fails for want of a copy on disk: what is missing there is pulled again when it is needed. */
async function kept(noting: Promise<void>): Promise<void> {
  await noting.catch((error: unknown) => console.error('answers:', error));
}

type RemoteMethod = Extract<HostMethod, `remote.${string}`>;

function remoteCalls(device: Device, status: Status): Pick<Calls, RemoteMethod> {
  return {
    async 'remote.hello'() {
      const { remote, relay } = device.parts();
      const reply = await remote.hello();
      await relay.followPeers(reply.peers);
      return reply;
    },
    async 'remote.pushLines'(part) {
      const { remote, answers } = device.parts();
      const reply = await remote.pushLines(part);
      await kept(answers.noteResults(part.batch, reply));
      return reply;
    },
    async 'remote.push'({ batch, epoch, muts }) {
      const { remote, answers } = device.parts();
      const reply = await remote.push(batch, epoch, muts);
      await kept(answers.noteResults(batch, reply));
      return reply;
    },
    async 'remote.pull'(input) {
      const { remote, answers } = device.parts();
      const reply = await remote.pull(input);
      await kept(answers.notePage(input, reply));
      return reply;
    },
    'remote.receipt': ({ batch }) => device.parts().remote.receipt(batch),
    'remote.held': async ({ uids }) => ({ held: await device.parts().remote.held(uids) }),
    'remote.holds': (position) => device.parts().remote.holds(position),
    'remote.devices': () => device.parts().remote.devices(),
    'remote.history': (record) => device.parts().remote.history(record),
    async 'remote.renew'({ kept }) {
      await device.parts().remote.renew(kept);
      return status();
    },
    async 'remote.stop'() {
      device.parts().line.stop();
      return {};
    },
    'remote.releasePhotos': async ({ photos }) => ({ released: await device.parts().blobs.release(photos) }),
    async 'remote.checkPhotos'({ photos }) {
      const { have, need } = await device.parts().blobs.check(photos);
      return { have, need };
    },
    'remote.sendPhoto': ({ sha256 }) => device.parts().blobs.send(sha256),
    'remote.sendParcel': ({ photos }) => device.parts().blobs.sendParcel(photos),
    async 'remote.fetchPhoto'({ sha256, size, watermark }) {
      await requireFree(device.folder, photoFloorBytes);
      return device.parts().blobs.fetch(sha256, size, watermark);
    },
  };
}

type CourierMethod = Extract<HostMethod, `courier.${string}`>;

function courierCalls(device: Device): Pick<Calls, CourierMethod> {
  return {
    'courier.export': ({ to, ...wanted }) => device.parts().courier.export(wanted, to),
    'courier.places': async () => ({ places: await findSticks() }),
    'courier.progress': async () => device.parts().courier.progress(),
    async 'courier.stop'() {
      device.parts().courier.stop();
      return {};
    },
    'courier.import': ({ folder }) => device.parts().courier.import(folder),
    'courier.page': async ({ index }) => device.parts().courier.page(index),
  };
}

type HandoverMethod = Extract<HostMethod, `handover.${string}`>;

function handoverCalls(device: Device): Pick<Calls, HandoverMethod> {
  return {
    'handover.takeIn': ({ folder }) => device.parts().courier.takeIn(folder),
    'handover.list': async () => ({ handovers: await device.parts().kept.list() }),
    'handover.read': ({ id, skip }) => readKept(id, skip, device),
    async 'handover.keepOnly'({ ids }) {
      const { kept } = device.parts();
      for (const { id, relayed } of await kept.list()) if (relayed && !ids.includes(id)) await kept.drop(id);
      return {};
    },
    'handover.relay': () => device.parts().relay.relay(),
    'handover.arrived': async ({ uids }) => ({ arrived: await device.parts().relay.arrived(uids) }),
  };
}

/** A page of a kept handover, with those of its photos whose originals are here. */
async function readKept(id: Sha256, skip: number, device: Device): Promise<HostOutput<'handover.read'>> {
  const { kept, keys, vault } = device.parts();
  const sealed = await kept.read(id);
  if (sealed === undefined) throw new Failure('input-bad', { field: 'id' });
  const all = await readHanded(await openHandover(sealed, keys, requireMembership(device.settings)));
  const muts = all.slice(skip, skip + handoverLimits.page);
  const shown = muts.flatMap((mutation) => findCreatedPhoto(mutation)?.sha256 ?? []);
  const here = await Promise.all(shown.map((sha256) => vault.has(sha256, 'original')));
  return { muts, photos: shown.filter((_, index) => here[index] === true) };
}
