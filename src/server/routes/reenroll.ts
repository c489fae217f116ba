import type { FastifyInstance } from 'fastify';
import { type EnrollReply, ReenrollRequest } from '#contract/district-api.ts';
import type { Parts } from '../parts.ts';
import { parseInput } from '../plugins/failures.ts';
import { reenrollDevice } from '../repositories/reenroll.ts';
import { enrollReply } from './enroll.ts';

/**
 * `POST /sync/v1/reenroll`: a known device whose disk was rolled back or copied goes on under a new id, proven by its key, without a person.
 * The id before stays as it is: the other copy may go on with it. @throws AUTH, REVOKED
 */
export function reenrollRoute(app: FastifyInstance, { db, identity, now }: Parts): void {
  app.post('/sync/v1/reenroll', async (request): Promise<EnrollReply> => {
    const input = parseInput(ReenrollRequest, request.body);
    return enrollReply(await reenrollDevice(db, input, now()), identity);
  });
}
