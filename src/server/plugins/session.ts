import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Failure } from '#contract/failure.ts';
import type { Parts } from '../parts.ts';
import { authenticate, type SessionDevice } from '../repositories/sessions.ts';

declare module 'fastify' {
  interface FastifyRequest {
    device: SessionDevice | null;
  }
}

/** Every route of this scope needs a session, checked before a byte of the body is read. */
export function requireSession(scope: FastifyInstance, { db, now }: Parts): void {
  scope.decorateRequest('device', null);
  scope.addHook('onRequest', async (request) => {
    const [scheme, token] = (request.headers.authorization ?? '').split(' ');
    if (scheme?.toLowerCase() !== 'bearer' || token === undefined) throw new Failure('AUTH');
    request.device = await authenticate(db, token, now());
  });
}

/** The device behind a request of such a scope. @throws Failure AUTH */
export function deviceOf(request: FastifyRequest): SessionDevice {
  if (request.device === null) throw new Failure('AUTH');
  return request.device;
}
