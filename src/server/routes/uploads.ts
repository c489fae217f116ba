import type { IncomingMessage } from 'node:http';
import { FileStore } from '@tus/file-store';
import { Server } from '@tus/server';
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import { z } from 'zod';
import { limits } from '#contract/district-api.ts';
import { Failure } from '#contract/failure.ts';
import { type DeviceId, Sha256 } from '#domain/identity.ts';
import type { Parts } from '../parts.ts';
import { parseInput, writeFailure } from '../plugins/failures.ts';
import { deviceOf } from '../plugins/session.ts';
import { addUpload, findUpload } from '../repositories/blobs.ts';
import { uploadLifeMs } from '../staging/sweep.ts';

export const uploadsPath = '/sync/v1/files';

/** As the staging names them: random, and safe as a file's name. */
export const UploadId = z.string().regex(/^[0-9a-f]{32}$/);

const bytesType = 'application/offset+octet-stream';

/**
 * tus 1.0 at `/sync/v1/files/`: resumable staging, nothing more. Finishing an upload proves nothing: only the commit does.
 * The `sha256` in its metadata lets `blobs/check` find it again.
 */
export function uploadRoutes(app: FastifyInstance, parts: Parts): void {
  const owners = new WeakMap<IncomingMessage, DeviceId>();
  const tus = createStaging(parts, owners, app.log);

  app.addContentTypeParser(bytesType, (_request, _payload, done) => done(null));
  app.route({
    method: ['POST', 'OPTIONS'],
    url: uploadsPath,
    handler: async (request, reply) => {
      // No creation-with-upload: a first PATCH that is cut can be resumed, a first POST cannot.
      if (request.headers['content-type'] === bytesType) throw new Failure('input-bad');
      owners.set(request.raw, deviceOf(request).dev);
      reply.hijack();
      await tus.handle(request.raw, reply.raw);
    },
  });
  app.route({
    method: ['HEAD', 'PATCH', 'DELETE'],
    url: `${uploadsPath}/:id`,
    handler: async (request, reply) => {
      const { id } = parseInput(z.object({ id: UploadId }), request.params);
      if ((await findUpload(parts.db, deviceOf(request).dev, id)) === undefined) throw new Failure('NOT_FOUND');
      if (Number(request.headers['content-length'] ?? 0) > limits.chunkBytes) throw new Failure('TOO_BIG', { max: limits.chunkBytes });
      reply.hijack();
      await tus.handle(request.raw, reply.raw);
    },
  });
}

function createStaging({ db, stagingFolder, now }: Parts, owners: WeakMap<IncomingMessage, DeviceId>, log: FastifyBaseLogger): Server {
  const datastore = new FileStore({ directory: stagingFolder, expirationPeriodInMilliseconds: uploadLifeMs });
  datastore.extensions = ['creation', 'termination', 'expiration'];
  return new Server({
    path: uploadsPath,
    datastore,
    maxSize: limits.photoBytes,
    // Relative, so that it holds behind any proxy.
    relativeLocation: true,
    // tus would answer with the system's own words. What it says itself is of the protocol, but for a file that it could not write.
    onResponseError: (_request, error) => {
      if (!('status_code' in error)) return writeFailure(error, log);
      return error.status_code !== 500 ? undefined : writeFailure(new Failure('DISK', {}, { cause: error }), log);
    },
    onUploadCreate: async (request, upload) => {
      const raw = request.runtime?.node?.req as IncomingMessage | undefined;
      const dev = raw && owners.get(raw);
      if (dev === undefined || upload.size === undefined) throw new Failure('input-bad');
      const sha256 = Sha256.safeParse(upload.metadata?.sha256).data ?? null;
      await addUpload(db, { id: upload.id, dev, size: upload.size, sha256, created_at: now() });
      return {};
    },
  });
}
