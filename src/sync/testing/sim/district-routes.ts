import { type HeldState, type PullReply, protocol, signedText } from '#contract/district-api.ts';
import { Failure } from '#contract/failure.ts';
import type { DeviceId, Sha256 } from '#domain/identity.ts';
import { genesisHash } from '#domain/mutation.ts';
import type { IngestDevice } from '#server/ingest/ingest-store.ts';
import { type Call, type District, type SentPhoto, signAs } from './district.ts';
import { holdsPage } from './district-holds.ts';
import { noTime, readPage, receiptOf } from './district-pages.ts';
import { arrivedOf, takeRelayed } from './office.ts';
import type { StickPart } from './stick.ts';

/** What the district's routes answer. @throws Failure as they do */
export async function answerCall(district: District, { method, path, json, token, photo }: Call): Promise<unknown> {
  const [route = '', query = ''] = path.replace('/sync/v1/', '').split('?');
  const [name, part = ''] = route.split('/');
  switch (`${method} ${name}`) {
    case 'GET nonce':
      return { nonce: 'once' };
    case 'POST session':
      return openSession(district, json as { dev: DeviceId; sig: string });
    case 'POST reenroll':
      return reenroll(district, json as { dev: DeviceId; next: DeviceId; nonce: string; sig: string });
    default:
  }
  const device = bearer(district, token);
  switch (`${method} ${name}`) {
    case 'GET hello':
      return hello(district, device);
    case 'POST push':
      return district.push(json as { epoch: number; dev: DeviceId });
    case 'GET pull':
      return pull(district, device, new URLSearchParams(query));
    case 'GET receipts':
      return receiptOf(district, device, part);
    case 'POST held':
      return { held: heldStates(district, device, (json as { uids: string[] }).uids) };
    case 'GET holds':
      return holdsPage(district, device, new URLSearchParams(query));
    case 'POST bundles':
      return takeRelayed(district, json as StickPart);
    case 'POST arrived':
      return { arrived: arrivedOf(district, (json as { uids: string[] }).uids) };
    case 'POST blobs':
      return checkPhotos(district, json as { sha256: Sha256 }[]);
    case 'PUT blobs':
      return takePhoto(district, photo);
    case 'GET blobs':
      if (!district.photos.has(part)) throw new Failure('NOT_FOUND');
      return { bytes: 10 };
    default:
      throw new TypeError(`no such route: ${method} ${path}`);
  }
}

function openSession(district: District, { dev, sig }: { dev: DeviceId; sig: string }) {
  const device = district.store.devices.get(dev);
  if (device === undefined || sig !== signAs(device.signKey, signedText.session('once'))) throw new Failure('AUTH');
  if (device.revoked) throw new Failure('REVOKED');
  const token = district.newId();
  district.tokens.set(token, dev);
  return { token, expiresAt: noTime, grants: grantsOf(district, dev) };
}

export function grantsOf({ store }: District, dev: DeviceId) {
  return (store.grants.get(dev) ?? []).map(({ user, to }) => ({ ...user, from: noTime, to: to?.toISOString() ?? null }));
}

function bearer({ tokens, store }: District, token: string | undefined): IngestDevice {
  const dev = tokens.get(token ?? '');
  const device = dev && store.devices.get(dev);
  if (device === undefined) throw new Failure('AUTH');
  if (device.revoked) throw new Failure('REVOKED');
  return device;
}

function reenroll(district: District, { dev, next, nonce, sig }: { dev: DeviceId; next: DeviceId; nonce: string; sig: string }) {
  const { store, serverId, epoch } = district;
  const device = store.devices.get(dev);
  if (device === undefined || sig !== signAs(device.signKey, signedText.reenroll(dev, next, nonce))) throw new Failure('AUTH');
  if (device.revoked) throw new Failure('REVOKED');
  if (!store.devices.has(next)) {
    district.enter({ ...device, dev: next, next: 1, lastHash: genesisHash, backed: 0 }, store.grants.get(dev) ?? []);
  }
  const scope = { subdistrict: device.subdistrict, subdistrictName: device.subdistrict };
  return { dev: next, serial: 'A1', serverId, epoch, scope, grants: grantsOf(district, next) };
}

/** A server that has outgrown a device says so: whatever it holds can still come on a stick. */
function hello({ serverId, epoch, now, outdated }: District, { dev }: IngestDevice) {
  const pMin = outdated.has(dev) ? protocol + 1 : protocol;
  return { serverId, epoch, pMin, pMax: pMin, now: new Date(now).toISOString(), limits: {} };
}

function pull(district: District, device: IngestDevice, query: URLSearchParams): PullReply {
  const [epoch, cursor, limit] = ['epoch', 'cursor', 'limit'].map((name) => Number(query.get(name)));
  if (epoch !== district.epoch) throw new Failure('EPOCH', { epoch: district.epoch });
  return readPage(district, device, cursor ?? 0, limit ?? 0);
}

/** One that came again under another number is asked for by its uid, which leads to the first. */
function heldStates({ store }: District, { dev }: IngestDevice, uids: string[]): HeldState[] {
  const own = new Set(store.mutations.flatMap(({ mutation }) => (mutation.dev === dev ? mutation.uid : [])));
  return [...store.waiting.held.values()]
    .filter(({ mutation: { uid } }) => own.has(uid) && uids.includes(uid))
    .map(({ mutation: { uid }, state }) => ({ uid, state, at: null }));
}

function checkPhotos({ photos, backups }: District, wanted: { sha256: Sha256 }[]) {
  const have = wanted.filter(({ sha256 }) => photos.has(sha256)).map(({ sha256 }) => sha256);
  const backup = backups.at(-1);
  return {
    have,
    need: wanted.map(({ sha256 }) => sha256).filter((sha256) => !photos.has(sha256)),
    backed: have.filter((sha256) => backup?.photos.has(sha256)),
    partial: [],
  };
}

function takePhoto(district: District, photo: SentPhoto | undefined) {
  if (district.full) throw new Failure('DISK');
  if (photo === undefined || !photo.whole) throw new Failure('BLOB_HASH');
  district.photos.add(photo.sha256);
  return { sha256: photo.sha256, verified: true };
}
