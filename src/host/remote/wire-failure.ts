import type { z } from 'zod';
import { WireFailure } from '#contract/district-api.ts';
import { type Facts, Failure, FailureCode } from '#contract/failure.ts';

/** The server did not answer: no route, no name, refused, cut off, or too slow. */
export function unreachable(cause: unknown): Failure {
  // Somebody wanted to stop.
  if (cause instanceof Failure) return cause;
  return new Failure('server-unreachable', {}, { cause });
}

/** Something answered that does not speak the protocol: a proxy's page, another program, a broken version. */
export function broken(facts: Facts, cause?: unknown): Failure {
  return new Failure('server-broken', facts, { cause });
}

/** The failure that a non-2xx answer names. Only the wire's own codes pass: a server cannot make this device say its disk is full. */
export function failureOf(status: number, body: string, retryAfter: string | null = null): Failure {
  const wire = findWireFailure(body);
  const code = FailureCode.safeParse(wire?.error.code);
  const wait = waitFacts(retryAfter);
  if (wire !== undefined && code.success && isWireCode(code.data))
    return new Failure(code.data, { ...wait, ...pickScalars(wire.error.facts) });
  // Whoever stands before the server speaks in statuses alone.
  return status === 429 || status === 503 ? new Failure('BUSY', wait) : broken({ status });
}

/** `Retry-After` in whole seconds; its other form is a date, and a device's clock is never asked. */
function waitFacts(retryAfter: string | null): Facts {
  const seconds = retryAfter !== null && /^\d{1,6}$/.test(retryAfter) ? Number(retryAfter) : 0;
  return seconds > 0 ? { retryAfterS: seconds } : {};
}

function isWireCode(code: FailureCode): boolean {
  return code === code.toUpperCase() || code.startsWith('enroll-code-') || code.startsWith('bundle-');
}

function findWireFailure(body: string): z.infer<typeof WireFailure> | undefined {
  try {
    return WireFailure.parse(JSON.parse(body));
  } catch {
    return undefined;
  }
}

function pickScalars(facts: Record<string, unknown>): Facts {
  const picked: Facts = {};
  for (const [name, value] of Object.entries(facts)) {
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') picked[name] = value;
  }
  return picked;
}
