import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FailureCode } from '#contract/failure.ts';
import { type HostReply, tokenHeader } from '#contract/host-api.ts';
import { pageHeaders } from '#contract/page-policy.ts';
import type { Sessions } from './sessions.ts';

/** Every answer carries the page's policy, and nothing is kept unless its route says so. */
export async function dressAnswer(_request: FastifyRequest, reply: FastifyReply): Promise<void> {
  reply.headers(pageHeaders);
  reply.header('cache-control', 'no-store');
}

/**
 * Refuses other names for this machine (a foreign page that rebinds its DNS name to 127.0.0.1 sends its own Host) and, for
 * anything that is not a plain read, pages of other origins.
 */
export function guardOrigin(origin: string) {
  const authority = new URL(origin).host;
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    if (request.headers.host !== authority) return refuse(reply, 421, 'call-refused');
    const reads = request.method === 'GET' || request.method === 'HEAD';
    if (!reads && request.headers.origin !== origin) return refuse(reply, 403, 'call-refused');
    return undefined;
  };
}

/** Runs before the body is read: nobody without a token makes the shell hold fifty megabytes. */
export function guardToken(sessions: Sessions) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    const token = request.headers[tokenHeader];
    if (typeof token !== 'string' || !sessions.holds(token)) return refuse(reply, 401, 'call-refused');
    return undefined;
  };
}

/** Answers a failure in the one form the page reads. */
export function refuse(reply: FastifyReply, status: number, code: FailureCode): FastifyReply {
  return reply.code(status).send({ ok: false, error: { code, facts: {} } } satisfies HostReply);
}
