import { liveQuery } from 'dexie';
import type { RecordId } from '#domain/identity.ts';
import type { DeskDatabase } from './database.ts';
import { loadReading, refreshSearch } from './search-index.ts';

/** Records that one transaction indexes: short enough that a save behind it waits a frame or two. */
const partSize = 50;
/** Between two parts: whoever saves or reads comes first. */
const restMs = 20;
/** How long no page may have come before indexing begins: the rows go first. */
const calmMs = 1000;

/** Notes that these records are to be indexed. Part of the transaction that writes their views [IX1]. */
export async function indexLater(db: DeskDatabase, ids: readonly RecordId[]): Promise<void> {
  const parts = Array.from({ length: Math.ceil(ids.length / partSize) }, (_, n) => ids.slice(n * partSize, (n + 1) * partSize));
  await db.unindexed.bulkAdd(parts.map((part) => ({ ids: part })));
}

/** How many records search does not find yet; never fewer. */
export const countUnindexed = async (db: DeskDatabase): Promise<number> => (await db.unindexed.count()) * partSize;

/** Indexes the oldest part that waits, as its records are now. Answers whether there was one. */
export async function indexPart(db: DeskDatabase): Promise<boolean> {
  await loadReading();
  return db.transaction('rw', [db.view, db.search, db.unindexed], async () => {
    const part = await db.unindexed.toCollection().first();
    if (part?.at === undefined) return false;
    const views = (await db.view.bulkGet([...part.ids])).filter((view) => view !== undefined);
    await refreshSearch(db.search, db.blind, [], views);
    await db.unindexed.delete(part.at);
    return true;
  });
}

/** Indexes whatever waits, part by part, once pages no longer come: after a pull, and after a start where a kill left some. Answers how to stop. */
export function keepIndexing(db: DeskDatabase, calm = calmMs): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;
  const after = (ms: number) => {
    clearTimeout(timer);
    if (!stopped) timer = setTimeout(step, ms);
  };
  // A part that cannot be written stays; the next page or start tries again.
  const step = () =>
    void indexPart(db).then(
      (more) => more && after(restMs),
      () => undefined,
    );
  const newest = liveQuery(() =>
    db.unindexed
      .toCollection()
      .reverse()
      .primaryKeys()
      .then(([at]) => at),
  );
  const watched = newest.subscribe({ next: (at) => at !== undefined && after(calm), error: () => undefined });
  return () => {
    stopped = true;
    clearTimeout(timer);
    watched.unsubscribe();
  };
}
