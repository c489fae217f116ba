import type { Table } from 'dexie';
import { Failure } from '#contract/failure.ts';
import type { MetaRow } from './rows.ts';

type Meta = Table<MetaRow, string>;

/** Written once, when the database is made or first sealed. */
export async function keepKeyCheck(meta: Meta): Promise<void> {
  await meta.put({ key: 'seal', word: 'chaihuan' });
}

/** Before anything is read or written: whether this key made the database. @throws Failure store-foreign */
export async function checkKey(meta: Meta): Promise<void> {
  const there = await meta.get('seal').catch((cause: unknown) => {
    throw new Failure('store-foreign', {}, { cause });
  });
  if (there === undefined) throw new Failure('store-foreign');
}
