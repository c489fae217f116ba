import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Failure } from '#contract/failure.ts';
import type { Parts } from '../parts.ts';
import { authenticate, type SessionDevice } from '../repositories/sessions.ts';

declare module 'fastify' {
  interface FastifyRequest {
    device: SessionDevice | null;
  }
}

/**
 * Every route of this scope needs a session, checked before a byte of the body is read. A revoked device is let in only where it hands
 * over its work: a tablet that is found again may hold some.
 */
export function requireSession(scope: FastifyInstance, { db, now }: Parts, { revokedToo = false } = {}): void {
  scope.decorateRequest('device', null);
  scope.addHook('onRequest', async (request) => {
    request.device = await findDevice(request, { db, now });
    if (request.device === null) throw new Failure('AUTH');
    if (request.device.revoked && !revokedToo) throw new Failure('REVOKED');
  });
}

/** Whose session a request carries; null where it carries none. @throws Failure AUTH for one that is not good */
export async function findDevice(request: FastifyRequest, { db, now }: Pick<Parts, 'db' | 'now'>): Promise<SessionDevice | null> {
  const [scheme, token] = (request.headers.authorization ?? '').split(' ');
  if (scheme?.toLowerCase() !== 'bearer' || token === undefined) return null;
  return authenticate(db, token, now());
}

/** The device behind a request of such a scope. @throws Failure AUTH */
export function deviceOf(request: FastifyRequest): SessionDevice {
  if (request.device === null) throw new Failure('AUTH');
  return request.device;
}
