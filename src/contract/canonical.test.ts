import canonicalize from 'canonicalize';
import { expect, test } from 'vitest';
import { canonicalJson } from './canonical.ts';

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
