import type { z } from 'zod';
import { Failure } from '#contract/failure.ts';
import type { DeviceStatus, HostMethod, HostOutput, hostApi } from '#contract/host-api.ts';
import type { Device } from './device.ts';
import { editFloorBytes, photoFloorBytes, requireFree } from './folder/data-folder.ts';
import type { HostOptions } from './ports.ts';
import { enroll } from './remote/enroll.ts';
import { requireMembership } from './remote/membership.ts';
import { parseServerAddress } from './remote/server-address.ts';
import type { Serving } from './serving/serving.ts';
import { enrollmentAt } from './settings/settings.ts';

type CheckedInput<M extends HostMethod> = z.output<(typeof hostApi)[M]['input']>;

/** What each line of the table does, its input already checked. `bytes` is empty where the line carries none. */
export type Calls = { [M in HostMethod]: (input: CheckedInput<M>, bytes: Uint8Array) => Promise<HostOutput<M>> };

export function createCalls(device: Device, serving: Serving, options: HostOptions): Calls {
  return {
    ...deviceCalls(device, options),
    ...peopleCalls(),
    ...localCalls(device, serving),
    ...remoteCalls(device),
  };
}

function deviceCalls(
  device: Device,
  { skin, version, trial }: HostOptions,
): Pick<Calls, 'device.status' | 'device.enroll' | 'trial.start'> {
  const { settings, keys, closing, folder } = device;
  let trialUrl: string | undefined;

  async function status(): Promise<DeviceStatus> {
    const membership = settings.membership();
    return {
      skin,
      version,
      dataFolder: folder.root,
      freeBytes: await folder.freeBytes(),
      trial: trial !== null,
      enrollment: membership && enrollmentAt(membership, device.now()),
      lock: { state: 'open', wrappedBy: 'none', people: [], user: null },
      boot: device.boot,
      journal: device.journal.state(),
    };
  }

  return {
    'device.status': status,
    async 'device.enroll'(typed) {
      await enroll(typed, { settings, keys, closing, isTrial: (serverUrl) => serverUrl === trialUrl });
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

function peopleCalls(): Pick<Calls, PeopleMethod> {
  const refuse = async () => {
    throw new Failure('call-refused');
  };
  return {
    'people.secure': refuse,
    'people.signIn': refuse,
    'people.signOut': refuse,
    'people.recoveryRequest': refuse,
    'people.recover': refuse,
  };
}

type LocalMethod = Extract<HostMethod, `${'journal' | 'drafts' | 'photos' | 'forms'}.${string}`>;

function localCalls(device: Device, serving: Serving): Pick<Calls, LocalMethod> {
  const { settings, folder, journal, drafts, photos, vault, forms } = device;
  return {
    async 'journal.append'({ drafts: changes }) {
      const { enrollment } = requireMembership(settings);
      await requireFree(folder, editFloorBytes);
      return { muts: await journal.append(changes, enrollment.dev) };
    },
    'journal.read': ({ from, limit }) => journal.read(from, limit),
    async 'drafts.put'({ draft }) {
      await requireFree(folder, editFloorBytes);
      await drafts.put(draft);
      return {};
    },
    'drafts.list': async () => ({ drafts: await drafts.list() }),
    async 'drafts.drop'({ keys }) {
      await drafts.drop(keys);
      return {};
    },
    async 'photos.ingest'({ watermark, shutter }, bytes) {
      await requireFree(folder, photoFloorBytes);
      const name = settings.membership()?.enrollment.deviceName ?? '—';
      return photos.ingest(bytes, { watermark: { ...watermark, device: name }, shutter });
    },
    async 'photos.urls'({ photos: wanted }) {
      const urlOf = async (photo: (typeof wanted)[number]) =>
        (await vault.has(photo.sha256, photo.size)) ? serving.photoUrl(photo.sha256, photo.size) : null;
      return { urls: await Promise.all(wanted.map(urlOf)) };
    },
    async 'forms.pdf'({ html, name }) {
      const form = await forms.pdf(html, name);
      return { url: serving.fileUrl(form.path, form.name), bytes: form.bytes, pages: form.pages };
    },
  };
}

type RemoteMethod = Extract<HostMethod, `remote.${string}`>;

function remoteCalls({ remote, blobs, folder }: Device): Pick<Calls, RemoteMethod> {
  return {
    'remote.hello': () => remote.hello(),
    'remote.push': ({ batch, muts }) => remote.push(batch, muts),
    'remote.pull': (input) => remote.pull(input),
    'remote.receipt': ({ batch }) => remote.receipt(batch),
    async 'remote.checkPhotos'({ photos }) {
      const { have, need } = await blobs.check(photos);
      return { have, need };
    },
    'remote.sendPhoto': ({ sha256 }) => blobs.send(sha256),
    async 'remote.fetchPhoto'({ sha256, size, watermark }) {
      await requireFree(folder, photoFloorBytes);
      return blobs.fetch(sha256, size, watermark);
    },
  };
}
