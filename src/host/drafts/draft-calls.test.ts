import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Draft } from '#contract/draft.ts';
import { freshDesk } from '../testing/desk.ts';
import { testUser } from '../testing/desk-defaults.ts';
import { testDevice } from '../testing/drafts.ts';

const desk = freshDesk();
const { ask, errorOf, enroll } = desk;
const draft: Draft = { key: `sweep|${testUser}|b1`, savedAt: 1, values: { note: '水箱旁' } };

test('[DR3] the next run gives a person their drafts back once they have signed in', async () => {
  await enroll();
  await ask('drafts.put', { draft });
  await desk.reopen();
  expect(await errorOf('drafts.list', {})).toMatchObject({ code: expect.stringMatching(/^(sealed|not-signed-in)$/) });
  await desk.signIn();
  expect(await ask('drafts.list', {})).toEqual({ drafts: [draft] });
  await ask('drafts.drop', { keys: [draft.key] });
  expect(await ask('drafts.list', {})).toEqual({ drafts: [] });
  expect(await readdir(join(desk.folder, 'drafts'))).toEqual([]);
});

test('nobody keeps, reads or drops a draft of somebody else', async () => {
  await enroll();
  const other = { ...draft, key: `sweep|${testDevice}|b1` };
  expect(await errorOf('drafts.put', { draft: other })).toMatchObject({ code: 'call-refused' });
  expect(await errorOf('drafts.drop', { keys: [other.key] })).toMatchObject({ code: 'call-refused' });
  expect(await errorOf('drafts.put', { draft: { ...draft, key: 'sweep' } })).toMatchObject({ code: 'call-refused' });
});
