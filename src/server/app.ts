import compress from '@fastify/compress';
import fastify, { type FastifyInstance } from 'fastify';
import type { Parts } from './parts.ts';
import { answerFailures } from './plugins/failures.ts';
import { requireSession } from './plugins/session.ts';
import { blobCheckRoute } from './routes/blob-check.ts';
import { blobCommitRoute } from './routes/blob-commit.ts';
import { blobGetRoute } from './routes/blob-get.ts';
import { blobPutRoute } from './routes/blob-put.ts';
import { enrollRoute } from './routes/enroll.ts';
import { healthRoutes } from './routes/health.ts';
import { helloRoute } from './routes/hello.ts';
import { pullRoute } from './routes/pull.ts';
import { pushRoute } from './routes/push.ts';
import { receiptRoute } from './routes/receipt.ts';
import { sessionRoutes } from './routes/session.ts';
import { uploadRoutes } from './routes/uploads.ts';

/** Log lines go to stderr: stdout belongs to the command that was called. */
const logger = {
  level: 'info',
  stream: process.stderr,
  redact: ['req.headers', 'token', 'code', 'sig', 'proof'],
};

/** The district server without a port: `inject` requests, or let `startServer` listen. */
export async function buildApp(parts: Parts, options: { quiet?: boolean } = {}): Promise<FastifyInstance> {
  const app = fastify({
    logger: options.quiet === true ? false : logger,
    bodyLimit: 256 * 1024,
    requestTimeout: 120_000,
    routerOptions: { ignoreTrailingSlash: true },
  });
  answerFailures(app);
  await app.register(compress, { encodings: ['gzip'], requestEncodings: ['gzip'] });
  healthRoutes(app, parts);
  enrollRoute(app, parts);
  sessionRoutes(app, parts);
  helloRoute(app, parts);
  await app.register(async (scope) => {
    requireSession(scope, parts);
    pushRoute(scope, parts);
    pullRoute(scope, parts);
    receiptRoute(scope, parts);
    blobCheckRoute(scope, parts);
    blobCommitRoute(scope, parts);
    blobGetRoute(scope, parts);
    await scope.register(async (bytes) => {
      // A photo's bytes are streamed to disk, never parsed.
      bytes.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
      blobPutRoute(bytes, parts);
    });
    await scope.register(async (staging) => uploadRoutes(staging, parts));
  });
  return app;
}
