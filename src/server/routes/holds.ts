import type { FastifyInstance } from 'fastify';
import { Failure } from '#contract/failure.ts';
import { type DevicesReply, HoldsQuery, type HoldsReply } from '#contract/hold.ts';
import type { Parts } from '../parts.ts';
import { parseInput } from '../plugins/failures.ts';
import { deviceOf } from '../plugins/session.ts';
import { readHoldsPage } from '../repositories/holds.ts';
import { listKnownDevices } from '../repositories/known-devices.ts';

/** `GET /sync/v1/holds?epoch&cursor&limit`, `GET /sync/v1/devices`. @throws EPOCH */
export function holdRoutes(app: FastifyInstance, { db, identity, now }: Parts): void {
  app.get('/sync/v1/holds', async (request): Promise<HoldsReply> => {
    const query = parseInput(HoldsQuery, request.query);
    if (query.epoch !== identity.epoch) throw new Failure('EPOCH', { epoch: identity.epoch });
    return readHoldsPage(db, deviceOf(request), query, now());
  });
  app.get(
    '/sync/v1/devices',
    async (request): Promise<DevicesReply> => ({ devices: await listKnownDevices(db, deviceOf(request), now()) }),
  );
}
