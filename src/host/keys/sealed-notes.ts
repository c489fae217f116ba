import { createHmac } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { errno, readWhole, writeWhole } from '../folder/durable-file.ts';
import { createTurns } from '../turns.ts';
import { findSealed, seal } from './sealing.ts';

/** Small things on disk, one sealed file each, found by a key of their own. */
export interface SealedNotes<T> {
  /** On disk when it returns, in place of the older one of its key. @throws Failure disk-full, data-folder-unwritable */
  put(note: T): Promise<void>;
  /** All that can be read: a file that was changed or cut off is left where it is, and is none. */
  list(): Promise<T[]>;
  drop(keys: readonly string[]): Promise<void>;
}

export interface SealedNotesOptions<T> {
  folder: string;
  /** What they are, in the singular: part of every file's name, so that no note of one kind passes for another's. */
  kind: string;
  /** 32 bytes that seal the files and name them. Asked for at each call: it may be there only while somebody is signed in. */
  key(): Uint8Array;
  keyOf(note: T): string;
  /** Undefined for what is none of them. */
  read(json: unknown): T | undefined;
}

/** A file is named by an HMAC of its note's key, and sealed for that name alone: no name tells who wrote of what, and no file passes for another. */
export function createSealedNotes<T>({ folder, kind, key, keyOf, read }: SealedNotesOptions<T>): SealedNotes<T> {
  /** In the order asked: a drop never overtakes the put before it. */
  const inTurn = createTurns();
  const suffix = `.${kind}`;
  const nameOf = (noteKey: string) => `${createHmac('sha256', key()).update(`${kind}|${noteKey}`).digest('hex')}${suffix}`;

  async function put(note: T): Promise<void> {
    const name = nameOf(keyOf(note));
    await writeWhole(join(folder, name), seal(key(), name, Buffer.from(JSON.stringify(note))));
  }

  async function readNote(name: string): Promise<T[]> {
    const sealed = await readWhole(join(folder, name));
    const bytes = sealed && findSealed(key(), name, sealed);
    const note = bytes && read(JSON.parse(bytes.toString('utf8')));
    return note === undefined ? [] : [note];
  }

  /** A write that a kill cut off left its beginning beside: it is cleared away, as nothing is being written now. */
  async function list(): Promise<T[]> {
    const names = await namesIn(folder);
    const whole = names.filter((name) => name.endsWith(suffix));
    await Promise.all(names.filter((name) => name.endsWith('.part')).map((name) => rm(join(folder, name), { force: true })));
    return (await Promise.all(whole.map(readNote))).flat();
  }

  return {
    put: (note) => inTurn(() => put(note)),
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
