import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { limits, type PushReply } from '#contract/district-api.ts';
import { Failure } from '#contract/failure.ts';
import type { Metrics } from '../metrics/metrics.ts';
import type { Parts } from '../parts.ts';
import { deviceOf } from '../plugins/session.ts';

/** The envelope around a full batch. */
const envelopeBytes = 16 * 1024;

/** A body, and the bytes that it was parsed from. */
interface Sent {
  value: unknown;
  bytes: Buffer;
}

/** `POST /sync/v1/push`. @throws what ingest throws; AUTH for another device's push */
export function pushRoute(app: FastifyInstance, { ingest }: Parts, metrics: Metrics): void {
  const parseJson = app.getDefaultJsonParser('error', 'error');
  app.addContentTypeParser<Buffer>('application/json', { parseAs: 'buffer' }, (request, bytes, done) => {
    void parseJson(request, bytes.toString(), (error, value) => done(error, { value, bytes } satisfies Sent));
  });
  app.post<{ Body: Sent | undefined }>(
    '/sync/v1/push',
    { bodyLimit: limits.batchBytes + envelopeBytes, onRequest: app.limited('push') },
    async (request): Promise<PushReply> => {
      const { value, bytes } = request.body ?? { value: undefined, bytes: undefined };
      const claimed = z.object({ dev: z.string() }).safeParse(value);
      if (claimed.success && claimed.data.dev !== deviceOf(request).dev) throw new Failure('AUTH');
      const reply = await ingest(value, bytes);
      for (const { outcome } of reply.results) metrics.pushed(outcome, 1);
      return reply;
    },
  );
}
