import { Dexie } from 'dexie';
import { expect, test } from 'vitest';
import { Failure } from '#contract/failure.ts';
import { storeFailure } from './store-failure.ts';

const byBrowser = (name: string) => new DOMException('what the browser says', name);

test('a database with no room left is store-full, however deep Dexie keeps the browser’s error', () => {
  const quota = byBrowser('QuotaExceededError');
  for (const error of [quota, new Dexie.AbortError(quota), new Dexie.AbortError('aborted', new Dexie.QuotaExceededError(quota))]) {
    expect(storeFailure(error)).toMatchObject({ code: 'store-full' });
  }
});

test('a database whose files the browser cannot read is store-damaged', () => {
  expect(storeFailure(new Dexie.UnknownError(byBrowser('UnknownError')))).toMatchObject({ code: 'store-damaged' });
});

test('anything else stays what it is', () => {
  const [failure, other] = [new Failure('store-behind'), new Dexie.ConstraintError('twice')];
  expect([failure, other, undefined].map(storeFailure)).toEqual([failure, other, undefined]);
});
