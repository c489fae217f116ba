import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { FastifyInstance } from 'fastify';
import { BlobParams, BlobQuery } from '#contract/district-api.ts';
import { Failure } from '#contract/failure.ts';
import type { Parts } from '../parts.ts';
import { parseInput } from '../plugins/failures.ts';
import { deviceOf } from '../plugins/session.ts';
import { auditRead, findVerified, isInScope } from '../repositories/blobs.ts';

/** `GET /sync/v1/blobs/{sha256}?size=thumb|display|original`: only what a photo record of the device's subdistrict shows. */
export function blobGetRoute(app: FastifyInstance, { db, blobs, derivatives, now }: Parts): void {
  app.get('/sync/v1/blobs/:sha256', async (request, reply) => {
    const { sha256 } = parseInput(BlobParams, request.params);
    const { size } = parseInput(BlobQuery, request.query);
    const device = deviceOf(request);
    if (!(await isInScope(db, device, sha256)) || (await findVerified(db, sha256)) === undefined) throw new Failure('NOT_FOUND');
    await auditRead(db, device.dev, sha256, size, now());
    reply.header('cache-control', 'private, no-store');
    if (size === 'original') {
      const blob = await blobs.find(sha256);
      if (blob === undefined) throw new Failure('NOT_FOUND');
      return reply.type('application/octet-stream').header('content-length', blob.size).send(blob.read());
    }
    const copy = await derivatives.make(sha256, size);
    return reply
      .type('image/jpeg')
      .header('content-length', (await stat(copy)).size)
      .send(createReadStream(copy));
  });
}
