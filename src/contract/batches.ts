import { limits } from './district-api.ts';
import { Failure } from './failure.ts';

/**
 * The longest run of whole groups within `size` mutations and a batch's bytes; the first group always, however long [M2]. `mutations` are
 * as many as a batch may hold, so that the first group, of 200 at most, is never cut by their end; the last one may be.
 */
export function wholeGroups<M extends { g: string | null }>(
  mutations: readonly M[],
  size: number,
  bytesOf: (mutation: M) => number = jsonBytes,
): M[] {
  let bytes = 0;
  let end = 0;
  while (end < mutations.length) {
    const after = groupEnd(mutations, end);
    for (const mutation of mutations.slice(end, after)) bytes += bytesOf(mutation) + 1;
    const cut = after === mutations.length && mutations.length === limits.batchMutations && mutations[end]?.g !== null;
    if (end > 0 && (cut || after > size || bytes > limits.batchBytes)) break;
    end = after;
  }
  return mutations.slice(0, end);
}

/** Where the group that begins at `start` ends. A mutation without a group is one by itself. */
export function groupEnd(mutations: readonly { g: string | null }[], start: number): number {
  const group = mutations[start]?.g ?? null;
  let end = start + 1;
  while (group !== null && mutations[end]?.g === group) end += 1;
  return end;
}

/** [B1] Says of a batch that was too big whether it was one group, which cannot be parted (`alone`). Any other error stays as it is. */
export function sayAlone(error: unknown, mutations: readonly { g: string | null }[]): unknown {
  if (!(error instanceof Failure) || error.code !== 'TOO_BIG') return error;
  return new Failure('TOO_BIG', { ...error.facts, alone: groupEnd(mutations, 0) === mutations.length }, { cause: error });
}

const jsonBytes = (value: unknown) => utf8Bytes(JSON.stringify(value));

/** One byte for ASCII, two below U+0800, three for the rest of a string's units, four for a pair. */
function utf8Bytes(text: string): number {
  let bytes = text.length;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit >= 0x800 && (unit < 0xd800 || unit > 0xdfff)) bytes += 2;
    else if (unit >= 0x80) bytes += 1;
  }
  return bytes;
}
