import { Dexie, type Table } from 'dexie';
import { type Blind, findSearchEntry, type Reading, type SearchEntry } from '#domain/search-entry.ts';
import { localDay } from '../words/local-time.ts';
import type { ViewRow } from './rows.ts';

let loading: Promise<Reading> | undefined;
let loaded: Reading | undefined;

async function load(): Promise<Reading> {
  const dayOf = (instant: string) => localDay(new Date(instant));
  try {
    const { pinyin } = await import('pinyin-pro');
    const initialsOf = (text: string) =>
      pinyin(text, { pattern: 'first', toneType: 'none', type: 'array', surname: 'head', nonZh: 'removed' }).join('');
    loaded = { initialsOf, dayOf };
  } catch {
    // A save must never fail for want of a dictionary: without it, names are found by their signs alone.
    loaded = { initialsOf: () => '', dayOf };
  }
  return loaded;
}

/** Loads the dictionary of readings, once. Asked for early, so that no save has to wait for it. */
export function loadReading(): Promise<Reading> {
  loading ??= load();
  return loading;
}

/** The dictionary from inside a transaction, which would otherwise end while it loads. */
async function readingInTransaction(): Promise<Reading> {
  return loaded ?? Dexie.waitFor(Dexie.ignoreTransaction(loadReading));
}

/** Makes the index say of these records what their new views say; `known` had views before. Part of the transaction that writes the views. */
export async function refreshSearch(
  table: Table<SearchEntry, string>,
  blind: Blind,
  known: readonly string[],
  views: readonly Omit<ViewRow, 'keys'>[],
): Promise<void> {
  const reading = await readingInTransaction();
  const entries = views.flatMap((view) => findSearchEntry(view, reading, blind) ?? []);
  const kept = new Set<string>(entries.map(({ id }) => id));
  await table.bulkPut(entries);
  const gone = known.filter((id) => !kept.has(id));
  if (gone.length > 0) await table.bulkDelete(gone);
}
