import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Dexie } from 'dexie';

export const oldVersions = [1, 2, 3] as const;
export type OldVersion = (typeof oldVersions)[number];
export type Stores = Record<string, Record<string, unknown>[]>;

/** The tables of each version, as it declared them. */
const first = {
  rows: 'id',
  view: 'id, *keys',
  outbox: 'n, uid, state, [id+state]',
  blobs: 'sha256, [own+verified], wanted',
  drafts: 'key',
  receipts: 'batch, issuedAt',
  meta: 'key',
};
const second = { ...first, search: 'id, *tokens' };
const declared: Record<OldVersion, Record<string, string>> = { 1: first, 2: second, 3: { ...second, tallies: 'key' } };

/** What the code of that version left behind after an estate was pulled, things saved, some of them synced, and a draft begun. */
export async function readOldStores(version: OldVersion): Promise<Stores> {
  const { stores } = JSON.parse(await readFile(join(import.meta.dirname, `version-${version}.json`), 'utf8')) as { stores: Stores };
  return stores;
}

/** A database of an old version with these rows in it, closed. `tables` as that version declared them. */
export async function layDown<V extends number>(
  name: string,
  version: V,
  stores: Stores,
  ...[tables = declared[version as OldVersion]]: V extends OldVersion ? [] : [Record<string, string>]
): Promise<void> {
  const old = new Dexie(name);
  old.version(version).stores(tables);
  await old.open();
  for (const [store, rows] of Object.entries(stores)) await old.table(store).bulkAdd(rows);
  old.close();
}
