import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Failure } from '#contract/failure.ts';

/** Requests a minute: of one address, but for `push`, which counts one device's. */
export interface Rates {
  enroll: number;
  session: number;
  push: number;
  login: number;
}

/**
 * An office of fifteen tablets comes from one address, and at 17:30 all at once: what is tight for a guesser is wide for them. Counted in
 * each process by itself, so behind a load balancer the limit is as many times higher as there are processes.
 */
export const defaultRates: Rates = { enroll: 120, session: 600, push: 1200, login: 20 };

type Limit = (request: FastifyRequest) => Promise<void>;

declare module 'fastify' {
  interface FastifyInstance {
    /** An `onRequest` hook. Past the limit a request is told when to come back; nothing it carries is lost. @throws Failure BUSY, as 429 */
    limited(kind: keyof Rates): Limit;
  }
}

export async function limitRates(app: FastifyInstance, rates: Rates): Promise<void> {
  await app.register(rateLimit, { global: false });
  const limits = Object.fromEntries(
    Object.entries(rates).map(([kind, max]) => [
      kind,
      limitOf(app, max, kind === 'push' ? (request) => request.device?.dev ?? request.ip : undefined),
    ]),
  );
  app.decorate('limited', (kind: keyof Rates) => limits[kind] ?? (async () => undefined));
}

function limitOf(app: FastifyInstance, max: number, keyGenerator: ((request: FastifyRequest) => string) | undefined): Limit {
  const count = app.createRateLimit({ max, timeWindow: 60_000, ...(keyGenerator === undefined ? {} : { keyGenerator }) });
  return async (request) => {
    const counted = await count(request);
    if (!counted.isAllowed && counted.isExceeded)
      throw new Failure('BUSY', { retryAfterS: Math.max(1, counted.ttlInSeconds), perMinute: max });
  };
}
