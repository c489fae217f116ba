import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { expect, test } from 'vitest';
import { draft, hash, id, people, tablet } from '#domain/testing/samples.ts';
import { canonicalJson, chainHash, contentHash } from './canonical.ts';

const inOrder = { a: [1, -0, 1e21, 'é\u2028😀'], b: { c: null, d: true }, é: 0 };

test.each([
  ['in order', inOrder],
  ['out of order', { b: 1, a: { d: 1, c: [{ z: 1, y: 2 }] } }],
  ['with numbers for names, which JavaScript puts first', { '10': 1, '9': 2, a: 3 }],
  ['with numbers behind other names', { '-': 1, '1': 2 }],
  ['with half a character', { a: '\ud800', b: 'x' }],
  ['with names beyond the basic plane, in order of their units', { '😀': 1, '\uffff': 2 }],
  ['with members that are not there', { a: undefined, b: 1 }],
  ['with a date', { a: new Date(0) }],
  ['with names of the prototype', JSON.parse('{"__proto__":1,"a":2}')],
  ['empty', {}],
])('JSON %s is written as RFC 8785 says', (_, value) => {
  expect(canonicalJson(value)).toBe(canonicalize(value));
});

test('what was written canonically and read again is written the same', () => {
  const text = canonicalJson({ b: [{ z: 1, y: 'ä' }], a: { '2': 1, '10': 2 } });
  expect(canonicalJson(JSON.parse(text))).toBe(text);
});

test.each([[Number.NaN], [Number.POSITIVE_INFINITY]])('%s has no JSON form', (value) => {
  expect(() => canonicalJson({ a: value })).toThrow();
});

test('[M1] `c` is of a mutation’s content alone, `h` of its place in the journal and `c`: renumbered, it keeps the one and changes the other', () => {
  const sha256 = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex');
  const content = draft('patch', 'structure', id(1), people.zhang, { set: { note: { old: '', new: '漏雨' } } });
  const first = { ...content, dev: tablet, n: 1, prev: hash(0), c: hash(1), h: hash(2) };
  const c = contentHash(first, sha256);
  expect(c).toBe(sha256(canonicalJson(content)));
  expect(contentHash({ ...first, n: 9, prev: hash(3), dev: id(601) as never }, sha256)).toBe(c);
  expect(contentHash({ ...first, uid: id(7) }, sha256)).not.toBe(c);
  expect(chainHash({ ...first, c: c as never }, sha256)).toBe(sha256(`${tablet}|1|${hash(0)}|${c}`));
  expect(chainHash({ ...first, c: c as never, n: 2 }, sha256)).not.toBe(chainHash({ ...first, c: c as never }, sha256));
});
