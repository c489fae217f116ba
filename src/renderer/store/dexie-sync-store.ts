import { type RecordId, Sha256 } from '#domain/identity.ts';
import type { FeedRecord } from '#domain/mutation.ts';
import { Photo } from '#domain/photo.ts';
import type { PhotoRef, SyncStore } from '#sync/ports.ts';
import { type DeskDatabase, findAwaited, findPosition } from './database.ts';
import type { BlobRow } from './rows.ts';
import { refreshViews, settleAndRefresh, wantPhotos } from './views.ts';

const refOf = (blob: BlobRow): PhotoRef => ({ sha256: Sha256.parse(blob.sha256), bytes: blob.bytes, watermark: blob.watermark });

const photosIn = (rows: readonly FeedRecord[]) =>
  rows.filter((row) => row.type === 'photo' && !row.deleted).map((row) => Photo.parse(row.fields));

/** Records whose row shows nothing but this device's own acknowledged changes: the newest of them made the row. */
async function settlingIds(db: DeskDatabase, rows: readonly FeedRecord[]): Promise<Set<string>> {
  const entries = await db.outbox
    .where('[id+state]')
    .anyOf(rows.map((row) => [row.id, 1]))
    .toArray();
  const newest = new Map(entries.map((entry) => [entry.id, entry.rowSeq]));
  return new Set(rows.filter((row) => newest.get(row.id) === row.seq).map((row) => row.id));
}

/** The engine's store over Dexie: one strict transaction per method [S1]. */
export function createDexieSyncStore(db: DeskDatabase): SyncStore {
  const unsent = () => db.outbox.where('state').equals(0);
  return {
    position: () => findPosition(db),

    async unsent(limit) {
      const first = await unsent().first();
      if (first === undefined) return [];
      const entries = await db.outbox.where('n').aboveOrEqual(first.n).limit(limit).toArray();
      const hole = entries.findIndex((entry, index) => entry.n !== first.n + index);
      return entries.slice(0, hole === -1 ? entries.length : hole).map((entry) => entry.mutation);
    },

    countUnsent: () => unsent().count(),

    noteResults: (results, batch) =>
      db.transaction('rw', [db.outbox, db.rows, db.meta, ...db.viewTables], async () => {
        const awaited = await findAwaited(db);
        await db.meta.put({ key: 'awaited', batches: [...awaited.filter((other) => other !== batch), batch] });
        const entries = await db.outbox.bulkGet(results.map((result) => result.n));
        const matched = results.flatMap((result, index) => {
          const entry = entries[index];
          if (entry === undefined || entry.h !== result.h || entry.state === 2) return [];
          const { rowSeq, outcome, rule } = result;
          return [{ ...entry, state: 1 as const, rowSeq, outcome, batch, ...(rule === undefined ? {} : { rule }) }];
        });
        await db.outbox.bulkPut(matched);
        await settleAndRefresh(db, [...new Set(matched.map((entry) => entry.id))]);
      }),

    notePage: (from, rows, cursor) =>
      db.transaction('rw', [db.rows, db.outbox, db.blobs, db.meta, ...db.viewTables], async () => {
        const position = await findPosition(db);
        if (position.epoch !== from.epoch || position.cursor !== from.cursor) return undefined;
        const own = await settlingIds(db, rows);
        await db.rows.bulkPut([...rows]);
        await wantPhotos(db, photosIn(rows));
        await settleAndRefresh(
          db,
          rows.map((row) => row.id),
        );
        await db.meta.put({ key: 'position', epoch: from.epoch, cursor });
        return rows.length - own.size;
      }),

    rewind: (next) =>
      db.transaction('rw', [db.outbox, db.rows, ...db.viewTables], async () => {
        const entries = await db.outbox.where('n').aboveOrEqual(next).toArray();
        await db.outbox.bulkPut(entries.map(({ n, h, uid, id, mutation }) => ({ n, h, uid, id, mutation, state: 0 as const })));
        await settleAndRefresh(db, [...new Set(entries.map((entry) => entry.id))]);
      }),

    beginEpoch: (epoch) =>
      db.transaction('rw', [db.outbox, db.rows, db.meta, db.blobs, ...db.viewTables], async () => {
        const first = (await findPosition(db)).epoch === 0;
        await db.meta.put({ key: 'position', epoch, cursor: 0 });
        if (first) return;
        await db.meta.put({ key: 'awaited', batches: [] });
        const own = new Set<RecordId>();
        await db.outbox.toCollection().modify((entry) => {
          entry.state = 0;
          delete entry.rowSeq;
          own.add(entry.id);
        });
        await db.rows.clear();
        for (const table of db.viewTables) await table.clear();
        await db.blobs.where('[own+verified]').equals([1, 1]).modify({ verified: 0 });
        await refreshViews(db, [...own]);
      }),

    unverifiedPhotos: async () => (await db.blobs.where('[own+verified]').equals([1, 0]).sortBy('addedAt')).map(refOf),

    async markVerified(sha256) {
      await db.blobs
        .where('sha256')
        .anyOf([...sha256])
        .modify({ verified: 1 });
    },

    async wantedPhotos(limit) {
      const blobs = await db.blobs.where('wanted').equals(1).limit(limit).toArray();
      return blobs.flatMap((blob) => {
        const size: 'thumb' | 'display' = blob.thumb === 0 ? 'thumb' : 'display';
        return [{ ...refOf(blob), size }];
      });
    },

    async markHeld(sha256, size) {
      await db.blobs
        .where('sha256')
        .equals(sha256)
        .modify((blob) => {
          blob[size] = 1;
          blob.wanted = blob.thumb === 1 && blob.display === 1 ? 0 : 1;
        });
    },

    async noteClock(offsetMs) {
      await db.meta.put({ key: 'clock', offsetMs });
    },

    awaitedReceipts: () => findAwaited(db),

    keepReceipt: (receipt) =>
      db.transaction('rw', [db.receipts, db.meta], async () => {
        await db.receipts.put(receipt);
        const batches = (await findAwaited(db)).filter((batch) => batch !== receipt.batch);
        await db.meta.put({ key: 'awaited', batches });
      }),
  };
}
