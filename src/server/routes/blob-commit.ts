import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { BlobCommitRequest, type BlobVerified } from '#contract/district-api.ts';
import { Failure } from '#contract/failure.ts';
import { type DeviceId, Sha256 } from '#domain/identity.ts';
import type { Parts } from '../parts.ts';
import { parseInput } from '../plugins/failures.ts';
import { deviceOf } from '../plugins/session.ts';
import { dropUpload, findUpload, findVerified, keepVerified } from '../repositories/blobs.ts';

/**
 * `POST /sync/v1/blobs/{sha256}/commit {upload}`: the staged file becomes the blob once its own bytes say so. `upload` is the
 * address or the id of the upload. Idempotent. @throws NOT_FOUND, BLOB_HASH (the upload is dropped: begin again), DISK
 */
export function blobCommitRoute(app: FastifyInstance, parts: Parts): void {
  app.post('/sync/v1/blobs/:sha256/commit', async (request): Promise<BlobVerified> => {
    const { sha256 } = parseInput(z.object({ sha256: Sha256 }), request.params);
    const { upload } = parseInput(BlobCommitRequest, request.body);
    const id = upload.split('/').filter(Boolean).at(-1) ?? '';
    const size = (await findVerified(parts.db, sha256)) ?? (await commit(parts, deviceOf(request).dev, sha256, id));
    return { sha256, size, verified: true };
  });
}

async function commit({ db, blobs, stagingFolder, now }: Parts, dev: DeviceId, sha256: Sha256, id: string): Promise<number> {
  const upload = await findUpload(db, dev, id);
  if (upload === undefined) throw new Failure('NOT_FOUND');
  const staged = path.join(stagingFolder, upload.id);
  try {
    const size = await blobs.adopt(sha256, staged);
    await keepVerified(db, sha256, size, now());
    await drop();
    return size;
  } catch (error) {
    // The same commit sent twice at once: the other one took the file.
    const size = await findVerified(db, sha256);
    if (size !== undefined) return size;
    if (error instanceof Failure && error.code === 'BLOB_HASH') await drop();
    throw error;
  }

  async function drop() {
    await dropUpload(db, id);
    await rm(staged, { force: true });
    await rm(`${staged}.json`, { force: true });
  }
}
