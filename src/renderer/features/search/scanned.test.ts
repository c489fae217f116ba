import { expect, test } from 'vitest';
import { id } from '#domain/testing/samples.ts';
import { codeOf } from '../form/form-code.ts';
import { findScanned } from './scanned.ts';

test('the code of a form leads to what it is about; any other text is searched for', () => {
  expect(findScanned(codeOf('structure', [id(10)]))).toBe(`/structures/${id(10)}`);
  expect(findScanned(`chaihuan:fixture:${id(20)}\n`)).toBe(`/fixtures/${id(20)}`);
  expect(findScanned(`chaihuan:entitlement:${id(1)},${id(2)}`)).toBe(`/entitlements/${id(1)}`);
  expect(findScanned(`chaihuan:building:${id(1)}`)).toBe(`/buildings/${id(1)}`);
  for (const text of ['101', 'chaihuan:structure:', `chaihuan:toString:${id(1)}`, `other:structure:${id(1)}`]) {
    expect(findScanned(text)).toBeUndefined();
  }
});
