import canonicalize from 'canonicalize';
import { isJsonWhere } from '#domain/json-value.ts';
import type { Mutation, MutationDraft } from '#domain/mutation.ts';

/** SHA-256 of UTF-8 text as lower-case hex: node:crypto on host and server, any equal in tests. */
export type HashText = (text: string) => string;

/**
 * Whether every member stands in its canonical place already, all the way down, as in what was written canonically and read again. `for … in` goes
 * as JSON does: where a name is a number it comes first, whatever its place, and counts as out of order.
 */
const isInOrder = (value: unknown): boolean => isJsonWhere(value, hasOrderedMembers);

function hasOrderedMembers(value: object): boolean {
  let before = '';
  for (const name in value) {
    if (name < before || !isInOrder(value[name as keyof object])) return false;
    before = name;
  }
  return true;
}

/** RFC 8785 canonical JSON. A journal's lines are in order wherever they go: the platform writes them. @throws TypeError for values JSON cannot hold */
export function canonicalJson(value: unknown): string {
  const text = isInOrder(value) ? JSON.stringify(value) : canonicalize(value);
  if (text === undefined) throw new TypeError('value has no JSON form');
  return text;
}

/** `c` of a mutation: its content without the journal's numbering and hashes. */
export function contentHash(mutation: MutationDraft | Mutation, hash: HashText): string {
  const { dev: _dev, n: _n, prev: _prev, c: _c, h: _h, ...content } = mutation as Mutation;
  return hash(canonicalJson(content));
}

/** `h` of a mutation: chains it to the one before on its device. */
export function chainHash(link: Pick<Mutation, 'dev' | 'n' | 'prev' | 'c'>, hash: HashText): string {
  return hash(`${link.dev}|${link.n}|${link.prev}|${link.c}`);
}
