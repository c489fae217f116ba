import type { IncomingMessage } from 'node:http';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/** How long a request may take to come. Nothing here bounds the work that follows it. */
export interface BodyPace {
  /** A whole request, from its headers on. The largest photo that comes in one request, at the pace below which a device gives up. */
  wholeMs: number;
  /** Where `steady` bounds it instead: in each such span at least so many bytes. */
  spanMs: number;
  spanBytes: number;
}

export const defaultPace: BodyPace = { wholeMs: 300_000, spanMs: 60_000, spanBytes: 16 * 1024 };

declare module 'fastify' {
  interface FastifyInstance {
    /** An `onRequest` hook, behind the session's: this request may take as long as it likes, but not be silent. */
    steady(request: FastifyRequest): Promise<void>;
  }
}

/**
 * Cuts the line of who sends too slowly. In place of Node's `requestTimeout`, which knows one bound for all of a server: a bundle of gigabytes needs
 * more than a stranger may have. Hung on the server and not on the routes, so that what no route answers is bounded too.
 */
export function boundBodies(app: FastifyInstance, pace: BodyPace): void {
  const timers = new WeakMap<IncomingMessage, NodeJS.Timeout>();
  const watch = (raw: IncomingMessage, ms: number, spent: () => boolean) => {
    clearTimeout(timers.get(raw));
    const timer = setTimeout(() => {
      if (raw.complete || raw.socket.destroyed) return;
      if (spent()) raw.socket.destroy();
      else timer.refresh();
    }, ms);
    timers.set(raw, timer.unref());
  };

  app.server.prependListener('request', (raw: IncomingMessage) => {
    if (!hasBody(raw)) return;
    watch(raw, pace.wholeMs, () => true);
    // What is answered early goes on coming: its bound stays.
    raw.once('close', () => raw.complete && clearTimeout(timers.get(raw)));
  });
  app.decorate('steady', async ({ raw }: FastifyRequest) => {
    let seen = raw.socket.bytesRead;
    watch(raw, pace.spanMs, () => {
      const come = raw.socket.bytesRead - seen;
      seen += come;
      return come < pace.spanBytes;
    });
  });
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}
