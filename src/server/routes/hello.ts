import type { FastifyInstance } from 'fastify';
import { HelloQuery, type HelloReply, limits, protocol } from '#contract/district-api.ts';
import type { Parts } from '../parts.ts';
import { parseInput } from '../plugins/failures.ts';
import { findDevice } from '../plugins/session.ts';
import { readBackupState } from '../repositories/backup-targets.ts';
import { noteDeviceState } from '../repositories/known-devices.ts';
import { readPeersMark } from '../repositories/peers.ts';

/**
 * `GET /sync/v1/hello`: who the server is and what time it has. Needs no session, so that a device may ask before it is enrolled;
 * one that is given must be good; a revoked device is answered, so that it goes on to hand over its work. @throws AUTH
 */
export function helloRoute(app: FastifyInstance, parts: Parts): void {
  const { db, identity, now } = parts;
  app.get('/sync/v1/hello', async (request): Promise<HelloReply> => {
    const said = parseInput(HelloQuery, request.query);
    const device = await findDevice(request, parts);
    if (device !== null) await noteDeviceState(db, device.dev, said, now());
    return {
      serverId: identity.serverId,
      epoch: identity.epoch,
      pMin: protocol,
      pMax: protocol,
      now: now().toISOString(),
      limits: { ...limits },
      backup: await readBackupState(db, now()),
      ...(device === null || device.revoked ? {} : { peers: await readPeersMark(db, device) }),
    };
  });
}
