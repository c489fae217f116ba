import type { SyncStore } from '#sync/ports.ts';
import { type DeskDatabase, findAwaited, findHoldsPosition, findPosition } from './database.ts';
import { noteHolds } from './holds.ts';
import { createCopyWishes, createPhotoStore } from './photo-copies.ts';
import { beginEpoch, noteServer, settleTold, settlingIds, sweepStale, unsend } from './settling.ts';
import { countUnsent, keepTold, toldEntry, unsentNumbers } from './told.ts';
import { findVisible, settleAndRefresh, takeRows } from './views.ts';

/** The engine's store over Dexie: one strict transaction per method [S1]. `person` is who is signed in: display copies follow their work. */
export function createDexieSyncStore(db: DeskDatabase, person = ''): SyncStore {
  const records = [db.outbox, db.rows, db.stale, db.meta, ...db.viewTables];
  const wishCopies = createCopyWishes(db, person);
  return {
    ...createPhotoStore(db),

    position: () => findPosition(db),

    async unsentRun() {
      const numbers = await unsentNumbers(db);
      const [from] = numbers;
      if (from === undefined) return undefined;
      const hole = numbers.findIndex((n, index) => n !== from + index);
      return { from, to: from + (hole === -1 ? numbers.length : hole) - 1 };
    },

    async unsent(limit, after) {
      const first = after === undefined ? (await unsentNumbers(db))[0] : after + 1;
      if (first === undefined) return [];
      const entries = await db.outbox.where('n').aboveOrEqual(first).limit(limit).toArray();
      const hole = entries.findIndex((entry, index) => entry.n !== first + index);
      return entries.slice(0, hole === -1 ? entries.length : hole).map((entry) => entry.mutation);
    },

    countUnsent: () => countUnsent(db),

    noteResults: (results, batch) =>
      db.transaction('rw', records, async () => {
        const awaited = await findAwaited(db);
        await db.meta.put({ key: 'awaited', batches: [...awaited.filter((other) => other !== batch), batch] });
        const left = await keepTold(db, results, batch);
        if (left.length === 0) return;
        const told = new Map(left.map((result) => [result.n, result]));
        // One read of the run they stand in: each by itself goes to the database and back.
        const entries = await db.outbox
          .where('n')
          .between(Math.min(...told.keys()), Math.max(...told.keys()), true, true)
          .toArray();
        const matched = entries.flatMap((entry) => {
          const result = told.get(entry.n);
          return result === undefined || entry.h !== result.h || entry.state === 2 ? [] : [toldEntry(entry, result, batch)];
        });
        await db.outbox.bulkPut(matched);
        const visible = await findVisible(db, matched);
        if (visible.length > 0) await settleAndRefresh(db, visible);
      }),

    noteServer: (has) => db.transaction('rw', records, async () => noteServer(db, has)),

    awaitPage: ({ rows }) => db.sealAhead(rows),

    async notePage(from, { rows, cursor, head }) {
      const written = await db.transaction('rw', [...records, db.blobs], async () => {
        const position = await findPosition(db);
        if (position.epoch !== from.epoch || position.cursor !== from.cursor) return undefined;
        if ((await db.stale.count()) > 0) await db.stale.bulkDelete(rows.map((row) => row.id));
        const unsettled = await takeRows(db, rows);
        if (cursor >= head) {
          await settleTold(db);
          await sweepStale(db);
        }
        await db.meta.put({ key: 'position', epoch: from.epoch, cursor });
        const remember = await wishCopies(rows);
        return { news: rows.length - settlingIds(unsettled, rows).size, remember };
      });
      written?.remember();
      return written?.news;
    },

    rewind: (next) => db.transaction('rw', records, async () => unsend(db, next)),

    beginEpoch: (epoch) => db.transaction('rw', [...records, db.blobs], async () => beginEpoch(db, epoch)),

    async noteClock(offsetMs) {
      await db.meta.put({ key: 'clock', offsetMs });
    },

    awaitedReceipts: () => findAwaited(db),

    keepReceipt: (receipt) =>
      db.transaction('rw', [db.receipts, db.meta], async () => {
        await db.receipts.put(receipt);
        await dropAwaited(db, receipt.batch);
      }),

    dropAwaited: (batch) => db.transaction('rw', db.meta, async () => dropAwaited(db, batch)),

    async held(limit, after) {
      const from = after === undefined ? 0 : (await db.outbox.where('uid').equals(after).first())?.n;
      const waiting = from === undefined ? [] : await db.outbox.where('held').equals(1).primaryKeys();
      const entries = await db.outbox.bulkGet(waiting.filter((n) => n > (from ?? 0)).slice(0, limit));
      return entries.flatMap((entry) => entry?.uid ?? []);
    },

    noteHeld: (states) =>
      db.transaction('rw', db.outbox, async () => {
        for (const { uid, state, ...decided } of states) {
          if (state === 'held') continue;
          await db.outbox
            .where('uid')
            .equals(uid)
            .modify((entry) => {
              delete entry.held;
              entry.decided = { state, ...decided };
            });
        }
      }),

    holdsPosition: () => findHoldsPosition(db),

    noteHolds: (from, page) => db.transaction('rw', [db.holds, db.meta], async () => noteHolds(db, from, page)),
  };
}

async function dropAwaited(db: DeskDatabase, batch: string): Promise<void> {
  const batches = (await findAwaited(db)).filter((other) => other !== batch);
  await db.meta.put({ key: 'awaited', batches });
}
