import { Alert } from 'antd';
import { useLiveQuery } from 'dexie-react-hooks';
import type { RecordId } from '#domain/identity.ts';
import { useDesk } from '../../session.tsx';
import { usePunctuation, useWords } from '../../words/language.ts';
import { handoverWords } from './handover-words.ts';

/** On a record's page: that something of it came in a handover and the server has not shown it yet [HO3]. Nothing where nothing did. */
export function HandedBanner({ id }: { id: RecordId }) {
  const t = useWords(handoverWords);
  const { list } = usePunctuation();
  const { db } = useDesk();
  const handed = useLiveQuery(() => db.handed.where('id').equals(id).toArray(), [db, id]);
  if (handed === undefined || handed.length === 0) return null;
  const devices = list([...new Set(handed.map(({ device }) => device))]);
  return <Alert role="note" type="warning" showIcon title={t('banner', { count: handed.length, devices })} />;
}
