import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { limits, type PushReply } from '#contract/district-api.ts';
import { Failure } from '#contract/failure.ts';
import type { Metrics } from '../metrics/metrics.ts';
import type { Parts } from '../parts.ts';
import { deviceOf } from '../plugins/session.ts';

/** The envelope around a full batch. */
const envelopeBytes = 16 * 1024;

/** `POST /sync/v1/push`. @throws what ingest throws; AUTH for another device's push */
export function pushRoute(app: FastifyInstance, { ingest }: Parts, metrics: Metrics): void {
  app.post(
    '/sync/v1/push',
    { bodyLimit: limits.batchBytes + envelopeBytes, onRequest: app.limited('push') },
    async (request): Promise<PushReply> => {
      const claimed = z.object({ dev: z.string() }).safeParse(request.body);
      if (claimed.success && claimed.data.dev !== deviceOf(request).dev) throw new Failure('AUTH');
      const reply = await ingest(request.body);
      for (const { outcome } of reply.results) metrics.pushed(outcome, 1);
      return reply;
    },
  );
}
