import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { FastifyInstance } from 'fastify';
import { BlobCommitRequest, BlobParams, type BlobVerified } from '#contract/district-api.ts';
import { Failure } from '#contract/failure.ts';
import type { DeviceId, Sha256 } from '#domain/identity.ts';
import type { Parts } from '../parts.ts';
import { parseInput } from '../plugins/failures.ts';
import { deviceOf } from '../plugins/session.ts';
import { claimUpload, dropUpload, findVerified, keepVerified } from '../repositories/blobs.ts';
import { createGate } from '../staging/gate.ts';
import { UploadId } from './uploads.ts';

/**
 * `POST /sync/v1/blobs/{sha256}/commit {upload}`: the staged file becomes the blob once its own bytes say so. `upload` is the
 * address or the id of the upload. Idempotent. @throws NOT_FOUND, BLOB_HASH (the upload is dropped: begin again), DISK
 */
export function blobCommitRoute(app: FastifyInstance, parts: Parts): void {
  const gate = createGate(commitsAtOnce);
  app.post('/sync/v1/blobs/:sha256/commit', async (request): Promise<BlobVerified> => {
    const { sha256 } = parseInput(BlobParams, request.params);
    const { upload } = parseInput(BlobCommitRequest, request.body);
    const id = parseInput(UploadId, upload.split('/').at(-1));
    const size = (await findVerified(parts.db, sha256)) ?? (await gate(() => commit(parts, deviceOf(request).dev, sha256, id)));
    return { sha256, size, verified: true };
  });
}

/** Each holds a connection while the photo store works: one that does not answer must not take them all from the pushes. */
const commitsAtOnce = 4;

async function commit(parts: Parts, dev: DeviceId, sha256: Sha256, id: string): Promise<number> {
  const staged = path.join(parts.stagingFolder, id);
  try {
    const size = await adopt(parts, dev, sha256, id, staged);
    await rm(`${staged}.json`, { force: true });
    return size;
  } catch (error) {
    if (error instanceof Failure && error.code === 'BLOB_HASH') await drop(parts, id, staged);
    throw error;
  }
}

/** Holds the upload's row meanwhile: the same commit sent twice at once waits, and then finds the blob verified. */
function adopt({ db, blobs, now }: Parts, dev: DeviceId, sha256: Sha256, id: string, staged: string): Promise<number> {
  return db.transaction().execute(async (tx) => {
    const upload = await claimUpload(tx, dev, id);
    const known = await findVerified(tx, sha256);
    if (known !== undefined) return known;
    if (upload === undefined) throw new Failure('NOT_FOUND');
    const size = await blobs.adopt(sha256, staged);
    await keepVerified(tx, [{ sha256, size }], now());
    await dropUpload(tx, id);
    return size;
  });
}

async function drop({ db }: Parts, id: string, staged: string): Promise<void> {
  await dropUpload(db, id);
  await rm(staged, { force: true });
  await rm(`${staged}.json`, { force: true });
}
