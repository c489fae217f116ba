import { describe, expect, test } from 'vitest';
import { FieldChanges } from './field-change.ts';
import { isJson, JsonFields } from './json-value.ts';

describe('JSON, asked all the way down', () => {
  test('holds what JSON.parse can answer', () => {
    for (const value of [null, true, 0, -1.5, '', [], {}, { a: [{ b: null }, ['王某']] }, JSON.parse('{"__proto__":{"a":1}}')])
      expect(isJson(value)).toBe(true);
  });

  test('holds nothing else, however deep', () => {
    for (const value of [
      undefined,
      Number.NaN,
      Number.POSITIVE_INFINITY,
      1n,
      Symbol('s'),
      () => 1,
      new Date(),
      new Map(),
      new Uint8Array(1),
    ])
      for (const around of [value, [value], { a: value }, { a: [{ b: value }] }]) expect(isJson(around)).toBe(false);
  });

  test('of fields is an object, as it came', () => {
    const fields = { a: 1, b: { c: [2] } };
    expect(JsonFields.parse(fields)).toBe(fields);
    for (const value of [null, [], 'a', { a: undefined }]) expect(JsonFields.safeParse(value).success).toBe(false);
  });
});

test('[W1] a change of fields keeps what only a newer version knows, and has an old and a new value under a name people could read', () => {
  const changes = { qty: { old: null, new: 2, later: 'x' } };
  expect(FieldChanges.parse(changes)).toEqual(changes);
  for (const value of [
    [],
    { qty: { old: null } },
    { qty: { new: 1 } },
    { qty: { old: Number.NaN, new: 1 } },
    { ['n'.repeat(61)]: { old: 1, new: 2 } },
  ])
    expect(FieldChanges.safeParse(value).success).toBe(false);
});
