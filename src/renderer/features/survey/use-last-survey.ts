import { useLiveQuery } from 'dexie-react-hooks';
import { useDesk } from '../../session.tsx';
import { findLastSurvey } from '../../store/last-survey.ts';
import type { LastSurvey } from '../../store/rows.ts';

/** Live: undefined while loading. */
export function useLastSurvey(): LastSurvey | null | undefined {
  const { db, user } = useDesk();
  // A memory that cannot be read must not keep a survey from beginning.
  return useLiveQuery(() => findLastSurvey(db, user.id).catch(() => null), [db, user.id]);
}
