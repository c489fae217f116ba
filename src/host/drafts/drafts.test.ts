import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Draft, draftBytes } from '#contract/draft.ts';
import { createDrafts } from './drafts.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'drafts-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const key = Buffer.alloc(32, 7);
const open = (secret = key) => createDrafts({ folder, key: () => secret });
const draft = (over: Partial<Draft> = {}): Draft => ({ key: 'sweep|张伟|b1', savedAt: 1, values: { note: '水箱旁' }, ...over });

describe('drafts on disk', () => {
  test('[DR3] a draft is there again for the next run, the newest of its key alone', async () => {
    await open().put(draft());
    await open().put(draft({ savedAt: 2, values: { note: '水箱旁边' } }));
    await open().put(draft({ key: 'sweep|李娜|b1' }));
    const found = await open().list();
    expect(found.toSorted((a, b) => b.savedAt - a.savedAt)).toEqual([
      draft({ savedAt: 2, values: { note: '水箱旁边' } }),
      draft({ key: 'sweep|李娜|b1' }),
    ]);
    expect(await readdir(folder)).toHaveLength(2);
  });

  test('neither names nor bytes on disk tell what was typed, by whom or of what', async () => {
    await open().put(draft());
    const [name = ''] = await readdir(folder);
    expect(name).toMatch(/^[0-9a-f]{64}\.draft$/);
    expect((await readFile(join(folder, name))).includes('水箱旁')).toBe(false);
    expect(await open(Buffer.alloc(32, 8)).list()).toEqual([]);
  });

  test('a changed, cut or exchanged file is no draft, and the others are', async () => {
    await open().put(draft());
    const [changed = ''] = await readdir(folder);
    await open().put(draft({ key: 'sweep|李娜|b1' }));
    const other = (await readdir(folder)).find((name) => name !== changed) ?? '';
    await writeFile(join(folder, changed), await readFile(join(folder, other)));
    expect((await open().list()).map((one) => one.key)).toEqual(['sweep|李娜|b1']);
  });

  test('what is dropped is gone, also when it is still being written', async () => {
    const drafts = open();
    const writing = drafts.put(draft());
    await drafts.drop([draft().key, 'never|there']);
    await writing;
    expect(await drafts.list()).toEqual([]);
  });

  test('a draft longer than its limit is refused, and what was there stays', async () => {
    await open().put(draft());
    const long = draft({ values: { note: 'x'.repeat(draftBytes) } });
    await expect(open().put(long)).rejects.toMatchObject({ code: 'input-bad', facts: { field: 'draft' } });
    expect(await open().list()).toEqual([draft()]);
  });
});
