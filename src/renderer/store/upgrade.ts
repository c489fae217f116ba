import type { Dexie, Table, Transaction } from 'dexie';
import type { Blind } from '#domain/search-entry.ts';
import { keepKeyCheck } from './key-check.ts';
import { viewKeys } from './keys.ts';
import type { OutboxRow, ViewRow } from './rows.ts';
import { refreshSearch } from './search-index.ts';
import { moveTallies } from './tallies.ts';

const page = 500;

/** Hears how many more rows have been gone through. */
export type OnUpgraded = (rows: number) => void;

/** Hands over every row of a table, a page at a time in the order of their key. `use` may write them back, not move them. */
async function eachPage<R extends object>(table: Table<R>, told: OnUpgraded, use: (rows: R[]) => Promise<unknown>): Promise<void> {
  const key = table.schema.primKey.keyPath as keyof R;
  for (let after: unknown = -Infinity; ; ) {
    const rows = await table
      .where(':id')
      .above(after as number)
      .limit(page)
      .toArray();
    const last = rows.at(-1);
    if (last === undefined) return;
    await use(rows);
    told(rows.length);
    after = last[key];
  }
}

/** Version 2 counted nothing and had no key for a state: makes both from the views that are there. */
export async function countEverything(transaction: Transaction, told: OnUpgraded): Promise<void> {
  const views = transaction.table<ViewRow, string>('view');
  await eachPage(views, told, async (rows) => {
    const there = rows.filter(({ deleted }) => !deleted).map((row) => ({ ...row, keys: viewKeys(row) }));
    await views.bulkPut(there);
    await moveTallies(transaction.table('tallies'), [], there);
  });
}

/** The tables that have sealed rows and are older than seals. */
const onceInClear = ['rows', 'view', 'outbox', 'drafts', 'meta'] as const;

/**
 * Versions 1 to 3 kept everything in clear, and 1 had no index. Writing a row seals it; the index is made anew from the views. All in the
 * one transaction that changes the version: a kill leaves the old database or the new one.
 */
export async function sealEverything(transaction: Transaction, blind: Blind, told: OnUpgraded): Promise<void> {
  const search = transaction.table('search');
  await search.clear();
  for (const name of onceInClear) {
    const table = transaction.table<ViewRow>(name);
    await eachPage(table, told, async (rows) => {
      await table.bulkPut(name === 'view' ? rows.map((row) => ({ ...row, keys: viewKeys(row) })) : rows);
      if (name === 'view') await refreshSearch(search, blind, [], rows);
    });
  }
  await keepKeyCheck(transaction.table('meta'));
}

/** Versions up to 4 had no index of what the server holds for a person: finds it by what was told then [H1]. */
export async function markHeld(transaction: Transaction, told: OnUpgraded): Promise<void> {
  const outbox = transaction.table<OutboxRow, number>('outbox');
  await eachPage(outbox, told, (rows) =>
    outbox.bulkPut(rows.filter(({ outcome }) => outcome === 'conflict' || outcome === 'quarantined').map((row) => ({ ...row, held: 1 }))),
  );
}

const closedKey = 'structure|accepted';
const photoKey = 'photo';

const idsUnder = (transaction: Transaction, key: string) =>
  transaction.table<ViewRow, string>('view').where('keys').equals(key).primaryKeys();

/** Makes the keys of these views anew, a page at a time: those of them that `changes` says have others now. */
async function rekey(
  transaction: Transaction,
  ids: readonly string[],
  changes: (row: ViewRow) => boolean,
  told: OnUpgraded,
): Promise<void> {
  const views = transaction.table<ViewRow, string>('view');
  for (let from = 0; from < ids.length; from += page) {
    const rows = (await views.bulkGet(ids.slice(from, from + page))).filter((row) => row !== undefined);
    await views.bulkPut(rows.filter(changes).map((row) => ({ ...row, keys: viewKeys(row) })));
    told(rows.length);
  }
}

/** Versions up to 8 had no key for the days of rechecks: makes them for what is closed. */
export const dayClosed = async (transaction: Transaction, told: OnUpgraded) =>
  rekey(transaction, await idsUnder(transaction, closedKey), () => true, told);

/** Versions up to 10 had no key for photos that were moved [A3]. */
export const markMoved = async (transaction: Transaction, told: OnUpgraded) =>
  rekey(
    transaction,
    await idsUnder(transaction, photoKey),
    ({ fields }) => Array.isArray(fields.relinks) && fields.relinks.length > 0,
    told,
  );

/** What waited to be sent was a word of the index up to version 11. It stays in entries until they are written again, and nobody asks for it. */
const unsyncedWord = ':p:';

/** Versions up to 11 had no key for what waits to be sent. */
export const markUnsynced = async (transaction: Transaction, told: OnUpgraded) =>
  rekey(transaction, await transaction.table('search').where('tokens').equals(unsyncedWord).primaryKeys(), () => true, told);

/** Which tables the step to a version goes through. */
const goesThrough: readonly { to: number; tables: readonly string[] }[] = [
  { to: 3, tables: ['view'] },
  { to: 4, tables: onceInClear },
  { to: 5, tables: ['outbox'] },
];

/** How many rows the steps from the version that is there go through. `there` is open as it is, not upgraded. */
export async function countUpgrade(there: Dexie): Promise<number> {
  const tables = goesThrough.filter(({ to }) => there.verno < to).flatMap(({ tables }) => tables);
  const under = (key: string) => there.table('view').where('keys').equals(key).count();
  const waiting = () => there.table('search').where('tokens').equals(unsyncedWord).count();
  // An index of before version 4 is made anew, and says nothing of what waits.
  const marked = there.verno >= 4 && there.verno < 12 ? waiting() : 0;
  const rekeyed = [there.verno < 9 ? under(closedKey) : 0, there.verno < 11 ? under(photoKey) : 0, marked];
  const counts = await Promise.all([...rekeyed, ...tables.map((name) => there.table(name).count())]);
  return counts.reduce((total, count) => total + count, 0);
}
