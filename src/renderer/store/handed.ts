import type { Arrived, KeptHandover } from '#contract/handover.ts';
import { RecordId, type Sha256 } from '#domain/identity.ts';
import type { Mutation } from '#domain/mutation.ts';
import { findCreatedPhoto } from '#domain/photo.ts';
import type { HandedStore } from '#sync/handover.ts';
import type { Host } from '../host-client.ts';
import { blobRow } from './blob-row.ts';
import type { DeskDatabase } from './database.ts';
import type { HandedRow } from './rows.ts';
import { settleAndRefresh } from './views.ts';

/** Shows a page of a handover's changes [HO3]. `here`: photos whose originals came along, which this device sends as its own. */
async function keepHanded(
  db: DeskDatabase,
  { id: handover, device }: KeptHandover,
  muts: readonly Mutation[],
  here: ReadonlySet<string>,
): Promise<void> {
  await db.transaction('rw', [db.outbox, db.rows, db.stale, db.blobs, ...db.viewTables], async () => {
    const known = await db.handed.bulkGet(muts.map(({ uid }) => uid));
    const fresh = muts.filter((_, index) => known[index] === undefined);
    const last = (await db.handed.orderBy('order').last())?.order ?? 0;
    const rows = fresh.map((mutation, index): HandedRow => {
      const { uid, id } = mutation;
      return { uid, id, handover, device, order: last + 1 + index, told: 0, mutation };
    });
    await db.handed.bulkAdd(rows);
    const photos = muts.flatMap((mutation) => findCreatedPhoto(mutation) ?? []);
    const blobs = await db.blobs.bulkGet(photos.map(({ sha256 }) => sha256));
    const wanted = photos.filter((_, index) => blobs[index] === undefined);
    await db.blobs.bulkPut(wanted.map((photo) => blobRow(photo, here.has(photo.sha256) ? 'own' : 'pulled', true)));
    await settleAndRefresh(db, [...new Set(fresh.map(({ id }) => id))]);
  });
}

async function findNoted(db: DeskDatabase): Promise<Sha256[]> {
  const row = await db.meta.get('handovers');
  return row?.key === 'handovers' ? row.noted : [];
}

/**
 * Shows what host keeps of other desks' handovers and the store does not have: after one was taken in, and at a start, where a kill came between or a
 * profile was wiped [HO5]. Answers how many changes were read. One that cannot be read is left: whoever wrote it has it all.
 */
export async function reconcileHandovers(db: DeskDatabase, host: Host): Promise<number> {
  const { handovers } = await host.call('handover.list', {});
  const noted = await findNoted(db);
  let read = 0;
  for (const handover of handovers) {
    const { id } = handover;
    if (noted.includes(id)) continue;
    for (let skip = 0; skip < handover.mutations; ) {
      const { muts, photos } = await host.call('handover.read', { id, skip });
      if (muts.length === 0) break;
      await keepHanded(db, handover, muts, new Set(photos));
      skip += muts.length;
      read += muts.length;
    }
    noted.push(id);
    await db.meta.put({ key: 'handovers', noted });
  }
  return read;
}

/** What other desks handed over, as the engine asks for it. */
export function createHandedStore(db: DeskDatabase): HandedStore {
  return {
    async untold(limit, after) {
      const from = after === undefined ? 0 : ((await db.handed.get(after))?.order ?? 0);
      const rows = await db.handed
        .where('order')
        .above(from)
        .filter(({ told }) => told === 0)
        .limit(limit)
        .toArray();
      return rows.map(({ uid }) => uid);
    },

    noteArrived: (arrived: readonly Arrived[]) =>
      db.transaction('rw', [db.outbox, db.rows, db.stale, ...db.viewTables], async () => {
        const rows = await db.handed.bulkGet(arrived.map(({ uid }) => uid));
        const told = arrived.flatMap(({ rowSeq }, index): HandedRow[] => {
          const row = rows[index];
          return row === undefined ? [] : [{ ...row, told: 1, rowSeq }];
        });
        await db.handed.bulkPut(told);
        await settleAndRefresh(db, [...new Set(told.map(({ id }) => RecordId.parse(id)))]);
      }),

    async shown() {
      const rows = await db.handed.toArray();
      return [...new Set(rows.map(({ handover }) => handover))];
    },
  };
}
