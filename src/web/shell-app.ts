import { basename, dirname } from 'node:path';
import fastifyStatic from '@fastify/static';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { limits } from '#contract/district-api.ts';
import { inputHeader } from '#contract/host-api.ts';
import { attachmentNamed, isPagePath } from '#contract/page-policy.ts';
import type { Host } from '#host/host.ts';
import type { Sessions } from './sessions.ts';
import { dressAnswer, guardOrigin, guardToken, refuse } from './shell-guards.ts';

export interface ShellAppOptions {
  /** `http://127.0.0.1:<port>`: the one origin this shell answers to. */
  origin: string;
  host: Host;
  sessions: Sessions;
  /** Folder of the built page, with `index.html`. */
  rendererFolder: string;
}

/** A photo's largest size and room for its envelope. */
const bytesLimit = limits.photoBytes + 2 * 1024 * 1024;
/** 200 drafts of 64 KiB, or a form of two million characters, as JSON. */
const jsonLimit = 16 * 1024 * 1024;
const octets = 'application/octet-stream';

/** The routes of the browser shell, not yet listening. */
export function createShellApp(options: ShellAppOptions): FastifyInstance {
  const app = fastify({ bodyLimit: jsonLimit, forceCloseConnections: true });
  app.addHook('onRequest', dressAnswer);
  app.addHook('onRequest', guardOrigin(options.origin));
  app.setErrorHandler(answerError);
  app.setNotFoundHandler(answerPage);
  app.register(fastifyStatic, { root: options.rendererFolder, cacheControl: false, setHeaders: keepHashedFiles });
  app.register(sessionRoute, options);
  app.register(callRoutes, options);
  // Browsers ask for an icon whatever the page says: an empty answer keeps their consoles clean.
  app.get('/favicon.ico', (_request, reply) => reply.code(204).send());
  app.get('/photo/*', (request, reply) => serveBytes(options.host, request, reply));
  app.get('/file/*', (request, reply) => serveBytes(options.host, request, reply));
  return app;
}

const sessionBody = { type: 'object', required: ['code'], properties: { code: { type: 'string', maxLength: 64 } } };

async function sessionRoute(app: FastifyInstance, { sessions }: ShellAppOptions): Promise<void> {
  app.post<{ Body: { code: string } }>('/session', { schema: { body: sessionBody } }, async (request, reply) => {
    const token = sessions.exchange(request.body.code);
    return token === undefined ? refuse(reply, 401, 'call-refused') : { token };
  });
}

async function callRoutes(app: FastifyInstance, { host, sessions }: ShellAppOptions): Promise<void> {
  app.addHook('onRequest', guardToken(sessions));
  app.addContentTypeParser<Buffer>(octets, { parseAs: 'buffer', bodyLimit: bytesLimit }, (_request, body, done) => done(null, body));
  app.post<{ Params: { method: string } }>('/call/:method', async (request, reply) => {
    if (!Buffer.isBuffer(request.body)) return host.call(request.params.method, request.body);
    const input = readInputHeader(request);
    if (input === undefined) return refuse(reply, 400, 'input-bad');
    return host.call(request.params.method, input.value, request.body);
  });
}

/** The input of a call whose body is bytes. It is parsed only as JSON here: host checks its shape. */
function readInputHeader(request: FastifyRequest): { value: unknown } | undefined {
  const text = request.headers[inputHeader];
  if (typeof text !== 'string') return undefined;
  try {
    return { value: JSON.parse(decodeURIComponent(text)) };
  } catch {
    return undefined;
  }
}

/** Guarded by the short-lived token in the address itself: `<img>` can send no header. */
async function serveBytes(host: Host, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const served = await host.serve(pathOf(request));
  if (served === undefined) return refuse(reply, 404, 'NOT_FOUND');
  if (served.name !== undefined) reply.header('content-disposition', attachmentNamed(served.name));
  const { buffer, byteOffset, byteLength } = served.body;
  return reply.type(served.type).send(Buffer.from(buffer, byteOffset, byteLength));
}

/** Vite names the files under `assets` after their content; the page itself must always be the newest. */
function keepHashedFiles(reply: FastifyReply, path: string): void {
  const hashed = basename(dirname(path)) === 'assets';
  reply.header('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
}

async function answerPage(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  if (request.method !== 'GET' || !isPagePath(pathOf(request))) return refuse(reply, 404, 'NOT_FOUND');
  return reply.sendFile('index.html');
}

function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const status = error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : 500;
  if (status >= 500) return refuse(reply, status, 'internal');
  if (status === 413 && request.headers['content-type'] === octets) return refuse(reply, status, 'photo-too-big');
  return refuse(reply, status, 'input-bad');
}

function pathOf(request: FastifyRequest): string {
  return request.url.split('?', 1)[0] ?? request.url;
}
