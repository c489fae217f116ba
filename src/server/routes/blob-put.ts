import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { BlobParams, type BlobVerified, limits } from '#contract/district-api.ts';
import { Failure } from '#contract/failure.ts';
import type { Sha256 } from '#domain/identity.ts';
import type { Rescue } from '../blobs/durable-file.ts';
import type { Parts } from '../parts.ts';
import { parseInput } from '../plugins/failures.ts';
import { deviceOf } from '../plugins/session.ts';
import { keepVerified } from '../repositories/blobs.ts';
import { keepBroken } from '../staging/keep-broken.ts';
import type { RunningPuts } from '../staging/running-puts.ts';

/**
 * `PUT /sync/v1/blobs/{sha256}`: a photo in one request. Idempotent. Of one larger than a chunk that is cut, what had come is staged: `blobs/check`
 * names it, and the rest goes by tus. @throws BLOB_HASH, TOO_BIG, DISK
 */
export function blobPutRoute(app: FastifyInstance, parts: Parts, puts: RunningPuts): void {
  const { db, blobs, now } = parts;
  app.put('/sync/v1/blobs/:sha256', async (request): Promise<BlobVerified> => {
    const { sha256 } = parseInput(BlobParams, request.params);
    const { body } = request;
    if (!(body instanceof Readable)) throw new Failure('input-bad');
    const receive = () => blobs.receive(sha256, body, limits.putBytes, rescueOf(request, sha256, parts));
    const size = await puts.run(deviceOf(request).dev, [sha256], body, receive);
    await keepVerified(db, [{ sha256, size }], now());
    return { sha256, size, verified: true };
  });
}

/** Only where the whole would be more to send again than one chunk [S2]. */
function rescueOf(request: FastifyRequest, sha256: Sha256, parts: Parts): Rescue | undefined {
  const size = Number(request.headers['content-length'] ?? 0);
  if (size <= limits.chunkBytes || size > limits.putBytes) return undefined;
  return (partial) => keepBroken(parts, { dev: deviceOf(request).dev, sha256, size }, partial);
}
