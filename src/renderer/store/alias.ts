import { useLiveQuery } from 'dexie-react-hooks';
import { RecordId } from '#domain/identity.ts';
import { useDesk } from '../session.tsx';
import type { DeskDatabase } from './database.ts';
import { findRow } from './feed-rows.ts';

/** The record that a merged one leads to: as the server has it, or as somebody here wrote it and it is still on its way. */
export async function findStanding(db: DeskDatabase, id: RecordId): Promise<RecordId | undefined> {
  const row = await findRow(db, id);
  if (row?.aliasOf !== undefined) return row.aliasOf;
  const own = await db.outbox.where('[id+state]').between([id, 0], [id, 3], true, true).toArray();
  const merge = own.findLast(({ mutation }) => mutation.op === 'merge');
  return RecordId.safeParse(merge?.mutation.set.aliasOf?.new).data;
}

/** Live: undefined while loading, null where it leads nowhere. */
export function useStanding(id: string): RecordId | null | undefined {
  const { db } = useDesk();
  return useLiveQuery(async () => {
    const known = RecordId.safeParse(id).data;
    return (known && (await findStanding(db, known))) ?? null;
  }, [db, id]);
}
