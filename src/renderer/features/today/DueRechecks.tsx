import { Button, Card } from 'antd';
import { useLiveQuery } from 'dexie-react-hooks';
import { useDesk } from '../../session.tsx';
import { findRechecks } from '../../store/records.ts';
import { useWords } from '../../words/language.ts';
import { localDay } from '../../words/local-time.ts';
import { ThingList } from '../estate/ThingLink.tsx';
import { todayWords } from './words.ts';

const shown = 5;

/** Closed structures that are to be looked at again now, the longest waiting first. Nothing where none is due. */
export function DueRechecks() {
  const t = useWords(todayWords);
  const { db, source } = useDesk();
  const today = localDay(source.now());
  const due = useLiveQuery(() => findRechecks(db, 'due', { to: today, limit: shown + 1 }), [db, today]);
  if (due === undefined || due.length === 0) return null;
  return (
    <Card
      title={t('rechecks')}
      size="small"
      extra={
        <Button type="link" href="#/rechecks">
          {t('allRechecks')}
        </Button>
      }
    >
      <ThingList things={due.slice(0, shown)} none="" />
      {due.length > shown && <p className="hint">{t('moreRechecks')}</p>}
    </Card>
  );
}
