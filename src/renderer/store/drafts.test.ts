import 'fake-indexeddb/auto';
import { v7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Draft } from '#contract/draft.ts';
import { Failure } from '#contract/failure.ts';
import { people } from '#domain/testing/samples.ts';
import type { Host } from '../host-client.ts';
import { createInHand } from '../in-hand.tsx';
import { DeskDatabase } from './database.ts';
import { draftKey, readDraftKey } from './draft-kinds.ts';
import { createDraftKeeper, type DraftKeeper, discardDraft, pauseMs, reconcileDrafts } from './drafts.ts';
import type { OutboxRow } from './rows.ts';
import { storeKey } from './testing/store-key.ts';

/** Host's disk, as far as drafts go. */
function createDisk() {
  const files = new Map<string, Draft>();
  let full = false;
  const calls: string[] = [];
  const host: Host = {
    async call(method, input) {
      calls.push(method);
      if (full) throw new Failure('disk-full');
      const { draft, keys = [] } = input as { draft?: Draft; keys?: string[] };
      if (draft !== undefined) files.set(draft.key, structuredClone(draft));
      for (const key of keys) files.delete(key);
      return { drafts: [...files.values()] } as never;
    },
  };
  return { files, host, calls, fill: () => (full = true) };
}

const user = people.zhang.id;
const key = `sweep|${user}|b1|ROOFTOP`;
let db: DeskDatabase;
let disk: ReturnType<typeof createDisk>;
let clock: number;
let typed: { note: string };
const source = { now: () => new Date(clock), monoMs: () => 1, newId: () => v7() };

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  db = new DeskDatabase(storeKey, `drafts-${v7()}`);
  disk = createDisk();
  clock = 1000;
  typed = { note: '' };
});
afterEach(async () => {
  vi.useRealTimers();
  await db.delete();
});

const open = (first: Draft | null = null): DraftKeeper =>
  createDraftKeeper(
    { db, host: disk.host, source, inHand: createInHand() },
    key,
    () => ({ path: '/buildings/b1', about: '1幢 楼顶', values: typed }),
    first,
  );

function type(keeper: DraftKeeper, note: string): void {
  typed = { note };
  keeper.touch('typing');
}

const stored = () => db.drafts.get(key);
const settled = (uid: string) => db.outbox.add({ n: 1, h: '', uid, id: 'x', state: 0, mutation: {} } as unknown as OutboxRow);

describe('a form is open', () => {
  test('[DR1] what is typed is in the store and on disk after a pause, with where it was left', async () => {
    const keeper = open();
    type(keeper, '水');
    type(keeper, '水箱');
    expect(await stored()).toBeUndefined();
    vi.advanceTimersByTime(pauseMs);
    await vi.waitFor(() => expect(disk.files.get(key)).toBeDefined());
    expect(await stored()).toEqual(disk.files.get(key));
    expect(await stored()).toMatchObject({ values: { note: '水箱' }, path: '/buildings/b1', about: '1幢 楼顶', savedAt: 1000 });
    expect(disk.calls).toEqual(['drafts.put']);
  });

  test('[DR1] a photo or a signature does not wait for a pause', async () => {
    typed = { note: '拍了一张' };
    open().touch('atOnce');
    await vi.waitFor(async () => expect((await stored())?.values).toEqual({ note: '拍了一张' }));
  });

  test('[DR1] a window that is left before the pause keeps the last word', async () => {
    const keeper = open();
    type(keeper, '水箱旁');
    keeper.flush();
    await vi.waitFor(async () => expect((await stored())?.values).toEqual({ note: '水箱旁' }));
  });

  test('[DR1] a disk that takes no draft does not stop the store', async () => {
    disk.fill();
    const keeper = open();
    type(keeper, '水箱旁');
    keeper.flush();
    await vi.waitFor(async () => expect((await stored())?.values).toEqual({ note: '水箱旁' }));
  });

  test('[DR2] once saved, the draft is gone from both; what comes then is another one', async () => {
    const keeper = open();
    type(keeper, '水箱旁');
    keeper.flush();
    await vi.waitFor(() => expect(disk.files.size).toBe(1));
    const uid = keeper.hold();
    expect((await stored())?.uid).toBe(uid);
    type(keeper, '保存时又敲了一下');
    keeper.settle();
    vi.advanceTimersByTime(pauseMs);
    await vi.waitFor(() => expect(disk.files.size).toBe(0));
    expect(await stored()).toBeUndefined();
    expect(keeper.hold()).not.toBe(uid);
  });

  test('[DR2] refused, it is kept with what was typed meanwhile, under the same uid', async () => {
    const keeper = open();
    type(keeper, '水箱旁');
    const uid = keeper.hold();
    type(keeper, '水箱旁边');
    keeper.release();
    await vi.waitFor(async () => expect(await stored()).toMatchObject({ uid, values: { note: '水箱旁边' } }));
  });

  test('[DR2] a draft that is gone on with keeps its uid', async () => {
    const first: Draft = { key, savedAt: 1, uid: v7(), values: { note: '水' } };
    expect(open(first).hold()).toBe(first.uid);
  });
});

describe('the next start', () => {
  const draft = (over: Partial<Draft> = {}): Draft => ({ key, savedAt: 1000, uid: v7(), values: { note: '水箱旁' }, ...over });

  test('[DR3] a wiped profile gets its drafts back from disk', async () => {
    const kept = draft();
    disk.files.set(key, kept);
    expect(await reconcileDrafts(db, disk.host, user)).toBe(1);
    expect(await stored()).toEqual(kept);
  });

  test('[DR3] the newer of store and disk stands in both', async () => {
    const [older, newer] = [draft(), draft({ savedAt: 2000, values: { note: '水箱旁边' } })];
    await db.drafts.put(newer);
    disk.files.set(key, older);
    const other = `sweep|${user}|b2|ROOFTOP`;
    await db.drafts.put({ ...older, key: other });
    disk.files.set(other, { ...newer, key: other });
    expect(await reconcileDrafts(db, disk.host, user)).toBe(1);
    for (const one of [key, other]) {
      expect((await db.drafts.get(one))?.savedAt).toBe(2000);
      expect(disk.files.get(one)?.savedAt).toBe(2000);
    }
  });

  test('[DR2] [DR3] a draft whose save was journaled is dropped: it is never offered to be saved twice', async () => {
    const saved = draft();
    await db.drafts.put(saved);
    disk.files.set(key, saved);
    await settled(saved.uid ?? '');
    expect(await reconcileDrafts(db, disk.host, user)).toBe(0);
    expect(await stored()).toBeUndefined();
    expect(disk.files.size).toBe(0);
  });

  test('[DR3] a draft of version 1, without a uid, stays and goes to disk', async () => {
    const old: Draft = { key: `structure|${user}|b1||`, savedAt: 5, values: { label: '西侧' } };
    await db.drafts.put(old);
    expect(await reconcileDrafts(db, disk.host, user)).toBe(0);
    expect(await db.drafts.get(old.key)).toEqual(old);
    expect(disk.files.get(old.key)).toEqual(old);
  });

  test("[DR3] drafts of somebody else are not this person's to move", async () => {
    const other = draft({ key: `sweep|${people.chen.id}|b1|ROOFTOP` });
    await db.drafts.put(other);
    expect(await reconcileDrafts(db, disk.host, user)).toBe(0);
    expect(disk.files.size).toBe(0);
    expect(await db.drafts.get(other.key)).toEqual(other);
  });

  test('what was given up is gone from both', async () => {
    await db.drafts.put(draft());
    disk.files.set(key, draft());
    await discardDraft({ db, host: disk.host }, key);
    expect(await stored()).toBeUndefined();
    expect(disk.files.size).toBe(0);
  });
});

test('a key says form, person and what it is about; version 1 wrote the same', () => {
  expect(draftKey({ kind: 'fixture', of: ['b1', '', '101'] }, 'u1')).toBe('fixture|u1|b1||101');
  expect(readDraftKey('fixture|u1|b1||101')).toEqual({ kind: 'fixture', user: 'u1', of: ['b1', '', '101'] });
  expect(readDraftKey('unheard|u1|b1')).toBeUndefined();
  expect(readDraftKey('fixture')).toBeUndefined();
});
