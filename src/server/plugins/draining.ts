import type { FastifyInstance } from 'fastify';
import { Failure } from '#contract/failure.ts';

/** How a server stops without cutting anybody off. */
export interface Draining {
  /** Refuses what is new, and resolves once what was under way has ended, or after `patienceMs`. */
  drain(patienceMs: number): Promise<void>;
  isDraining(): boolean;
}

const retryAfterS = 5;

/** Before a server stops, requests under way end and new ones are told to come back: another process may be there by then. */
export function drainOnStop(app: FastifyInstance): Draining {
  let draining = false;
  let underWay = 0;
  let ended: () => void = () => undefined;
  app.addHook('onRequest', async (request, reply) => {
    if (draining && request.routeOptions.url !== '/healthz') {
      reply.header('connection', 'close');
      throw new Failure('BUSY', { retryAfterS });
    }
    underWay += 1;
    // Also for an answer that tus writes itself, and for a line that is cut.
    reply.raw.once('close', () => {
      underWay -= 1;
      if (underWay === 0) ended();
    });
  });
  return {
    isDraining: () => draining,
    drain: async (patienceMs) => {
      draining = true;
      if (underWay === 0) return;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, patienceMs);
        ended = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    },
  };
}
