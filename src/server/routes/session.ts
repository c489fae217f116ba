import type { FastifyInstance } from 'fastify';
import type { z } from 'zod';
import { type NonceReply, type SessionReply, SessionRequest } from '#contract/district-api.ts';
import type { Parts } from '../parts.ts';
import { parseInput } from '../plugins/failures.ts';
import { readGrants } from '../repositories/devices.ts';
import { issueNonce, openSession } from '../repositories/sessions.ts';

/** `GET /sync/v1/nonce` and `POST /sync/v1/session`: a signed nonce for a token of twelve hours. */
export function sessionRoutes(app: FastifyInstance, { db, now }: Parts): void {
  app.get(
    '/sync/v1/nonce',
    { onRequest: app.limited('session') },
    async (): Promise<z.infer<typeof NonceReply>> => ({ nonce: await issueNonce(db, now()) }),
  );

  app.post('/sync/v1/session', { onRequest: app.limited('session') }, async (request): Promise<z.infer<typeof SessionReply>> => {
    const input = parseInput(SessionRequest, request.body);
    const { token, expiresAt } = await openSession(db, input, now());
    return { token, expiresAt: expiresAt.toISOString(), grants: await readGrants(db, input.dev) };
  });
}
