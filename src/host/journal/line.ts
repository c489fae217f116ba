import { hash } from 'node:crypto';
import { canonicalJson, chainHash, contentHash } from '#contract/canonical.ts';
import { limits } from '#contract/district-api.ts';
import { Failure } from '#contract/failure.ts';
import type { DeviceId, Sha256 } from '#domain/identity.ts';
import { genesisHash, type Mutation, type MutationDraft } from '#domain/mutation.ts';
import { findSealed, seal } from '../keys/sealing.ts';

export const newline = 0x0a;

/** A sealed line is this and base64url; a line of a journal from before sealing is JSON and begins with a brace. */
const mark = '1.';
const about = 'journal line';

/** SHA-256 of UTF-8 text as lower-case hex. */
export const hashText = (text: string) => hash('sha256', text);

/** Gives a draft its number and ties it to the mutation before. @throws Failure input-bad when it is over 64 KiB */
export function numberDraft(draft: MutationDraft, dev: DeviceId, n: number, prev: Sha256): Mutation {
  const c = contentHash(draft, hashText) as Sha256;
  const h = chainHash({ dev, n, prev, c }, hashText) as Sha256;
  const mutation = { ...draft, dev, n, prev, c, h };
  // As long as its canonical form, which only orders the same members.
  const bytes = Buffer.byteLength(JSON.stringify(mutation));
  if (bytes > limits.mutationBytes) throw new Failure('input-bad', { field: 'drafts', bytes, limit: limits.mutationBytes });
  return mutation;
}

/** The same contents under new numbers: `c` and `uid` stay what they were, so that the server knows what it has. */
export function renumbered(lines: readonly Mutation[], dev: DeviceId): Mutation[] {
  let prev = genesisHash;
  return lines.map(({ dev: _dev, n: _n, prev: _prev, c: _c, h: _h, ...content }, index) => {
    const line = numberDraft(content, dev, index + 1, prev);
    prev = line.h;
    return line;
  });
}

/**
 * The texts of one call's lines. All of them count or none does: every text but the last ends in a blank, which JSON readers skip, and
 * which tells the opening scan that a torn call lost its end.
 */
export function formatCall(mutations: Mutation[]): Buffer[] {
  return mutations.map((mutation, i) => Buffer.from(`${canonicalJson(mutation)}${i < mutations.length - 1 ? ' ' : ''}`));
}

/** A line's text, sealed, with its newline. Its place needs no seal of its own: number and hash of the line before are in the text. */
export function sealLine(key: Uint8Array, text: Uint8Array): Buffer {
  return Buffer.from(`${mark}${seal(key, about, text).toString('base64url')}\n`, 'latin1');
}

export function isSealedLine(line: Buffer): boolean {
  return line.toString('latin1', 0, mark.length) === mark;
}

/** The text of a sealed line (without its newline), or undefined. Decoders forgive letters that do not belong; one spelling is allowed here. */
export function findText(key: Uint8Array, line: Buffer): Buffer | undefined {
  const spelled = line.toString('latin1', mark.length);
  const sealed = Buffer.from(spelled, 'base64url');
  return isSealedLine(line) && sealed.toString('base64url') === spelled ? findSealed(key, about, sealed) : undefined;
}

/** What the opening scan needs of a line. */
export interface LineHead {
  uid: string;
  n: number;
  g: string | null;
  prev: string;
  h: Sha256;
  /** More lines of the same call follow. */
  more: boolean;
}

/** The head in a sealed line's text: that it opened proves that it is what was written. */
export function headOf(text: Buffer): LineHead {
  const { uid, n, g, prev, h } = JSON.parse(text.toString('utf8')) as Mutation;
  return { uid, n, g, prev, h, more: text[text.length - 1] === 0x20 };
}

/**
 * The head of a line from before sealing (without its newline), or undefined when the bytes are not what was written: both hashes are
 * recomputed, which proves the content and costs less than checking its shape again.
 */
export function findPlainHead(line: Buffer): LineHead | undefined {
  try {
    const mutation = JSON.parse(line.toString('utf8')) as Mutation;
    if (contentHash(mutation, hashText) !== mutation.c || chainHash(mutation, hashText) !== mutation.h) return undefined;
    return headOf(line);
  } catch {
    return undefined;
  }
}
