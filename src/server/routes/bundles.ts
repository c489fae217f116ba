import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { FastifyInstance } from 'fastify';
import { courierLimits } from '#contract/courier.ts';
import { Failure } from '#contract/failure.ts';
import { sayDiskFull } from '../blobs/durable-file.ts';
import { importBundles } from '../courier/import-bundles.ts';
import { writeAnswer } from '../courier/write-answer.ts';
import type { Parts } from '../parts.ts';
import { deviceOf } from '../plugins/session.ts';

/**
 * `POST /sync/v1/bundles`: a stick's bundle, brought by any device of the office; answers with the sealed answer to the device that wrote it.
 * It may take hours to come, as long as it comes.
 * @throws bundle-foreign, bundle-damaged, bundle-newer, TOO_BIG, DISK, and what ingest throws
 */
export function bundlesRoute(app: FastifyInstance, parts: Parts): void {
  app.post('/sync/v1/bundles', { onRequest: app.steady }, async (request, reply) => {
    if (!(request.body instanceof Readable)) throw new Failure('input-bad');
    const actor = deviceOf(request).dev;
    const staged = path.join(parts.stagingFolder, `upload-${randomUUID()}.partial`);
    const answer = `${staged}.chr`;
    try {
      await sayDiskFull(() =>
        pipeline(request.body as Readable, atMost(courierLimits.partBytes + courierLimits.overheadBytes), createWriteStream(staged)),
      );
      const { devices, refused } = await importBundles(parts, [staged], actor);
      for (const { failure } of refused) throw failure;
      for (const device of devices) await writeAnswer(parts, device, answer, actor);
      const bytes = createReadStream(answer);
      bytes.once('close', () => void rm(answer, { force: true }));
      return await reply
        .type('application/octet-stream')
        .header('content-length', (await stat(answer)).size)
        .send(bytes);
    } finally {
      await rm(staged, { force: true });
    }
  });
}

/** Passes on so many bytes and no more. */
function atMost(limit: number): Transform {
  let size = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length;
      done(size > limit ? new Failure('TOO_BIG', { max: limit }) : null, chunk);
    },
  });
}
