import type { z } from 'zod';
import {
  BlobCheckReply,
  type BlobCheckRequest,
  type BlobCommitRequest,
  BlobVerified,
  limits,
  ParcelReply,
  writeParcel,
} from '#contract/district-api.ts';
import { Failure } from '#contract/failure.ts';
import type { Sha256 } from '#domain/identity.ts';
import type { PhotoSize, WatermarkText } from '#domain/photo.ts';
import type { Photos } from '../photos/photos.ts';
import type { Vault } from '../photos/vault.ts';
import { sizeOf } from './put-bytes.ts';
import type { Session } from './session.ts';
import { stage } from './tus-upload.ts';
import { patienceMs, type Wire } from './wire.ts';
import { broken } from './wire-failure.ts';

export interface BlobsOptions {
  wire: Wire;
  session: Session;
  vault: Vault;
  photos: Photos;
  base: () => Promise<string>;
  signal: () => AbortSignal;
}

export type BlobRef = z.infer<typeof BlobCheckRequest>[number];
export interface Sent {
  sha256: Sha256;
  verified: true;
  sentBytes: number;
}

/** Photo bytes to and from the server. */
export interface Blobs {
  check(photos: BlobRef[]): Promise<z.infer<typeof BlobCheckReply>>;
  /** @throws Failure photo-missing, photo-unreadable, BLOB_HASH, DISK and the wire's */
  send(sha256: Sha256): Promise<Sent>;
  /** Sends small photos in one request. Answers which are verified; each other has to go by itself. @throws Failure DISK and the wire's */
  sendParcel(hashes: readonly Sha256[]): Promise<{ verified: Sha256[]; sentBytes: number }>;
  /** Lets go of originals that the server, asked now, has in a verified backup. Answers which [RT2]. @throws Failure the wire's */
  release(photos: BlobRef[]): Promise<Sha256[]>;
  /** @throws Failure NOT_FOUND, BLOB_HASH and the wire's */
  fetch(sha256: Sha256, size: PhotoSize, watermark: WatermarkText): Promise<{ bytes: number }>;
}

export function createBlobs({ wire, session, vault, photos, base, signal }: BlobsOptions): Blobs {
  /** Photos of which the server, asked last, had a part. */
  const begun = new Set<Sha256>();

  async function check(refs: BlobRef[]): Promise<z.infer<typeof BlobCheckReply>> {
    return session.withToken(async (token) => {
      const { value } = await wire.call({ method: 'POST', path: '/sync/v1/blobs/check', json: refs, token, reply: BlobCheckReply });
      for (const { sha256 } of refs) begun.delete(sha256);
      for (const { sha256 } of value.partial) begun.add(sha256);
      return value;
    });
  }

  async function send(sha256: Sha256): Promise<Sent> {
    const pieces = await vault.readToSend(sha256);
    if (pieces === undefined) throw new Failure((await vault.has(sha256, 'original')) ? 'photo-unreadable' : 'photo-missing');
    const size = sizeOf(pieces);
    try {
      if (size > limits.putBytes || begun.has(sha256)) return await resume(sha256, Buffer.concat(pieces));
      return await put(sha256, size, pieces);
    } catch (error) {
      throw (await isOwnFault(sha256, error)) ? new Failure('photo-unreadable', {}, { cause: error }) : error;
    }
  }

  /** The server found other bytes than the hash says: were they so before they left? */
  async function isOwnFault(sha256: Sha256, error: unknown): Promise<boolean> {
    return error instanceof Failure && error.code === 'BLOB_HASH' && (await vault.read(sha256, 'original')) === undefined;
  }

  async function release(refs: BlobRef[]): Promise<Sha256[]> {
    const { have, backed = [] } = await check(refs);
    const safe = refs.map(({ sha256 }) => sha256).filter((sha256) => have.includes(sha256) && backed.includes(sha256));
    for (const sha256 of safe) await vault.release(sha256);
    return safe;
  }

  async function put(sha256: Sha256, size: number, pieces: readonly Uint8Array[]): Promise<Sent> {
    const path = `/sync/v1/blobs/${sha256}`;
    const call = { path, pieces, reply: BlobVerified, timeoutMs: patienceFor(size) };
    const reply = await session.withToken((token) => wire.put({ ...call, token }));
    return verified(reply, sha256, size, size);
  }

  /** A part that the server has of one is not sent again, and a server of before takes no parcels: then they go by themselves. */
  async function sendParcel(hashes: readonly Sha256[]): Promise<{ verified: Sha256[]; sentBytes: number }> {
    const opened = (await Promise.all(hashes.filter((sha256) => !begun.has(sha256)).map(open))).flat();
    const photos = opened.filter(({ size }) => size <= limits.chunkBytes);
    const size = photos.reduce((sum, photo) => sum + photo.size, 0);
    if (photos.length === 0 || size > limits.parcelBytes) return { verified: [], sentBytes: 0 };
    const path = `/sync/v1/blobs?photos=${writeParcel(photos)}`;
    const parcel = { path, pieces: photos.flatMap(({ pieces }) => pieces), reply: ParcelReply, timeoutMs: patienceFor(size) };
    try {
      const { verified } = await session.withToken((token) => wire.put({ ...parcel, token }));
      const isVerified = (photo: BlobRef) => verified.some(({ sha256, size }) => sha256 === photo.sha256 && size === photo.size);
      return { verified: photos.filter(isVerified).map(({ sha256 }) => sha256), sentBytes: size };
    } catch (error) {
      if (error instanceof Failure && error.code === 'NOT_FOUND') return { verified: [], sentBytes: 0 };
      throw error;
    }
  }

  /** None where it cannot be read. */
  async function open(sha256: Sha256): Promise<(BlobRef & { pieces: Uint8Array[] })[]> {
    const pieces = await vault.readToSend(sha256);
    return pieces === undefined ? [] : [{ sha256, size: sizeOf(pieces), pieces }];
  }

  async function resume(sha256: Sha256, bytes: Uint8Array): Promise<Sent> {
    const size = bytes.byteLength;
    const { have, partial } = await check([{ sha256, size }]);
    if (have.includes(sha256)) return { sha256, verified: true, sentBytes: 0 };
    const server = await base();
    const partialUrl = partial.find((upload) => upload.sha256 === sha256)?.url;
    const target = { endpoint: `${server}/sync/v1/files`, sha256, bytes, signal: signal() };
    const partialAt = partialUrl === undefined ? undefined : new URL(partialUrl, target.endpoint).href;
    const staged = await session.withToken((token) => stage({ ...target, token, partialUrl: partialAt }));
    const reply = await commit(sha256, staged.url);
    return verified(reply, sha256, size, staged.sentBytes);
  }

  async function commit(sha256: Sha256, uploadUrl: string): Promise<BlobVerified> {
    const json: z.infer<typeof BlobCommitRequest> = { upload: idOf(uploadUrl) };
    const path = `/sync/v1/blobs/${sha256}/commit`;
    return session.withToken(async (token) => (await wire.call({ method: 'POST', path, json, token, reply: BlobVerified })).value);
  }

  /** What can be made of an original that is here is not asked for. */
  async function fetchCopy(sha256: Sha256, size: PhotoSize, watermark: WatermarkText): Promise<{ bytes: number }> {
    if (size !== 'original' && (await photos.rebuild(sha256, watermark))) return { bytes: 0 };
    const path = `/sync/v1/blobs/${sha256}?size=${size}`;
    const bytes = await session.withToken((token) => wire.download(path, token));
    if (size === 'original') await photos.keepOriginal(sha256, bytes, watermark);
    else await photos.keepDerived(sha256, size, bytes, watermark);
    return { bytes: bytes.byteLength };
  }

  return { check, send, sendParcel, release, fetch: fetchCopy };
}

const patienceFor = (bytes: number) => patienceMs.other * Math.ceil(bytes / limits.chunkBytes);

/** Only the server's own rehash of the very bytes counts [P6]. */
function verified(reply: BlobVerified, sha256: Sha256, size: number, sentBytes: number): Sent {
  if (reply.sha256 !== sha256 || reply.size !== size) throw broken({ blob: 'verified another' });
  return { sha256, verified: true, sentBytes };
}

function idOf(uploadUrl: string): string {
  const id = new URL(uploadUrl).pathname.split('/').at(-1);
  if (id === undefined || id === '') throw broken({ upload: 'no id' });
  return decodeURIComponent(id);
}
