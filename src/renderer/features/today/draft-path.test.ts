import { expect, test } from 'vitest';
import { findDraftPath } from './draft-path.ts';

const draft = (key: string, path?: string) => ({ key, savedAt: 1, values: {}, ...(path === undefined ? {} : { path }) });

test('a draft leads back to the page it was left on', () => {
  expect(findDraftPath(draft('notify|u1|r1', '/fixtures/r1'))).toBe('/fixtures/r1');
});

test('a draft of version 1 leads back by its key', () => {
  expect(findDraftPath(draft('structure|u1|b1|1|101'))).toBe('/survey/structure?building=b1&unit=%221%22&room=%22101%22');
  expect(findDraftPath(draft('fixture|u1|b1||'))).toBe('/survey/fixture?building=b1');
  expect(findDraftPath(draft('completion|u1|r1'))).toBe('/structures/r1');
  expect(findDraftPath(draft('unheard|u1|r1'))).toBeUndefined();
});
