import type { FastifyInstance } from 'fastify';
import type { z } from 'zod';
import { type HeldReply, HeldRequest } from '#contract/district-api.ts';
import type { Parts } from '../parts.ts';
import { parseInput } from '../plugins/failures.ts';
import { deviceOf } from '../plugins/session.ts';
import { listHeld } from '../repositories/held.ts';

/** `POST /sync/v1/held`: what became of a device's own changes that waited for a person. */
export function heldRoute(app: FastifyInstance, { db }: Parts): void {
  app.post('/sync/v1/held', async (request): Promise<z.infer<typeof HeldReply>> => {
    const { uids } = parseInput(HeldRequest, request.body);
    return { held: await listHeld(db, deviceOf(request).dev, uids) };
  });
}
