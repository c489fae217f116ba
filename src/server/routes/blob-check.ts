import type { FastifyInstance } from 'fastify';
import { type BlobCheckReply, BlobCheckRequest } from '#contract/district-api.ts';
import type { Parts } from '../parts.ts';
import { parseInput } from '../plugins/failures.ts';
import { deviceOf } from '../plugins/session.ts';
import { listUploads, listVerified } from '../repositories/blobs.ts';
import type { RunningPuts } from '../staging/running-puts.ts';
import { uploadsPath } from './uploads.ts';

/** `POST /sync/v1/blobs/check`: which of these are verified here, which are needed, which were begun. */
export function blobCheckRoute(app: FastifyInstance, { db }: Parts, puts: RunningPuts): void {
  app.post('/sync/v1/blobs/check', async (request): Promise<BlobCheckReply> => {
    const hashes = parseInput(BlobCheckRequest, request.body).map(({ sha256 }) => sha256);
    const { dev } = deviceOf(request);
    await puts.end(dev, hashes);
    const verified = await listVerified(db, hashes);
    const need = hashes.filter((sha256) => !verified.has(sha256));
    const begun = await listUploads(db, dev, need);
    return {
      have: hashes.filter((sha256) => verified.has(sha256)),
      need,
      backed: hashes.filter((sha256) => verified.get(sha256)?.backed === true),
      partial: begun.map(({ sha256, id }) => ({ sha256, url: `${uploadsPath}/${id}` })),
    };
  });
}
