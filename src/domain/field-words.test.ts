import { expect, test } from 'vitest';
import { z } from 'zod';
import { fieldWords, findCodeWord } from './field-words.ts';
import { kinds } from './kinds.ts';

/** Numbers of machines: a history leaves them out. */
const silent = new Set(['sha256', 'picture', 'user', 'id', 'video']);

interface Met {
  fields: Set<string>;
  codes: Set<string>;
}

/** Every field inside a schema, and every code by the field it stands in, that nobody gave a word. */
function unworded(type: string, schema: z.core.$ZodType, field: string, met: Met): Met {
  const within = (inner: z.core.$ZodType) => unworded(type, inner, field, met);
  if (schema instanceof z.ZodObject) {
    for (const [name, inner] of Object.entries<z.core.$ZodType>(schema.shape)) {
      const worded = Object.hasOwn(fieldWords, name) || Object.hasOwn(fieldWords, `${type}.${name}`);
      if (!worded && !silent.has(name)) met.fields.add(name);
      unworded(type, inner, name, met);
    }
  } else if (schema instanceof z.ZodEnum) {
    for (const code of Object.keys(schema.enum))
      if (findCodeWord(type, field, code) === undefined) met.codes.add(`${type} ${field} ${code}`);
  } else if (schema instanceof z.ZodArray) within(schema.element);
  else if (schema instanceof z.ZodNullable || schema instanceof z.ZodOptional) within(schema.unwrap());
  else if (schema instanceof z.ZodRecord) within(schema.valueType);
  else if (schema instanceof z.ZodPipe) within(schema.in);
  else if (schema instanceof z.ZodUnion) for (const option of schema.options) within(option);
  return met;
}

test('every field of a record, and every code in it, is called something', () => {
  // What lies inside a policy has words of its own: nobody reads it field by field.
  const { policy, ...others } = kinds;
  expect(Object.keys(policy.fields.shape).filter((field) => !Object.hasOwn(fieldWords, field))).toEqual([]);
  const met: Met = { fields: new Set(), codes: new Set() };
  for (const [type, { fields }] of Object.entries(others)) unworded(type, fields, '', met);
  expect({ fields: [...met.fields], codes: [...met.codes] }).toEqual({ fields: [], codes: [] });
});

test('a code is read by the field and the record it stands in; what is no code is none', () => {
  expect(findCodeWord('structure', 'status', 'removed')?.zh).toBe('已拆除');
  expect(findCodeWord('entitlement', 'from', 'open')?.zh).toBe('待确认');
  expect(findCodeWord('operation', 'status', 'running')?.en).toBe('Running');
  expect(findCodeWord('visit', 'result', 'NOT_HOME')?.zh).toBe('无人在家');
  expect(findCodeWord('photo', 'capturedSource', 'EXIF')?.zh).toBe('照片自带');
  expect(findCodeWord('household', 'from', '2020-01-01')).toBeUndefined();
  expect(findCodeWord('structure', 'zone', 'toString')).toBeUndefined();
  expect(findCodeWord('structure', 'note', 'ROOFTOP')).toBeUndefined();
});
