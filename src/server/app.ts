import type { Writable } from 'node:stream';
import compress from '@fastify/compress';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest, type RouteOptions } from 'fastify';
import { Failure } from '#contract/failure.ts';
import { consolePage, dressConsole } from './console/console-page.ts';
import { createMetrics } from './metrics/metrics.ts';
import { openapiRoute } from './openapi/openapi-route.ts';
import type { Parts } from './parts.ts';
import { type BodyPace, boundBodies, defaultPace } from './plugins/body-pace.ts';
import { type Draining, drainOnStop } from './plugins/draining.ts';
import { answerFailures, refuseBroken, sendFailure } from './plugins/failures.ts';
import { createLogStream } from './plugins/log-stream.ts';
import { defaultRates, limitRates, type Rates } from './plugins/rates.ts';
import { requireSession } from './plugins/session.ts';
import { blobCheckRoute } from './routes/blob-check.ts';
import { blobCommitRoute } from './routes/blob-commit.ts';
import { blobGetRoute } from './routes/blob-get.ts';
import { blobParcelRoute } from './routes/blob-parcel.ts';
import { blobPutRoute } from './routes/blob-put.ts';
import { bundlesRoute } from './routes/bundles.ts';
import { consoleRoutes } from './routes/console.ts';
import { enrollRoute } from './routes/enroll.ts';
import { healthRoutes } from './routes/health.ts';
import { heldRoute } from './routes/held.ts';
import { helloRoute } from './routes/hello.ts';
import { holdRoutes } from './routes/holds.ts';
import { peerRoutes } from './routes/peers.ts';
import { pullRoute } from './routes/pull.ts';
import { pushRoute } from './routes/push.ts';
import { receiptRoute } from './routes/receipt.ts';
import { recordHistoryRoute } from './routes/record-history.ts';
import { reenrollRoute } from './routes/reenroll.ts';
import { sessionRoutes } from './routes/session.ts';
import { uploadRoutes } from './routes/uploads.ts';
import { createRunningPuts } from './staging/running-puts.ts';

/** Headers carry tokens, and an address may carry anything a person typed: of a request only this is logged. */
function requestLine({ method, routeOptions, ip }: FastifyRequest) {
  return { method, route: routeOptions.url ?? 'none', ip };
}

export interface AppOptions {
  /** No log at all. */
  quiet?: boolean;
  /** Log lines go to stderr otherwise: stdout belongs to the command that was called. */
  log?: Writable;
  /** PEM texts. Without them the server speaks plain HTTP, for loopback or behind a proxy. */
  tls?: { cert: string; key: string };
  /** Addresses of proxies whose `X-Forwarded-For` is believed, comma-separated, CIDR allowed. */
  trustProxy?: string;
  rates?: Rates;
  pace?: BodyPace;
  /** Told of each route as it is added. */
  onRoute?: (route: RouteOptions) => void;
}

/** The district server without a port: `inject` requests, or let `startServer` listen. */
export async function buildApp(parts: Parts, options: AppOptions = {}): Promise<FastifyInstance & Draining> {
  const app = createApp(options);
  const metrics = createMetrics();
  const puts = createRunningPuts();
  if (options.onRoute !== undefined) app.addHook('onRoute', options.onRoute);
  answerFailures(app);
  boundBodies(app, options.pace ?? defaultPace);
  const draining = drainOnStop(app);
  await app.register(compress, { encodings: ['gzip'], requestEncodings: ['gzip'] });
  await limitRates(app, options.rates ?? defaultRates);
  healthRoutes(app, parts, metrics);
  openapiRoute(app);
  await app.register(async (scope) => {
    scope.addHook('onRequest', dressConsole);
    consoleRoutes(scope, parts);
    await consolePage(scope);
  });
  enrollRoute(app, parts);
  reenrollRoute(app, parts);
  sessionRoutes(app, parts);
  helloRoute(app, parts);
  await app.register(async (scope) => {
    requireSession(scope, parts, { revokedToo: true });
    pushRoute(scope, parts, metrics);
  });
  await app.register(async (scope) => {
    requireSession(scope, parts);
    pullRoute(scope, parts);
    receiptRoute(scope, parts);
    heldRoute(scope, parts);
    holdRoutes(scope, parts);
    peerRoutes(scope, parts);
    recordHistoryRoute(scope, parts);
    blobCheckRoute(scope, parts, puts);
    blobCommitRoute(scope, parts);
    blobGetRoute(scope, parts);
    await scope.register(async (bytes) => {
      // Photos and bundles are streamed to disk, never parsed.
      bytes.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
      blobPutRoute(bytes, parts, puts);
      blobParcelRoute(bytes, parts, puts);
      bundlesRoute(bytes, parts);
    });
    await scope.register(async (staging) => uploadRoutes(staging, parts));
  });
  return Object.assign(app, draining);
}

function createApp({ quiet, log, tls, trustProxy }: AppOptions): FastifyInstance {
  const logger = { level: 'info', stream: log ?? createLogStream(process.stderr.fd), serializers: { req: requestLine } };
  const options = {
    logger: quiet === true ? false : logger,
    bodyLimit: 256 * 1024,
    // `boundBodies` does it. Node's own bound of the headers (a minute) stays.
    requestTimeout: 0,
    routerOptions: { ignoreTrailingSlash: true },
    // An address that the router cannot read: answered before any hook, so that nothing of it is logged.
    frameworkErrors: (_error: unknown, _request: unknown, reply: FastifyReply) => void sendFailure(reply, new Failure('input-bad')),
    clientErrorHandler: refuseBroken,
    // `drain` answers those that come while it stops, with what to do.
    return503OnClosing: false,
    ...(trustProxy === undefined ? {} : { trustProxy }),
  };
  if (tls === undefined) return fastify(options);
  return fastify({ ...options, https: tls }) as unknown as FastifyInstance; // routes do not care which server carries them
}
