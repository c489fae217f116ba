import { hash } from 'node:crypto';
import { canonicalJson, chainHash, contentHash } from '#contract/canonical.ts';
import { limits } from '#contract/district-api.ts';
import { Failure } from '#contract/failure.ts';
import type { DeviceId, Sha256 } from '#domain/identity.ts';
import type { Mutation, MutationDraft } from '#domain/mutation.ts';

export const newline = 0x0a;

/** SHA-256 of UTF-8 text as lower-case hex. */
export const hashText = (text: string) => hash('sha256', text);

/** Gives a draft its number and ties it to the mutation before. @throws Failure input-bad when it is over 64 KiB */
export function numberDraft(draft: MutationDraft, dev: DeviceId, n: number, prev: Sha256): Mutation {
  const c = contentHash(draft, hashText) as Sha256;
  const h = chainHash({ dev, n, prev, c }, hashText) as Sha256;
  const mutation = { ...draft, dev, n, prev, c, h };
  const bytes = Buffer.byteLength(canonicalJson(mutation));
  if (bytes > limits.mutationBytes) throw new Failure('input-bad', { field: 'drafts', bytes, limit: limits.mutationBytes });
  return mutation;
}

/**
 * The lines of one call. All of them count or none does: every line but the last ends in a blank before its newline, which JSON
 * readers skip, and which tells the opening scan that a torn call lost its end.
 */
export function formatCall(mutations: Mutation[]): Buffer[] {
  return mutations.map((mutation, i) => Buffer.from(`${canonicalJson(mutation)}${i < mutations.length - 1 ? ' ' : ''}\n`));
}

/** What the opening scan needs of a line. */
export interface LineHead {
  uid: string;
  n: number;
  prev: string;
  h: Sha256;
  /** More lines of the same call follow. */
  more: boolean;
}

/**
 * The head of a whole line (without its newline), or undefined when the bytes are not what was written: both hashes are recomputed,
 * which proves the content and costs less than checking its shape again.
 */
export function findHead(line: Buffer): LineHead | undefined {
  try {
    const mutation = JSON.parse(line.toString('utf8')) as Mutation;
    if (contentHash(mutation, hashText) !== mutation.c || chainHash(mutation, hashText) !== mutation.h) return undefined;
    return { uid: mutation.uid, n: mutation.n, prev: mutation.prev, h: mutation.h, more: line[line.length - 1] === 0x20 };
  } catch {
    return undefined;
  }
}
