import { expect, test } from 'vitest';
import { defineWords, fillIn, type SaidIn, wordsIn } from './language.ts';

test('a sentence says its values, and nothing for one that is missing', () => {
  expect(fillIn('{{done}} of {{all}}{{gone}}', { done: 2, all: 3 })).toBe('2 of 3');
});

test('one is singular, every other number plural', () => {
  const text = '{{n}} {{n:target has|targets have}} no outcome';
  expect(fillIn(text, { n: 1 })).toBe('1 target has no outcome');
  expect(fillIn(text, { n: 0 })).toBe('0 targets have no outcome');
  expect(fillIn(text, { n: 2 })).toBe('2 targets have no outcome');
});

test('what is told now and read later speaks the language that the desk speaks then', () => {
  const table = defineWords({ saved: '已存 {{count}} 条' }, { saved: '{{count}} {{count:record|records}} saved' });
  const said: SaidIn = (language) => wordsIn(table, language)('saved', { count: 1 });
  expect([said('zh'), said('en')]).toEqual(['已存 1 条', '1 record saved']);
});
