import { z } from 'zod';
import { chainHash, contentHash, type HashText } from '#contract/canonical.ts';
import { limits, PushRequest, protocol } from '#contract/district-api.ts';
import { Failure } from '#contract/failure.ts';
import type { Mutation } from '#domain/mutation.ts';
import { sentLines } from './sent-lines.ts';

/** Which version of the protocol speaks, before anything else of it is understood. */
const Spoken = z.object({ p: z.int() });

/** The envelope alone: mutations are checked one by one, and kept as they came, unknown fields included. */
const Envelope = PushRequest.extend({ muts: z.array(z.unknown()).min(1) });

/** A push, and the JSON of each of its lines, in UTF-8. */
export type ParsedPush = PushRequest & { texts: readonly Buffer[] };

/**
 * Parses a push: shape, sizes, contiguous numbers and the hash chain inside the batch. Mutations are the objects as received,
 * because their hashes cover fields that this version may not know. `sent` is the body's bytes, where it came over the wire.
 * @throws Failure UPGRADE, TOO_BIG, BATCH_BAD
 */
export function parsePush(body: unknown, hash: HashText, sent?: Buffer): ParsedPush {
  const version = Spoken.safeParse(body);
  if (version.success && version.data.p !== protocol) throw new Failure('UPGRADE', { pMin: protocol, pMax: protocol });
  const push = parseEnvelope(body);
  if (push.muts.length > limits.batchMutations) throw new Failure('TOO_BIG', { max: limits.batchMutations });
  const cut = sent && sentLines(sent);
  const lines = cut?.length === push.muts.length ? cut : [];
  const texts: Buffer[] = [];
  let before: Mutation | undefined;
  for (const [index, line] of push.muts.entries()) {
    const { mutation, text } = parseLine(line, lines[index], push.from + index);
    const linked = before === undefined || mutation.prev === before.h;
    if (mutation.dev !== push.dev || mutation.n !== push.from + index || !linked) throw broken(push.from + index);
    if (!hashesRight(mutation, hash)) throw broken(mutation.n);
    texts.push(text);
    before = mutation;
  }
  if (before?.n !== push.to) throw broken(push.to);
  return { ...(push as PushRequest), texts };
}

function parseEnvelope(body: unknown) {
  const envelope = Envelope.safeParse(body);
  if (!envelope.success) throw new Failure('BATCH_BAD', {}, { cause: envelope.error });
  return envelope.data;
}

/** Kept as it was sent, unless blanks made it longer than a line may be. */
function parseLine(line: unknown, sent: Buffer | undefined, n: number): { mutation: Mutation; text: Buffer } {
  try {
    const text = sent !== undefined && sent.length <= limits.mutationBytes ? sent : Buffer.from(JSON.stringify(line));
    if (text.length > limits.mutationBytes) throw broken(n);
    PushRequest.shape.muts.element.parse(line);
    return { mutation: line as Mutation, text };
  } catch (error) {
    // Also a value nested so deep that no parser follows it.
    throw broken(n, error);
  }
}

function hashesRight(mutation: Mutation, hash: HashText): boolean {
  return mutation.c === contentHash(mutation, hash) && mutation.h === chainHash(mutation, hash);
}

function broken(n: number, cause?: unknown): Failure {
  return new Failure('BATCH_BAD', { n }, { cause });
}
