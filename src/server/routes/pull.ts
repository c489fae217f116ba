import type { FastifyInstance } from 'fastify';
import { PullQuery, type PullReply } from '#contract/district-api.ts';
import { Failure } from '#contract/failure.ts';
import type { Parts } from '../parts.ts';
import { parseInput } from '../plugins/failures.ts';
import { deviceOf } from '../plugins/session.ts';
import { readPage } from '../repositories/feed.ts';

/** `GET /sync/v1/pull?epoch&cursor&limit`. @throws EPOCH, CURSOR */
export function pullRoute(app: FastifyInstance, { db, identity, now }: Parts): void {
  app.get('/sync/v1/pull', async (request): Promise<PullReply> => {
    const query = parseInput(PullQuery, request.query);
    if (query.epoch !== identity.epoch) throw new Failure('EPOCH', { epoch: identity.epoch });
    return readPage(db, deviceOf(request), query, now());
  });
}
