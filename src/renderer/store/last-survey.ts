import type { DeskDatabase } from './database.ts';
import type { LastSurvey } from './rows.ts';

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
