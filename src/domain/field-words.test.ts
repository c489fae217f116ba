import { expect, test } from 'vitest';
import { Entitlement } from './entitlement.ts';
import { Household } from './estate.ts';
import { fieldWords, findCodeWord } from './field-words.ts';
import { Fixture } from './fixture.ts';
import { ReturnBatch } from './project.ts';
import { Structure } from './structure.ts';

test('every field that a record has of its own is called something', () => {
  const fields = [Structure, Fixture, Household, Entitlement, ReturnBatch].flatMap((record) => Object.keys(record.shape));
  expect(fields.filter((field) => !Object.hasOwn(fieldWords, field) && field !== 'policy')).toEqual([]);
});

test('a code is read by the field and the record it stands in; what is no code is none', () => {
  expect(findCodeWord('structure', 'status', 'removed')?.zh).toBe('已拆除');
  expect(findCodeWord('entitlement', 'from', 'open')?.zh).toBe('待确认');
  expect(findCodeWord('household', 'from', '2020-01-01')).toBeUndefined();
  expect(findCodeWord('structure', 'zone', 'toString')).toBeUndefined();
  expect(findCodeWord('structure', 'note', 'ROOFTOP')).toBeUndefined();
});
