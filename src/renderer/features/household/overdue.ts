import { useLiveQuery } from 'dexie-react-hooks';
import type { Day } from '#domain/identity.ts';
import { placeText, roomKey } from '#domain/place.ts';
import { useDesk } from '../../session.tsx';
import type { DeskDatabase } from '../../store/database.ts';
import { findRecord, findUnanswered, type RecordOf } from '../../store/records.ts';
import { daysBetween } from '../../ui/field/calendar.ts';

/** An opinion whose answer is late: where it was said, and by how many days. */
export interface OverdueOpinion {
  opinion: RecordOf<'consultation'>;
  address: string;
  path: string;
  days: number;
}

/** What a household was promised an answer to by a day that has passed, the longest waiting first. */
export function overdueOn(opinions: readonly RecordOf<'consultation'>[], today: Day): RecordOf<'consultation'>[] {
  return opinions
    .filter(({ fields }) => fields.reply === null && fields.due !== null && fields.due < today)
    .toSorted((a, b) => (a.fields.due ?? '').localeCompare(b.fields.due ?? ''));
}

async function placed(db: DeskDatabase, opinion: RecordOf<'consultation'>, today: Day): Promise<OverdueOpinion | undefined> {
  const household = await findRecord(db, 'household', opinion.fields.household);
  if (household === undefined) return undefined;
  const building = await findRecord(db, 'building', household.fields.building);
  const { unit, room } = household.fields;
  const place = { building: household.fields.building, unit, room, label: null };
  return {
    opinion,
    address: placeText(place, building?.fields.label ?? ''),
    path: `/rooms/${encodeURIComponent(roomKey(place))}`,
    days: daysBetween(opinion.fields.due ?? today, today),
  };
}

/** Live: how many answers are late, and the first `limit` of them with their places. Undefined while loading. */
export function useOverdueOpinions(today: Day, limit: number): { count: number; first: OverdueOpinion[] } | undefined {
  const { db } = useDesk();
  return useLiveQuery(async () => {
    const overdue = overdueOn(await findUnanswered(db), today);
    const first = await Promise.all(overdue.slice(0, limit).map((opinion) => placed(db, opinion, today)));
    return { count: overdue.length, first: first.filter((one) => one !== undefined) };
  }, [db, today, limit]);
}
