import { expect, test } from 'vitest';
import { fieldWords, findCodeWord } from './field-words.ts';
import { kinds } from './kinds.ts';

test('every field that a record has of its own is called something', () => {
  const fields = Object.values(kinds).flatMap((kind) => Object.keys(kind.fields.shape));
  expect(fields.filter((field) => !Object.hasOwn(fieldWords, field))).toEqual([]);
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
