import type { FastifyInstance } from 'fastify';
import { type HelloReply, limits, protocol } from '#contract/district-api.ts';
import type { Parts } from '../parts.ts';

/** `GET /sync/v1/hello`: who the server is and what time it has. Needs no session: a device may ask before it is enrolled. */
export function helloRoute(app: FastifyInstance, { identity, now }: Parts): void {
  app.get(
    '/sync/v1/hello',
    async (): Promise<HelloReply> => ({
      serverId: identity.serverId,
      epoch: identity.epoch,
      pMin: protocol,
      pMax: protocol,
      now: now().toISOString(),
      limits: { ...limits },
    }),
  );
}
