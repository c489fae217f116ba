import { Failure } from '#contract/failure.ts';
import type { Sha256 } from '#domain/identity.ts';
import type { Mutation, MutationDraft } from '#domain/mutation.ts';
import type { KeptHandovers } from '#host/courier/kept-handovers.ts';
import type { LinePart } from '#host/remote/line-pushes.ts';
import { createRelay } from '#host/remote/relay.ts';
import { createRemote } from '#host/remote/remote.ts';
import { createSession } from '#host/remote/session.ts';
import type { Settings } from '#host/settings/settings.ts';
import type { Host } from '../../../renderer/host-client.ts';
import { createMemoryCourier } from './courier.ts';
import type { Disk } from './disk.ts';
import { type Call, signAs } from './district.ts';
import { createMemoryKept, type HandedOver, handoverCalls, openSealed, takeIn } from './memory-handovers.ts';
import type { MemoryJournal, Power } from './memory-journal.ts';

export interface HostParts {
  disk: Disk;
  journal: MemoryJournal;
  power: Power;
  signKey: Uint8Array;
  boot: string;
  /** Answers as the line does. */
  send(call: Call): Promise<unknown>;
  /** Whether the disk is so short that originals should go. */
  isShort(): boolean;
  newId(): string;
}

type Asking = (call: Call) => Promise<unknown>;

interface MemoryHost extends Host {
  courier: ReturnType<typeof createMemoryCourier>;
  takeIn(handover: HandedOver): Promise<void>;
}

/** Host of one life of a device: the shipped calls to the server, over its journal and its disk in memory. */
export function createMemoryHost(parts: HostParts): MemoryHost {
  const { power, journal } = parts;
  const settings = settingsOf(parts);
  const kept = createMemoryKept(parts);
  const calls = callsOf(parts, settings, kept);
  const call = async (method: string, input: unknown) => {
    await power.alive();
    const answer = await calls[method]?.(input as never);
    await power.alive();
    return answer;
  };
  const courier = createMemoryCourier({ ...parts, settings, journal });
  const host = { call, courier, takeIn: (handover: HandedOver) => takeIn(handover, parts, kept) };
  return host as unknown as MemoryHost; // the part that a device calls
}

function settingsOf({ disk, power }: HostParts): Settings {
  return {
    membership: () => disk.membership,
    changeMembership: async (change) => {
      await power.write();
      disk.membership = change(disk.membership);
      await power.write();
    },
  };
}

function callsOf(parts: HostParts, settings: Settings, kept: KeptHandovers): Record<string, (input: never) => Promise<unknown>> {
  const { disk, journal, signKey, send } = parts;
  const keys = { signKey: '', boxKey: '', sign: (text: string) => signAs(signKey, text) };
  const wire = {
    call: async <T>({ text, ...call }: Call & { text?: Uint8Array }) => {
      const json = text === undefined ? call.json : JSON.parse(Buffer.from(text).toString());
      return { value: (await send({ ...call, json })) as T, raw: undefined };
    },
    upload: async (path: string, bytes: Uint8Array, token: string) =>
      void (await send({ method: 'POST', path, json: openSealed(bytes), token })),
    download: () => Promise.reject(new Failure('NOT_FOUND')),
    put: () => Promise.reject(new Failure('NOT_FOUND')),
  };
  const session = createSession(wire, keys, settings);
  const remote = createRemote({ wire, session, keys, settings, journal, now: () => new Date(0) });
  const relay = createRelay({ wire, session, settings, kept });
  const asking: Asking = (call) => session.withToken((token) => send({ ...call, token }));
  const status = () => ({ version: '0.1.0', boot: parts.boot, freeBytes: parts.isShort() ? 1 : 1e12, journal: journal.state() });
  return {
    ...handoverCalls(parts, kept, relay),
    'device.status': async () => status(),
    'journal.append': async ({ drafts }: { drafts: MutationDraft[] }) => ({ muts: await journal.append(drafts) }),
    'journal.read': ({ from, limit }: { from: number; limit: number }) => journal.read(from, limit),
    'remote.hello': () => remote.hello(),
    'remote.pushLines': (part: LinePart) => remote.pushLines(part),
    'remote.push': ({ batch, epoch, muts }: { batch: string; epoch: number; muts: Mutation[] }) => remote.push(batch, epoch, muts),
    'remote.pull': (input: { epoch: number; cursor: number; limit: number }) => remote.pull(input),
    'remote.receipt': ({ batch }: { batch: string }) => asking({ method: 'GET', path: `/sync/v1/receipts/${batch}` }),
    'remote.held': async ({ uids }: { uids: string[] }) => ({ held: await remote.held(uids) }),
    'remote.holds': (input: { epoch: number; cursor: number }) => remote.holds(input),
    'remote.renew': async ({ kept }: { kept: Mutation[] }) => {
      await remote.renew(kept);
      return status();
    },
    'remote.stop': async () => ({}),
    'remote.checkPhotos': ({ photos }: { photos: unknown[] }) => asking({ method: 'POST', path: '/sync/v1/blobs/check', json: photos }),
    'remote.sendPhoto': ({ sha256 }: { sha256: Sha256 }) => sendPhoto(disk, sha256, asking),
    'remote.sendParcel': ({ photos }: { photos: Sha256[] }) => sendParcel(disk, photos, asking),
    'remote.releasePhotos': ({ photos }: { photos: { sha256: Sha256 }[] }) => releasePhotos(disk, photos, asking),
    'remote.fetchPhoto': ({ sha256 }: { sha256: Sha256 }) => asking({ method: 'GET', path: `/sync/v1/blobs/${sha256}` }),
  };
}

async function sendPhoto({ originals }: Disk, sha256: Sha256, asking: Asking) {
  if (!originals.has(sha256)) throw new Failure('photo-missing');
  await asking({ method: 'PUT', path: `/sync/v1/blobs/${sha256}`, photo: { sha256, whole: true } });
  return { sha256, verified: true, sentBytes: 10 };
}

/** What is not here has to go by itself, which says so. */
async function sendParcel(disk: Disk, photos: Sha256[], asking: Asking) {
  const verified = photos.filter((sha256) => disk.originals.has(sha256));
  for (const sha256 of verified) await sendPhoto(disk, sha256, asking);
  return { verified, sentBytes: verified.length * 10 };
}

/** As host does: only what the server, asked at that moment, has in a backup. */
async function releasePhotos({ originals }: Disk, photos: { sha256: Sha256 }[], asking: Asking) {
  const answer = (await asking({ method: 'POST', path: '/sync/v1/blobs/check', json: photos })) as { backed: Sha256[] };
  for (const sha256 of answer.backed) originals.delete(sha256);
  return { released: answer.backed };
}
