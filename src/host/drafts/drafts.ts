import { createHmac } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Draft, draftBytes } from '#contract/draft.ts';
import { Failure } from '#contract/failure.ts';
import { errno, readWhole, writeWhole } from '../folder/durable-file.ts';
import { findSealed, seal } from '../keys/sealing.ts';
import { createTurns } from '../turns.ts';

/** Drafts on disk, one small sealed file each: what a lost profile of the browser gets them back from [DR3]. */
export interface Drafts {
  /** On disk when it returns, in place of the older one of its key. @throws Failure input-bad (over 512 KiB), disk-full, data-folder-unwritable */
  put(draft: Draft): Promise<void>;
  /** All that can be read: a file that was changed or cut off is left where it is, and is none. */
  list(): Promise<Draft[]>;
  drop(keys: readonly string[]): Promise<void>;
}

const suffix = '.draft';

export interface DraftsOptions {
  folder: string;
  /** 32 bytes that seal the files and name them. Asked for at each call: it may be there only while somebody is signed in. */
  key(): Uint8Array;
}

/** A file is named by an HMAC of its draft's key, and sealed for that name alone: no name tells who wrote of what, and no file passes for another. */
export function createDrafts({ folder, key }: DraftsOptions): Drafts {
  /** In the order asked: a drop never overtakes the put before it. */
  const inTurn = createTurns();

  const nameOf = (draftKey: string) => `${createHmac('sha256', key()).update(`draft|${draftKey}`).digest('hex')}${suffix}`;

  async function put(draft: Draft): Promise<void> {
    const bytes = Buffer.from(JSON.stringify(draft));
    if (bytes.length > draftBytes) throw new Failure('input-bad', { field: 'draft', bytes: bytes.length, limit: draftBytes });
    const name = nameOf(draft.key);
    await writeWhole(join(folder, name), seal(key(), name, bytes));
  }

  async function read(name: string): Promise<Draft[]> {
    const sealed = await readWhole(join(folder, name));
    const bytes = sealed && findSealed(key(), name, sealed);
    if (bytes === undefined) return [];
    const draft = Draft.safeParse(JSON.parse(bytes.toString('utf8')));
    return draft.success ? [draft.data] : [];
  }

  /** A write that a kill cut off left its beginning beside: it is cleared away, as nothing is being written now. */
  async function list(): Promise<Draft[]> {
    const names = await namesIn(folder);
    const whole = names.filter((name) => name.endsWith(suffix));
    await Promise.all(names.filter((name) => name.endsWith('.part')).map((name) => rm(join(folder, name), { force: true })));
    return (await Promise.all(whole.map(read))).flat();
  }

  return {
    put: (draft) => inTurn(() => put(draft)),
    list: () => inTurn(list),
    drop: (keys) =>
      inTurn(async () => {
        for (const one of keys) await rm(join(folder, nameOf(one)), { force: true });
      }),
  };
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (errno(error) === 'ENOENT') return [];
    throw error;
  }
}
