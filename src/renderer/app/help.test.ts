import { createMemoryHistory } from '@tanstack/react-router';
import { expect, test } from 'vitest';
import { helpFor, helpOf } from './help.ts';
import { createDeskRouter } from './router.tsx';

test('every screen of the desk has its help, in both languages, and none is for a screen that is not there', () => {
  const addresses = Object.keys(createDeskRouter(createMemoryHistory()).routesByPath).map((path) => path.replace(/\$\w+/gu, '$'));
  expect(addresses.filter((path) => helpFor(path.replaceAll('$', 'x')) === undefined)).toEqual([]);
  expect(Object.keys(helpOf).filter((path) => !addresses.includes(path))).toEqual([]);
  expect(Object.values(helpOf).filter(({ zh, en }) => zh.length === 0 || zh.length !== en.length)).toEqual([]);
});

test('an address in full comes before one with a place for anything', () => {
  expect(helpFor('/operations/new')).toBe(helpOf['/operations/new']);
  expect(helpFor('/operations/0195a000')).toBe(helpOf['/operations/$']);
  expect(helpFor('/nowhere')).toBeUndefined();
});
