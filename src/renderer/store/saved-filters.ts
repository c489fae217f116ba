import type { DeskDatabase } from './database.ts';
import type { SavedSearch } from './rows.ts';

export async function findSavedSearches(db: DeskDatabase): Promise<SavedSearch[]> {
  const row = await db.meta.get('searches');
  return row?.key === 'searches' ? row.saved : [];
}

/** Keeps a search under its name, in place of one that had it. */
export function keepSearch(db: DeskDatabase, search: SavedSearch): Promise<void> {
  return changeSaved(db, (saved) => [...saved.filter(({ name }) => name !== search.name), search]);
}

export function dropSearch(db: DeskDatabase, name: string): Promise<void> {
  return changeSaved(db, (saved) => saved.filter((one) => one.name !== name));
}

function changeSaved(db: DeskDatabase, change: (saved: SavedSearch[]) => SavedSearch[]): Promise<void> {
  return db.transaction('rw', db.meta, async () => {
    await db.meta.put({ key: 'searches', saved: change(await findSavedSearches(db)) });
  });
}
