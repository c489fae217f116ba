import { useLiveQuery } from 'dexie-react-hooks';
import { z } from 'zod';
import { useDesk } from '../session.tsx';
import type { DeskDatabase } from './database.ts';

/** What somebody surveyed last: where the next survey of theirs starts from. Codes and ids as their forms have them. */
export const LastSurvey = z.object({
  building: z.string(),
  structure: z.object({ kind: z.string(), material: z.string() }).optional(),
  fixture: z.object({ type: z.string(), side: z.string(), material: z.string() }).optional(),
  second: z.string(),
  secondName: z.string(),
});
export type LastSurvey = z.infer<typeof LastSurvey>;

/** Null where this person has surveyed nothing here yet. */
export async function findLastSurvey(db: DeskDatabase, user: string): Promise<LastSurvey | null> {
  const row = await db.meta.get('lastSurveys');
  return row?.key === 'lastSurveys' ? (row.of[user] ?? null) : null;
}

/** Remembers a survey that was saved; what it says nothing of stays as it was. A convenience: a record that is saved is not unsaved by it. */
export async function keepLastSurvey(db: DeskDatabase, user: string, told: LastSurvey): Promise<void> {
  const remember = async () => {
    const row = await db.meta.get('lastSurveys');
    const of = row?.key === 'lastSurveys' ? row.of : {};
    await db.meta.put({ key: 'lastSurveys', of: { ...of, [user]: { ...of[user], ...told } } });
  };
  await db.transaction('rw', db.meta, remember).catch(() => undefined);
}

/** Live: undefined while loading. */
export function useLastSurvey(): LastSurvey | null | undefined {
  const { db, user } = useDesk();
  // A memory that cannot be read must not keep a survey from beginning.
  return useLiveQuery(() => findLastSurvey(db, user.id).catch(() => null), [db, user.id]);
}
