import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { limits, type ParcelPhoto, ParcelQuery, type ParcelReply, readParcel } from '#contract/district-api.ts';
import { Failure } from '#contract/failure.ts';
import type { BlobStore } from '../blobs/blob-store.ts';
import type { Parts } from '../parts.ts';
import { parseInput } from '../plugins/failures.ts';
import { deviceOf } from '../plugins/session.ts';
import { keepVerified } from '../repositories/blobs.ts';
import type { RunningPuts } from '../staging/running-puts.ts';

/**
 * `PUT /sync/v1/blobs?photos=…`: a parcel of small photos, for which one session is asked after and one statement notes them all [PH4]. Idempotent. Answers
 * those whose bytes are what their hashes say, in place and durable. Of a parcel that is cut, those that had come whole are noted: less than a chunk is
 * sent again [S2]. @throws TOO_BIG, DISK; input-bad where the body is not as long as was said
 */
export function blobParcelRoute(app: FastifyInstance, { db, blobs, now }: Parts, puts: RunningPuts): void {
  app.put('/sync/v1/blobs', async (request): Promise<ParcelReply> => {
    const photos = readParcel(parseInput(ParcelQuery, request.query));
    const { body } = request;
    if (!(body instanceof Readable)) throw new Failure('input-bad');
    if (photos.some(({ size }) => size > limits.chunkBytes)) throw new Failure('TOO_BIG', { max: limits.chunkBytes });
    if (photos.reduce((sum, { size }) => sum + size, 0) > limits.parcelBytes) throw new Failure('TOO_BIG', { max: limits.parcelBytes });
    const hashes = photos.map(({ sha256 }) => sha256);
    const kept = await puts.run(deviceOf(request).dev, hashes, body, async () => {
      const { kept, failures } = await receiveParcel(blobs, photos, body);
      await keepVerified(db, kept, now());
      if (failures.length > 0) throw failures[0];
      return kept;
    });
    return { verified: kept.map(({ sha256, size }) => ({ sha256, size, verified: true })) };
  });
}

/** Each photo is written while the next one comes. */
async function receiveParcel(blobs: BlobStore, photos: readonly ParcelPhoto[], body: AsyncIterable<Buffer>) {
  const kept: ParcelPhoto[] = [];
  const failures: unknown[] = [];
  const fail = (error: unknown) => void failures.push(error);
  const receive = async ({ photo, bytes }: Unpacked) => {
    await blobs.receive(photo.sha256, Readable.from(bytes), photo.size);
    kept.push(photo);
  };
  const writing: Promise<void>[] = [];
  try {
    for await (const unpacked of unpack(photos, body)) writing.push(receive(unpacked).catch(unlessOtherHash(fail)));
  } catch (error) {
    fail(error);
  }
  await Promise.all(writing);
  return { kept, failures };
}

/** One that has another hash is not answered: the device sends it by itself, and hears why. */
function unlessOtherHash(fail: (error: unknown) => void): (error: unknown) => void {
  return (error) => {
    if (!(error instanceof Failure) || error.code !== 'BLOB_HASH') fail(error);
  };
}

interface Unpacked {
  photo: ParcelPhoto;
  bytes: Buffer[];
}

/** The photos one by one, as their last bytes come. */
async function* unpack(photos: readonly ParcelPhoto[], body: AsyncIterable<Buffer>): AsyncGenerator<Unpacked> {
  const left = [...photos];
  let bytes: Buffer[] = [];
  let missing = left[0]?.size ?? 0;
  for await (const chunk of body) {
    for (let at = 0; at < chunk.length; ) {
      const [photo] = left;
      if (photo === undefined) throw new Failure('input-bad');
      const piece = chunk.subarray(at, at + missing);
      bytes.push(piece);
      at += piece.length;
      missing -= piece.length;
      if (missing > 0) continue;
      yield { photo, bytes };
      left.shift();
      bytes = [];
      missing = left[0]?.size ?? 0;
    }
  }
  if (left.length > 0) throw new Failure('input-bad');
}
