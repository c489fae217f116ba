import { Alert, Button } from 'antd';
import { useLiveQuery } from 'dexie-react-hooks';
import { useDesk } from '../../session.tsx';
import { useWords } from '../../words/language.ts';
import { decidesDoubles } from './decides.ts';
import { findSuspects } from './suspects.ts';
import { doublesWords } from './words.ts';

/** How many pairs may be one thing, and the way there, for those who decide it. Nothing where there is none, or somebody else decides. */
export function SuspectsNote() {
  const { user } = useDesk();
  return decidesDoubles(user) ? <Note /> : null;
}

function Note() {
  const t = useWords(doublesWords);
  const { db } = useDesk();
  const suspects = useLiveQuery(() => findSuspects(db, 1), [db]);
  if (suspects === undefined || suspects.pairs.length === 0) return null;
  return (
    <Alert
      role="note"
      type="info"
      showIcon
      title={t('some', { count: suspects.pairs.length })}
      action={
        <Button size="large" href="#/waiting/doubles">
          {t('look')}
        </Button>
      }
    />
  );
}
