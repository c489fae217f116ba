import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { type BlobVerified, limits } from '#contract/district-api.ts';
import { Failure } from '#contract/failure.ts';
import { Sha256 } from '#domain/identity.ts';
import type { Parts } from '../parts.ts';
import { parseInput } from '../plugins/failures.ts';
import { findVerified, keepVerified } from '../repositories/blobs.ts';

/** `PUT /sync/v1/blobs/{sha256}`: a small photo in one request. Idempotent. @throws BLOB_HASH, TOO_BIG, DISK */
export function blobPutRoute(app: FastifyInstance, { db, blobs, now }: Parts): void {
  app.put('/sync/v1/blobs/:sha256', async (request): Promise<BlobVerified> => {
    const { sha256 } = parseInput(z.object({ sha256: Sha256 }), request.params);
    const known = await findVerified(db, sha256);
    if (known !== undefined) return { sha256, size: known, verified: true };
    if (!(request.body instanceof Readable)) throw new Failure('input-bad');
    const size = await blobs.receive(sha256, request.body, limits.putBytes);
    await keepVerified(db, sha256, size, now());
    return { sha256, size, verified: true };
  });
}
