import type { Socket } from 'node:net';
import type { FastifyBaseLogger, FastifyError, FastifyInstance, FastifyReply } from 'fastify';
import type { z } from 'zod';
import type { WireFailure } from '#contract/district-api.ts';
import { type Facts, Failure, type FailureCode } from '#contract/failure.ts';
import { isDiskFull } from '../blobs/durable-file.ts';
import { unreached } from '../database/unreached.ts';
import { safeError } from './safe-error.ts';

/** Status of each code that the wire knows: SPEC.md, Errors. Every other code is a 500. */
const statuses: Partial<Record<FailureCode, number>> = {
  AUTH: 401,
  REVOKED: 403,
  FORK: 409,
  GAP: 409,
  EPOCH: 409,
  CURSOR: 410,
  TOO_BIG: 413,
  BATCH_BAD: 422,
  BLOB_HASH: 422,
  'bundle-foreign': 422,
  'bundle-damaged': 422,
  'bundle-newer': 426,
  UPGRADE: 426,
  BUSY: 503,
  DISK: 507,
  NOT_FOUND: 404,
  'enroll-code-wrong': 403,
  'enroll-code-used': 409,
  'enroll-code-expired': 410,
  'input-bad': 400,
  'login-wrong': 401,
  'password-must-change': 403,
};

const retryAfterS = 5;

/** Every answer that is not 2xx has the body of `WireFailure`; what is unknown stays in the log. */
export function answerFailures(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError, request, reply) => sendFailure(reply, loggedFailure(error, request.log)));
  app.setNotFoundHandler((_request, reply) => sendFailure(reply, new Failure('NOT_FOUND')));
}

/** What an error is called, and a line of it in the log. */
function loggedFailure(error: Error, log: FastifyBaseLogger): Failure {
  const failure = failureOf(error);
  const ours = statusOf(failure.code, failure.facts) >= 500;
  if (ours) log.error({ failure: failure.code, err: safeError(failure.cause ?? failure) }, 'failed');
  else log.info({ failure: failure.code }, 'refused');
  return failure;
}

/** The same answer for whoever writes it past Fastify. */
export function writeFailure(error: Error, log: FastifyBaseLogger): { status_code: number; body: string } {
  const { code, facts } = loggedFailure(error, log);
  return { status_code: statusOf(code, facts), body: JSON.stringify(bodyOf({ code, facts })) };
}

export function sendFailure(reply: FastifyReply, { code, facts }: Failure): FastifyReply {
  if (code === 'BUSY') reply.header('retry-after', String(facts.retryAfterS ?? retryAfterS));
  return reply.code(statusOf(code, facts)).send(bodyOf({ code, facts }));
}

const brokenStatuses: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
};

/** What is no HTTP makes no request and meets no hook: its line is told the same way, and closed. */
export function refuseBroken({ code = '' }: NodeJS.ErrnoException, socket: Socket): void {
  if (code === 'ECONNRESET' || socket.destroyed) return;
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const body = JSON.stringify(bodyOf(new Failure('input-bad')));
  const head = ['content-type: application/json; charset=utf-8', `content-length: ${body.length}`, 'connection: close'];
  socket.end(`HTTP/1.1 ${brokenStatuses[code] ?? '400 Bad Request'}\r\n${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy());
}

/** Too many requests of one sender are not the server's own business: only then is it 429. */
function statusOf(code: FailureCode, facts: Facts): number {
  return code === 'BUSY' && facts.perMinute !== undefined ? 429 : (statuses[code] ?? 500);
}

const bodyOf = ({ code, facts }: Pick<Failure, 'code' | 'facts'>): z.infer<typeof WireFailure> => ({ error: { code, facts } });

function failureOf(error: Error & { code?: unknown; statusCode?: number }): Failure {
  if (error instanceof Failure) return error;
  if (isDiskFull(error)) return new Failure('DISK', {}, { cause: error });
  if (error.code === unwritable) return new Failure('input-bad', {}, { cause: error });
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') return new Failure('TOO_BIG', {}, { cause: error });
  if (isDatabaseBusy(error.code) || withheld.has(error.code) || brokenPool.test(error.message))
    return new Failure('BUSY', { retryAfterS }, { cause: error });
  if (error.statusCode !== undefined && error.statusCode < 500) return new Failure('input-bad', {}, { cause: error });
  return new Failure('internal', {}, { cause: error });
}

/**
 * A folder that is read-only, another's or gone (Node calls a read-only one gone when it is to make one in it), a disk that fails, no more files to be opened: `/readyz`
 * says the same, and an administrator mends it.
 */
const withheld: ReadonlySet<unknown> = new Set(['EROFS', 'ENOENT', 'EACCES', 'EPERM', 'EIO', 'EMFILE', 'ENFILE']);

/** A text with a sign that PostgreSQL keeps in none: NUL. */
const unwritable = '22021';

/** The pool's own two errors carry no code. */
const brokenPool = /^(?:Connection terminated|timeout exceeded when trying to connect)/;

/** SQLSTATE classes: connection, resources, operator intervention, rollback to be tried again; and a database that is not there. */
function isDatabaseBusy(code: unknown): boolean {
  return typeof code === 'string' && (/^(?:08|53|57|40)[0-9A-Z]{3}$/.test(code) || unreached.has(code));
}

/** Whatever the work throws, the caller is told to come back. @throws Failure BUSY */
export async function busyUnless<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new Failure('BUSY', { retryAfterS }, { cause: error });
  }
}

/** Parses what came from outside. @throws Failure input-bad */
export function parseInput<T extends z.ZodType>(schema: T, value: unknown): z.output<T> {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new Failure('input-bad', {}, { cause: parsed.error });
  return parsed.data;
}
