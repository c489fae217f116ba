import type { FastifyInstance } from 'fastify';
import type { z } from 'zod';
import { type ArrivedReply, ArrivedRequest, type PeersReply } from '#contract/handover.ts';
import type { Parts } from '../parts.ts';
import { parseInput } from '../plugins/failures.ts';
import { deviceOf } from '../plugins/session.ts';
import { listArrived, listPeers } from '../repositories/peers.ts';

/** `GET /sync/v1/peers`, `POST /sync/v1/arrived`: what desks need to hand work to each other [HO1][HO5]. */
export function peerRoutes(app: FastifyInstance, { db }: Parts): void {
  app.get('/sync/v1/peers', async (request): Promise<PeersReply> => listPeers(db, deviceOf(request)));
  app.post('/sync/v1/arrived', async (request): Promise<z.infer<typeof ArrivedReply>> => {
    const { uids } = parseInput(ArrivedRequest, request.body);
    return { arrived: await listArrived(db, deviceOf(request), uids) };
  });
}
